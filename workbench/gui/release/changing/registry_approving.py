"""Approving what the registry holds, and what is still needed before it may be used."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.prompt_records import PromptRecord
from workbench.domain.releases import ApprovalRequest, ExportDone
from workbench.domain.standing import Standing
from workbench.domain.syncing import approval_branch
from workbench.gui.kit.background import Background
from workbench.gui.kit.safe_text import safe
from workbench.gui.release.around import Around
from workbench.gui.release.branch_pushing import BranchPushing
from workbench.gui.release.changing.needed_dialog import NeededDialog
from workbench.gui.release.changing.newest import Newest
from workbench.gui.release.changing.registry_approve_dialog import RegistryApproveDialog
from workbench.gui.release.seams import ChosenCell

Then = Callable[[], None]
Seen = TypeVar("Seen")


class RegistryApproving(QObject):
    said = Signal(str)
    """What was done, for the status line."""

    def __init__(
        self, around: Around, window: QWidget, talking: Background, parent: QObject
    ) -> None:
        """`talking` is for what waits for a remote."""
        super().__init__(parent)
        self._around, self._window, self._talking = around, window, talking

    def approve(
        self,
        cell: ChosenCell,
        environment: str,
        version: int | None,
        *,
        over: QWidget | None = None,
        then: Then | None = None,
    ) -> None:
        """Ask for it; `then` is called once it is recorded."""
        folder = self._around.registry.folder
        if folder is None:
            return
        dialog = RegistryApproveDialog(self._around.theme, self._around.icons, over or self._window)
        dialog.approve_requested.connect(partial(self._record, dialog, folder, then))
        services = self._around.services
        BranchPushing(dialog.steps, services.syncing, self._around.background, self._talking)

        def look(number: int, place: str) -> tuple[Standing, str]:
            """With a name for a new branch, if it is to go onto one."""
            standing = services.standings.standing(folder, cell.prompt, number, place)
            usual = approval_branch(cell.prompt, number, place, standing.person)
            return standing, services.syncing.free_branch(folder, usual)

        def show(seen: tuple[Standing, str]) -> None:
            dialog.show_standing(*seen)

        self._answer(dialog, look, show)
        self._begin(dialog, folder, cell, environment, version)

    def show_needed(
        self,
        cell: ChosenCell,
        environment: str,
        version: int | None,
        *,
        over: QWidget | None = None,
    ) -> None:
        folder = self._around.registry.folder
        if folder is None:
            return
        dialog = NeededDialog(self._around.theme, self._around.icons, over or self._window)
        dialog.approve_requested.connect(
            lambda number, place: self.approve(cell, place, number, over=dialog, then=dialog.ask)
        )
        standing = self._around.services.standings.standing
        self._answer(dialog, partial(standing, folder, cell.prompt), dialog.show_standing)
        self._begin(dialog, folder, cell, environment, version)

    def _answer(
        self,
        dialog: RegistryApproveDialog | NeededDialog,
        look: Callable[[int, str], Seen],
        show: Callable[[Seen], None],
    ) -> None:
        newest = Newest[Seen](self._around.reading, show, dialog.show_error, dialog)
        dialog.standing_wanted.connect(
            lambda number, place: newest.ask(partial(look, number, place))
        )

    def _begin(
        self,
        dialog: RegistryApproveDialog | NeededDialog,
        folder: Path,
        cell: ChosenCell,
        environment: str,
        version: int | None,
    ) -> None:
        def show(record: PromptRecord) -> None:
            order = cell.environments
            dialog.choice.show_prompt(cell.prompt, record.versions, order, version, environment)
            dialog.open()

        read = partial(self._around.services.released.record, folder, cell.prompt)
        self._around.reading.run(dialog, read, show, self._around.ask.show_error)

    def _record(
        self,
        dialog: RegistryApproveDialog,
        folder: Path,
        then: Then | None,
        request: ApprovalRequest,
    ) -> None:
        def done(written: ExportDone) -> None:
            self.said.emit(self._told(request, written))
            if request.onto:
                dialog.show_done(written, folder, request.onto)
            else:
                dialog.accept()
            if then:
                then()

        approve = partial(self._around.services.releases.approve_in_registry, folder, request)
        self._around.background.run(dialog, approve, done, dialog.show_error)

    def _told(self, request: ApprovalRequest, written: ExportDone) -> str:
        where = self.tr("commit {0}. Nothing was pushed.")
        if request.onto:
            where = self.tr("commit {0} on the new branch {1}.")
        words = self.tr("{0} v{1} is approved for {2}: {3}")
        if any(path.endswith(".sig") for path in written.files):
            words = self.tr("{0} v{1} is approved for {2}, signed: {3}")
        place = where.format(written.commit[:12], safe(request.onto))
        return words.format(request.prompt, request.version, request.environment, place)
