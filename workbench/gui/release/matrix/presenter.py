"""Reads what runs where, and tells the commands what is chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from workbench.domain.environments import Overview
from workbench.domain.errors import WorkbenchError
from workbench.gui.release.around import Around
from workbench.gui.release.facts import report
from workbench.gui.release.matrix.page import MatrixPage
from workbench.gui.release.seams import About, ChosenCell

FIRST = 0


class MatrixPresenter(QObject):
    def __init__(self, page: MatrixPage, around: Around) -> None:
        super().__init__(page)
        self._page, self._around = page, around
        self._read_from: Path | None = None
        self._wanted = About()
        page.begun.connect(self._begin)
        page.current_changed.connect(self._tell)
        page.empty.folder_requested.connect(self._choose_folder)
        page.empty.registry_requested.connect(self._make_registry)
        around.registry.changed.connect(self.load)
        self.load()

    def load(self) -> None:
        registry = self._around.registry
        folder = registry.folder
        if folder is None:
            if registry.known:
                self._page.empty.show_no_registry()
            self._show(None, Overview((), ()))
            return
        if folder != self._read_from:
            self._page.empty.show_reading()
            self._show(None, Overview((), ()))
        overview = self._around.services.environments.overview
        self._around.reading.run(
            self,
            lambda: overview(folder),
            lambda found: self._show(folder, found),
            lambda error: self._show_problem(folder, error),
        )

    def _begin(self, about: About) -> None:
        self._wanted = about
        self._go_to_wanted()

    def _show(self, folder: Path | None, overview: Overview) -> None:
        if folder is not None and folder != self._around.registry.folder:
            return
        self._read_from = folder
        before = self._current()
        if before and not self._wanted.prompt:
            self._wanted = About(before.prompt, before.environment)
        self._page.model.show(overview.environments, overview.prompts)
        if folder and not overview.prompts:
            self._page.empty.show_empty(folder)
        self._page.show_table(bool(overview.prompts))
        self._go_to_wanted()
        self._tell()

    def _show_problem(self, folder: Path, error: WorkbenchError) -> None:
        if folder != self._around.registry.folder:
            return
        self._show(None, Overview((), ()))
        self._page.empty.show_problem(error)

    def _go_to_wanted(self) -> None:
        model, wanted = self._page.model, self._wanted
        if not model.rowCount():
            return
        row = max(model.row_of(wanted.prompt), 0)
        known = wanted.environment in model.environments
        column = model.environments.index(wanted.environment) if known else FIRST
        self._wanted = About()
        self._page.table.choose(row, column)

    def _current(self) -> ChosenCell | None:
        index = self._page.table.currentIndex()
        if not index.isValid():
            return None
        model = self._page.model
        environments = model.environments
        return ChosenCell(model.row(index.row()), environments[index.column()], environments)

    def _tell(self) -> None:
        cell = self._current()
        self._page.cell_chosen.emit(cell)
        if cell is None:
            report(self._around.actions, shown=False, prompt="", environment="", version=0)
            return
        pin = cell.pin
        report(
            self._around.actions,
            shown=True,
            prompt=cell.prompt,
            status=cell.row.status,
            environment=cell.environment,
            first=cell.environment == cell.environments[0],
            version=pin.version if pin else 0,
            canary=bool(pin and pin.canary),
            withdrawn=bool(pin and pin.withdrawn),
            compared=len({each.digest for each in cell.row.pins}) > 1,
        )

    def _choose_folder(self) -> None:
        start = self._around.registry.folder or Path.home()
        if folder := self._around.ask.folder(self.tr("The registry's folder"), start):
            self._around.registry.choose(folder)

    def _make_registry(self) -> None:
        around = self._around
        folder = around.ask.folder(self.tr("A folder for the new registry"), Path.home())
        name = folder and around.ask.text(self.tr("New registry"), self.tr("Its name"), folder.name)
        if not folder or not name:
            return
        around.background.run(
            self,
            lambda: around.services.releases.init(folder, name),
            lambda _commit: around.registry.choose(folder),
            around.ask.show_error,
        )
