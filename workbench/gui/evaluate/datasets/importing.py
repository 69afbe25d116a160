"""Files and pasted tables into datasets, and datasets into files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from workbench.domain.datasets import Dataset
from workbench.domain.errors import WorkbenchError
from workbench.domain.prompts import Input
from workbench.formats.datasets.mapping import Mapping
from workbench.formats.datasets.table import FileRead, Imported, Table
from workbench.gui.evaluate.datasets.import_dialog import ImportDialog, Target
from workbench.gui.evaluate.datasets.page import DatasetPage
from workbench.gui.evaluate.datasets.presenter import DatasetPresenter
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.services.dataset_imports import ImportPlan, inputs_of
from workbench.services.opened import Services

KINDS = (
    "Tables and lists (*.csv *.tsv *.txt *.xlsx *.xlsm *.jsonl *.ndjson *.json *.yaml *.yml)"
    ";;All files (*)"
)
EXPORT_KINDS = "CSV for spreadsheets (*.csv);;promptfoo tests (*.yaml);;JSON lines (*.jsonl)"
PASTED = "pasted.tsv"


class DatasetImporting(QObject):
    def __init__(
        self,
        page: DatasetPage,
        presenter: DatasetPresenter,
        services: Services,
        background: Background,
        actions: Actions,
        ask: Ask,
        prompt_id: Callable[[], str],
    ) -> None:
        super().__init__(page)
        self._page, self._presenter = page, presenter
        self._services, self._background, self._ask = services, background, ask
        self._prompt_id = prompt_id
        self._folder = Path.home()
        self._planned: tuple[Imported, ImportPlan] | None = None
        actions.on("dataset.import", self._choose_file)
        actions.on("dataset.export", self._export)
        page.empty.pasted.connect(self._take_text)

    def open_file(self, path: Path) -> None:
        """Read it, and ask what its columns are."""
        self._read(path.name, partial(self._services.dataset_imports.read, path))

    def _choose_file(self) -> None:
        path = self._ask.open_file(self.tr("Import cases"), self._folder, KINDS)
        if path is not None:
            self._folder = path.parent
            self.open_file(path)

    def _take_text(self, text: str) -> None:
        if text.strip():
            imports = self._services.dataset_imports
            self._read(self.tr("the clipboard"), lambda _sheet: imports.read_text(text, PASTED))

    def _read(self, file: str, read: Callable[[str], FileRead]) -> None:
        """`read` takes the name of a sheet; empty for the first with anything in it."""
        shown = self._presenter.dataset
        prompt_id = shown.prompt_id if shown else self._prompt_id()

        def guessed(sheet: str = "") -> tuple[FileRead, Mapping]:
            found = read(sheet)
            inputs: tuple[Input, ...] = ()
            if prompt_id:
                inputs = inputs_of(self._services.prompts.open(prompt_id).draft.content)
            return found, self._services.dataset_imports.guess(found, inputs)

        def ask(found: tuple[FileRead, Mapping, list[Dataset]]) -> None:
            dialog = self._ask_columns(file, prompt_id, *found)
            dialog.sheet_wanted.connect(partial(self._read_sheet, dialog, guessed))

        self._background.run(
            self, lambda: (*guessed(), self._services.datasets.all()), ask, self._ask.show_error
        )

    def _read_sheet(
        self, dialog: ImportDialog, read: Callable[[str], tuple[FileRead, Mapping]], sheet: str
    ) -> None:
        self._planned = None

        def show(found: tuple[FileRead, Mapping]) -> None:
            if isinstance(found[0], Table):
                dialog.show_read(found[0], found[1])

        def refuse(error: WorkbenchError) -> None:
            dialog.show_sheet_refused()
            self._ask.show_error(error)

        self._background.run(dialog, partial(read, sheet), show, refuse)

    def _ask_columns(
        self, file: str, prompt_id: str, read: FileRead, mapping: Mapping, known: list[Dataset]
    ) -> ImportDialog:
        shown = self._presenter.dataset
        known.sort(key=lambda dataset: shown is None or dataset.id != shown.id)
        page = self._page
        names = [(dataset.id, dataset.name) for dataset in known]
        dialog = ImportDialog(file, read, mapping, names, page.theme, page.window())
        if shown is None or not _alike(read, mapping, shown):
            dialog.into.setCurrentIndex(0)
        datasets = {dataset.id: dataset for dataset in known}
        dialog.changed.connect(partial(self._plan, dialog, datasets, prompt_id))
        dialog.import_requested.connect(partial(self._import, dialog))
        self._plan(dialog, datasets, prompt_id)
        dialog.open()
        return dialog

    def _plan(self, dialog: ImportDialog, known: dict[str, Dataset], prompt_id: str) -> None:
        read, target, mapping = dialog.read, dialog.target, dialog.mapping
        imports = self._services.dataset_imports
        self._planned = None

        def work() -> tuple[Imported, ImportPlan]:
            imported = imports.cases(read, mapping or None)
            dataset = _target(target, known, prompt_id)
            return imported, imports.plan(imported, dataset, target.mode)

        self._background.run(dialog, work, partial(self._show_plan, dialog, read, target, mapping))

    def _show_plan(
        self,
        dialog: ImportDialog,
        read: FileRead,
        target: Target,
        mapping: Mapping,
        planned: tuple[Imported, ImportPlan],
    ) -> None:
        """Unless something was chosen otherwise in the meantime."""
        if read is not dialog.read or (target, mapping) != (dialog.target, dialog.mapping):
            return
        if not planned[1].dataset.name:
            dialog.show_problem(self.tr("A new dataset needs a name."))
            return
        self._planned = planned
        dialog.show_outcome(*planned)

    def _import(self, dialog: ImportDialog) -> None:
        if self._planned is None:
            return
        imported, plan = self._planned
        dialog.accept()
        self._background.run(
            self,
            lambda: self._services.dataset_imports.apply(plan),
            lambda kept: self._on_imported(kept, len(imported.cases) - len(plan.duplicates)),
            self._ask.show_error,
        )

    def _on_imported(self, kept: Dataset, taken: int) -> None:
        self._page.show_dataset(kept.id)
        self._page.said.emit(self.tr("{0} rows imported into {1}").format(taken, kept.name))

    def _export(self) -> None:
        dataset = self._presenter.dataset
        if dataset is None:
            return
        start = self._folder / f"{dataset.name}.csv"
        path = self._ask.save_file(self.tr("Export cases"), start, EXPORT_KINDS)
        if path is None:
            return
        self._background.run(
            self,
            lambda: self._services.dataset_imports.export(dataset.id, path),
            lambda notes: self._on_exported(path, notes),
            self._ask.show_error,
        )

    def _on_exported(self, path: Path, notes: tuple[str, ...]) -> None:
        self._page.said.emit(" ".join((self.tr("Written to {0}.").format(path), *notes)))


def _alike(read: FileRead, mapping: Mapping, dataset: Dataset) -> bool:
    """The file has a variable that cases of the dataset have, too, or the dataset is empty."""
    held = {name for case in dataset.cases for name, _value in case.values}
    if isinstance(read, Imported):
        brought = {name for each in read.cases for name, _value in each.case.values}
    else:
        brought = {use.variable for use in mapping}
    return not held or bool(held & brought)


def _target(target: Target, known: dict[str, Dataset], prompt_id: str) -> Dataset:
    return known.get(target.dataset_id) or Dataset("", target.name, prompt_id)
