"""A dataset and its table: every edit is a step that can be undone, and is kept as it is made.

Every state is handed to the background at once, so that none is lost when the window closes;
of several that wait, only the newest is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from workbench.domain.datasets import Case, Dataset
from workbench.domain.errors import WorkbenchError
from workbench.formats.cases import dataset_digest
from workbench.formats.usable_json import Unusable
from workbench.gui.evaluate.datasets.columns import with_cells, with_text
from workbench.gui.evaluate.datasets.page import DatasetPage
from workbench.gui.evaluate.datasets.steps import DatasetStep
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.kit.steps import Steps
from workbench.services.dataset_imports import inputs_of
from workbench.services.events import DatasetsChanged
from workbench.services.opened import Services

Cases = tuple[Case, ...]


class ReadDataset(NamedTuple):
    dataset: Dataset
    digest: str
    path: str = ""
    """Of the prompt it is made for."""
    inputs: tuple[str, ...] = ()


class DatasetPresenter(QObject):
    shown = Signal()
    """The dataset is seen as it is now: another one, or changed."""

    def __init__(
        self,
        page: DatasetPage,
        services: Services,
        background: Background,
        actions: Actions,
        ask: Ask,
        relay: EventRelay,
    ) -> None:
        super().__init__(page)
        self._page, self._services, self._background = page, services, background
        self._actions, self._ask = actions, ask
        self._dataset: Dataset | None = None
        self._newest: dict[str, Dataset] = {}
        """What is to be written, by the dataset's id."""
        self._written: dict[str, Dataset] = {}
        """As they were read or written last; of the background alone."""
        self._pending = 0
        """Pieces of writing that are not done yet."""
        self._digest, self._path = "", ""
        self._wanted: tuple[str, ...] = ()
        self._steps: Steps[DatasetStep] = Steps()
        page.set_editable(not services.read_only)
        page.dataset_wanted.connect(self.open)
        page.top.renamed.connect(self._rename)
        page.model.text_typed.connect(self._type)
        page.pane.text_typed.connect(self._type_below)
        page.table.pasted.connect(self._paste)
        page.table.cleared.connect(self._clear)
        page.table.row_wanted.connect(self.add)
        page.table.chosen.connect(self._report)
        page.table.selectionModel().selectionChanged.connect(self._report)
        for wishes in (page.table, page.pane.text):
            wishes.undo_requested.connect(self.undo)
            wishes.redo_requested.connect(self.redo)
        page.accept_all_requested.connect(lambda: self._settle(accept=True, every=True))
        page.reject_all_requested.connect(lambda: self._settle(accept=False, every=True))
        relay.published.connect(self._on_published)
        self._handle()

    @property
    def dataset(self) -> Dataset | None:
        return self._dataset

    def open(self, dataset_id: str) -> None:
        def read() -> ReadDataset:
            dataset = self._services.datasets.dataset(dataset_id)
            self._written[dataset_id] = dataset
            digest = dataset_digest(dataset.cases)
            if not dataset.prompt_id:
                return ReadDataset(dataset, digest)
            opened = self._services.prompts.open(dataset.prompt_id)
            names = tuple(each.name for each in inputs_of(opened.draft.content))
            return ReadDataset(dataset, digest, opened.prompt.path, names)

        self._background.run(self, read, self._show_read, self._ask.show_error)

    def change(self, cases: Sequence[Case], label: str, merge_key: str = "") -> None:
        """Do it, as a step of undo."""
        if self._dataset is not None:
            self._apply(replace(self._dataset, cases=tuple(cases)), label, merge_key)

    def change_dataset(self, after: Dataset, label: str, merge_key: str = "") -> None:
        """More than its cases, as a step of undo."""
        if self._dataset is not None and after.id == self._dataset.id:
            self._apply(after, label, merge_key)

    @property
    def can_undo(self) -> bool:
        return self._steps.can_undo

    @property
    def can_redo(self) -> bool:
        return self._steps.can_redo

    def add_variable(self, name: str) -> None:
        if name and name not in self._wanted:
            self._wanted = (*self._wanted, name)
            self._show()

    def add(self) -> None:
        if self._dataset is None:
            return
        place = len(self._dataset.cases)
        self.change((*self._dataset.cases, self._new(Case())), self.tr("Add a case"))
        self._page.table.go_to(place)
        self._page.table.setFocus()

    def undo(self) -> None:
        if step := self._steps.undo():
            self._go_to(step.before)

    def redo(self) -> None:
        if step := self._steps.redo():
            self._go_to(step.after)

    def _handle(self) -> None:
        handlers: dict[str, Callable[[], None]] = {
            "cases.undo": self.undo,
            "cases.redo": self.redo,
            "cases.add": self.add,
            "cases.duplicate": self._duplicate,
            "cases.delete": self._delete,
            "cases.accept": lambda: self._settle(accept=True),
            "cases.reject": lambda: self._settle(accept=False),
            "dataset.rename": self._go_to_name,
            "dataset.add_variable": self._ask_variable,
            "dataset.archive": self._archive,
        }
        for command_id, handler in handlers.items():
            self._actions.on(command_id, handler)

    def _show_read(self, read: ReadDataset) -> None:
        dataset, self._digest, self._path, names = read
        if self._dataset is None or self._dataset.id != dataset.id:
            self._steps.clear()
            self._wanted = ()
            self._page.top.filter.clear()
        self._wanted = tuple(dict.fromkeys((*names, *self._wanted)))
        self._dataset = dataset
        self._show()
        self._page.dataset_shown.emit(dataset.id)

    def _show(self) -> None:
        if self._dataset is not None:
            self._page.show_content(self._dataset, self._digest, self._path, self._wanted)
        self._report()
        self.shown.emit()

    def _apply(self, after: Dataset, label: str, merge_key: str = "") -> None:
        if self._dataset is None or self._services.read_only or after == self._dataset:
            return
        self._steps.add(DatasetStep(self._dataset, after, label, merge_key))
        self._go_to(after)

    def _go_to(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._show()
        self._keep()

    def _keep(self) -> None:
        after = self._dataset
        if after is None:
            return
        self._newest[after.id] = after
        self._pending += 1

        def keep() -> ReadDataset | None:
            if self._newest[after.id] is not after:
                # A newer state is written behind this one
                return None
            kept = self._services.datasets.save_edited(self._written[after.id], after)
            self._written[after.id] = kept
            return ReadDataset(kept, dataset_digest(kept.cases))

        self._background.run(self, keep, lambda kept: self._on_kept(after, kept), self._on_not_kept)

    def _on_kept(self, written: Dataset, read: ReadDataset | None) -> None:
        self._pending -= 1
        if read is None or self._dataset is None or self._dataset.id != written.id:
            return
        self._digest = read.digest
        if self._dataset is written and read.dataset != written:
            # Cases that came in elsewhere meanwhile are seen now
            self._dataset = read.dataset
            self._show()
        else:
            self._page.top.show_dataset(self._dataset, self._digest, self._path)

    def _on_not_kept(self, error: WorkbenchError) -> None:
        self._pending -= 1
        self._ask.show_error(error)

    def _on_published(self, event: object) -> None:
        """It was changed elsewhere: by Write, an import, another window."""
        if not isinstance(event, DatasetsChanged) or self._dataset is None:
            return
        if event.dataset_id == self._dataset.id and not self._pending:
            self._background.run(
                self,
                lambda: self._read_again(event.dataset_id),
                self._show_changed,
            )

    def _read_again(self, dataset_id: str) -> ReadDataset:
        dataset = self._services.datasets.dataset(dataset_id)
        self._written[dataset_id] = dataset
        return ReadDataset(dataset, dataset_digest(dataset.cases))

    def _show_changed(self, read: ReadDataset) -> None:
        dataset = read.dataset
        if self._dataset is None or dataset.id != self._dataset.id or self._pending:
            return
        if dataset != self._dataset:
            self._steps.add(DatasetStep(self._dataset, dataset, self.tr("Change elsewhere")))
            self._dataset = dataset
            self._digest = read.digest
            self._show()

    def _new(self, case: Case) -> Case:
        """With an id of its own, so that every later edit finds it."""
        return replace(case, id=self._services.datasets.new_case_id())

    def _rename(self, name: str) -> None:
        if self._dataset is not None:
            self._apply(replace(self._dataset, name=name), self.tr("Rename"))

    def _type(self, row: int, column: int, text: str, merge_key: str = "") -> None:
        if self._dataset is None or row >= len(self._dataset.cases):
            return
        cases, shown = list(self._dataset.cases), self._page.model.columns[column]
        try:
            cases[row] = with_text(cases[row], shown, text)
        except Unusable as error:
            self._page.pane.show_problem(str(error))
            return
        self._page.pane.show_problem("")
        self.change(cases, self.tr("Edit"), merge_key)

    def _type_below(self, text: str) -> None:
        if place := self._page.table.place():
            row, column = place
            self._type(row, column, text, f"{row}/{self._page.model.columns[column].key}")

    def _paste(self, lines: Sequence[Sequence[str]]) -> None:
        place = self._page.table.place()
        if self._dataset is None or place is None or self._services.read_only:
            return
        columns = self._page.model.columns[place[1] :]
        rows = self._page.table.rows_from(place[0])
        made = with_cells(self._dataset.cases, rows, columns, lines)
        cases = [case if case.id else self._new(case) for case in made.cases]
        self.change(cases, self.tr("Paste"))
        told = [self.tr("{0} cells pasted").format(made.filled)]
        told += [self.tr("{0} rows added").format(made.added)] if made.added else []
        if made.refused:
            told.append(
                self.tr("{0} left as they were: {1}").format(len(made.refused), made.refused[0])
            )
        self._page.said.emit(", ".join(told))

    def _clear(self) -> None:
        if self._dataset is None:
            return
        cases, columns = list(self._dataset.cases), self._page.model.columns
        for row, column in self._page.table.selected_cells():
            cases[row] = with_text(cases[row], columns[column], "")
        self.change(cases, self.tr("Empty cells"))

    def _duplicate(self) -> None:
        if self._dataset is None:
            return
        chosen = set(self._page.table.selected_rows())
        cases: list[Case] = []
        for row, case in enumerate(self._dataset.cases):
            cases.append(case)
            if row in chosen:
                cases.append(self._new(case))
        self.change(cases, self.tr("Duplicate"))

    def _delete(self) -> None:
        if self._dataset is None:
            return
        rows = self._page.table.selected_rows()
        chosen = set(rows)
        kept = [case for row, case in enumerate(self._dataset.cases) if row not in chosen]
        self.change(kept, self.tr("Delete"))
        if kept and rows:
            self._page.table.go_to(min(rows[0], len(kept) - 1))

    def _settle(self, *, accept: bool, every: bool = False) -> None:
        """Generated cases, those selected or `every` one, are accepted or dropped."""
        if self._dataset is None:
            return
        chosen = set(self._page.table.selected_rows())
        cases: list[Case] = []
        for row, case in enumerate(self._dataset.cases):
            if case.accepted or not (every or row in chosen):
                cases.append(case)
            elif accept:
                cases.append(replace(case, accepted=True))
        self.change(cases, self.tr("Accept") if accept else self.tr("Reject"))

    def _go_to_name(self) -> None:
        self._page.top.name.setFocus()
        self._page.top.name.selectAll()

    def _ask_variable(self) -> None:
        name = self._ask.text(self.tr("Add a variable"), self.tr("Name of the prompt's input"))
        self.add_variable((name or "").strip())

    def _archive(self) -> None:
        if self._dataset is None:
            return
        dataset_id, name = self._dataset.id, self._dataset.name
        self._background.run(
            self,
            lambda: self._services.datasets.set_archived(dataset_id, True),
            lambda _done: self._on_archived(dataset_id, name),
            self._ask.show_error,
        )

    def _on_archived(self, dataset_id: str, name: str) -> None:
        self._page.said.emit(self.tr("{0} was put aside").format(name))
        if self._dataset and self._dataset.id == dataset_id:
            self._dataset = None
            self._report()
            self._page.put_aside.emit()

    def _report(self) -> None:
        cases = self._dataset.cases if self._dataset else ()
        rows = [row for row in self._page.table.selected_rows() if row < len(cases)]
        self._actions.report(
            dataset_shown=self._dataset is not None,
            cases_there=len(cases),
            cases_selected=len(rows),
            cases_generated=sum(not cases[row].accepted for row in rows),
            cases_undo=self._steps.can_undo,
            cases_redo=self._steps.can_redo,
        )
