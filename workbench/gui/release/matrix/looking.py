"""Looks closer at the chosen prompt: its record, its differences, what its components would
change."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QTimer

from workbench.domain.approvals import EvidenceOffer
from workbench.domain.environments import ComponentUse
from workbench.domain.errors import NotFound
from workbench.domain.prompt_records import PromptRecord, RecordedEvidence
from workbench.gui.commands import command
from workbench.gui.commands.releasing import CHANGES_MENU
from workbench.gui.kit.command_menu import LINE, command_menu
from workbench.gui.release.around import Around
from workbench.gui.release.evidence_pages import EvidencePages, open_in_browser
from workbench.gui.release.matrix.comparing import Comparing
from workbench.gui.release.matrix.page import MatrixPage
from workbench.gui.release.matrix.uses_dialog import UsesDialog
from workbench.gui.release.seams import ChosenCell

REST_MS = 90
"""Who walks over rows with the keyboard has each read only where they rest."""
DETAILS = "release.details"
BUTTONS = (
    "release.compare",
    "release.write",
    "release.promote",
    "release.rollback",
    "release.approve_there",
)
"""In the panel, of those that there are; the others are in the menu of the cell."""
LOOKING_MENU = ("release.details", "release.compare", "release.write")


class Looking(QObject):
    def __init__(self, page: MatrixPage, around: Around) -> None:
        super().__init__(page)
        self._page, self._around = page, around
        self._cell: ChosenCell | None = None
        self._pages = EvidencePages(open_in_browser)
        self._records: dict[str, PromptRecord] = {}
        """By the path of the prompt, as long as nothing in the registry changes."""
        self._rested = QTimer(self, singleShot=True, interval=REST_MS)
        self._rested.timeout.connect(self._draw)
        self._comparing = Comparing(page, around)
        around.registry.changed.connect(self._forget)
        page.detail.compare_wanted.connect(self._compare)
        page.detail.read_wanted.connect(self._read_evidence)
        page.detail.uses_wanted.connect(self._show_uses)
        page.detail.left.connect(self._follow_details)
        page.table.opened.connect(self._follow_details)
        page.table.left.connect(self._follow_details)
        page.table.menu_wanted.connect(self._show_menu)
        self._offer()

    def show(self, cell: ChosenCell | None) -> None:
        """What is chosen: its details are drawn when somebody rests there."""
        self._cell = cell
        if cell is None:
            self._rested.stop()
        elif self._page.detail.cell is None:
            self._draw()
        else:
            self._rested.start()

    def _offer(self) -> None:
        actions, memory = self._around.actions, self._around.memory
        wanted = memory.text(DETAILS, "yes") if memory else "yes"
        self._page.parts.want(wanted == "yes")
        actions[DETAILS].setChecked(wanted == "yes")
        actions.on_toggle(DETAILS, self._want_details)
        actions.on("release.compare", self._compare_chosen)
        actions.on("release.write", self._open_in_write)
        for command_id in BUTTONS:
            if actions.has_handler(command_id):
                icon = self._around.icons(command(command_id).icon)
                self._page.detail.add_button(actions[command_id], icon)

    def _want_details(self, wanted: bool) -> None:
        if wanted != self._page.parts.wanted:
            self._page.parts.want(wanted)
        if self._around.memory:
            self._around.memory.keep(DETAILS, "yes" if wanted else "no")

    def _follow_details(self) -> None:
        self._around.actions[DETAILS].setChecked(self._page.parts.wanted)

    def _draw(self) -> None:
        """At once what the matrix knows, and the rest when it was read."""
        folder, cell = self._around.registry.folder, self._cell
        if folder is None or cell is None:
            return
        known = self._records.get(cell.prompt)
        self._page.detail.show_cell(cell, known)
        if known is None:
            record = self._around.services.released.record
            self._around.reading.run(
                self,
                lambda: record(folder, cell.prompt),
                self._show_record,
                self._page.detail.show_error,
            )

    def _show_record(self, record: PromptRecord) -> None:
        self._records[record.prompt] = record
        self._page.detail.show_record(record)

    def _forget(self) -> None:
        self._records.clear()

    def _compare_chosen(self) -> None:
        """The chosen environment and the nearest one before it that uses another version."""
        if self._cell:
            self._comparing.show(self._cell, "", self._cell.environment)

    def _compare(self, before: str, after: str) -> None:
        if self._cell:
            self._comparing.show(self._cell, before, after)

    def _open_in_write(self) -> None:
        if cell := self._cell:
            self._page.prompt_wanted.emit(cell.prompt, cell.pin.digest if cell.pin else "")

    def _show_menu(self, place: QPoint) -> None:
        actions = self._around.actions
        changes = [each or LINE for each in CHANGES_MENU if not each or actions.has_handler(each)]
        ids = [*LOOKING_MENU, LINE, *changes] if any(each != LINE for each in changes) else [
            *LOOKING_MENU
        ]  # fmt: skip
        command_menu(self._page, ids, actions, self._around.icons).popup(place)

    def _read_evidence(self, recorded: RecordedEvidence) -> None:
        """Of this workspace: what the registry keeps of it are figures."""
        cell = self._cell
        if cell is None:
            return
        services = self._around.services

        def written() -> Path:
            prompt = services.prompts.open_path(cell.prompt).prompt
            offers = services.evidence.of_version(prompt.id, recorded.digest)
            offer = next((each for each in offers if _is_same(each, recorded)), None)
            if offer is None:
                raise NotFound(
                    f"{recorded.evidence.name} is not in this workspace.",
                    hint="The registry keeps its figures; whoever approved with it has the rest.",
                )
            page = services.evidence.page(offer.evidence)
            return self._pages.written(offer.evidence.digest, page)

        failed = self._around.ask.show_error
        self._around.reading.run(self, written, self._pages.open, failed)

    def _show_uses(self, component: str) -> None:
        folder = self._around.registry.folder
        if folder is None:
            return
        uses = self._around.services.environments.component_uses

        def show(found: list[ComponentUse]) -> None:
            UsesDialog(component, found, self._around.theme, self._page).open()

        failed = self._around.ask.show_error
        self._around.reading.run(self, lambda: uses(folder, component), show, failed)


def _is_same(offer: EvidenceOffer, recorded: RecordedEvidence) -> bool:
    return offer.evidence.digest == recorded.evidence.digest
