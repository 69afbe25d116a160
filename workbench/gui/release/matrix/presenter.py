"""Reads what runs where, filters it, and tells the commands what is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.domain.environments import Overview, PromptPins
from workbench.domain.errors import WorkbenchError
from workbench.gui.release.around import Around
from workbench.gui.release.facts import report
from workbench.gui.release.matrix.filtering import filtered
from workbench.gui.release.matrix.page import MatrixPage
from workbench.gui.release.seams import About, ChosenCell

NOTHING = Overview((), ())


@dataclass(frozen=True, slots=True)
class Found:
    """What was read of a registry."""

    folder: Path
    overview: Overview
    rows: tuple[PromptPins, ...]
    """Also prompts that no environment uses; by path."""
    me: str


class MatrixPresenter(QObject):
    chosen = Signal(object)
    """`ChosenCell` or None."""
    read = Signal(object)
    """`Found`, each time the registry was read."""

    def __init__(self, page: MatrixPage, around: Around) -> None:
        super().__init__(page)
        self._page, self._around = page, around
        self._found: Found | None = None
        self._wanted = About()
        page.begun.connect(self._begin)
        page.table.current_changed.connect(self._tell)
        page.bar.changed.connect(self._filter)
        around.registry.changed.connect(self.load)
        self.load()

    @property
    def folder(self) -> Path | None:
        """Of the registry that is shown."""
        return self._found.folder if self._found else None

    def load(self) -> None:
        registry = self._around.registry
        folder = registry.folder
        if folder is None:
            self._show_nothing()
            if registry.known:
                self._page.empty.show_no_registry()
            return
        if folder != self.folder:
            self._show_nothing()
            self._page.empty.show_reading()
        self._around.reading.run(
            self,
            lambda: self._read(folder),
            self._show,
            lambda error: self._show_problem(folder, error),
        )

    def _read(self, folder: Path) -> Found:
        services = self._around.services
        overview = services.environments.overview(folder)
        pinned = frozenset(row.prompt for row in overview.prompts)
        rows = (*overview.prompts, *services.released.unpinned(folder, pinned))
        in_order = tuple(sorted(rows, key=lambda row: row.prompt))
        return Found(folder, overview, in_order, services.releases.person(folder))

    def _begin(self, about: About) -> None:
        self._wanted = about
        self._go_to_wanted()

    def _show(self, found: Found) -> None:
        if found.folder != self._around.registry.folder:
            return
        self._found = found
        if not found.rows:
            self._page.empty.show_empty(found.folder)
            self._page.show_empty()
        else:
            self._page.bar.show_environments(found.overview.environments, found.me)
            self._filter()
            self._go_to_wanted()
        self._tell()
        self.read.emit(found)

    def _filter(self) -> None:
        found, bar = self._found, self._page.bar
        if found is None:
            return
        rows = filtered(found.rows, bar.filter)
        self._page.show_rows(found.overview.environments, rows)
        bar.show_count(len(rows), len(found.rows))

    def _show_nothing(self) -> None:
        self._found = None
        self._page.model.show((), ())
        self._page.show_notice("")
        self._page.show_empty()
        self._tell()

    def _show_problem(self, folder: Path, error: WorkbenchError) -> None:
        if folder == self._around.registry.folder:
            self._show_nothing()
            self._page.empty.show_problem(error)

    def _go_to_wanted(self) -> None:
        """What is asked for is shown, even where the filter hides it."""
        wanted, found = self._wanted, self._found
        if not wanted.prompt or found is None:
            return
        self._wanted = About()
        if not self._page.choose(wanted.prompt, wanted.environment):
            self._page.bar.clear()
            self._page.choose(wanted.prompt, wanted.environment)

    def _tell(self) -> None:
        cell = self._page.current
        self._page.cell_chosen.emit(cell)
        self.chosen.emit(cell)
        waits = bool(self._found and self._found.overview.conflicts)
        facts = {"shown": self._found is not None, "problems": waits}
        report(self._around.actions, **facts, **_facts(cell))


def _facts(cell: ChosenCell | None) -> dict[str, object]:
    if cell is None:
        return {
            "prompt": "", "status": "", "environment": "", "first": False, "version": 0,
            "canary": False, "withdrawn": False, "compared": False,
        }  # fmt: skip
    pin = cell.pin
    return {
        "prompt": cell.prompt,
        "status": cell.row.status,
        "environment": cell.environment,
        "first": bool(cell.environments) and cell.environment == cell.environments[0],
        "version": pin.version if pin else 0,
        "canary": bool(pin and pin.canary),
        "withdrawn": bool(pin and pin.withdrawn),
        "compared": len({each.digest for each in cell.row.pins}) > 1,
    }
