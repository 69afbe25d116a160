"""Who hears what from whom in Evaluate, and which page is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject

from workbench.domain.datasets import Dataset
from workbench.domain.evaluations import Evaluation, EvaluationSummary
from workbench.gui.evaluate.around import Around, Subject
from workbench.gui.evaluate.cell.opining import Opining
from workbench.gui.evaluate.cell.pane import CellPane
from workbench.gui.evaluate.cell.presenter import CellPresenter
from workbench.gui.evaluate.checks.building import CheckingPart
from workbench.gui.evaluate.datasets.building import build_dataset_page
from workbench.gui.evaluate.evaluations.presenter import EvaluationsPresenter
from workbench.gui.evaluate.grid.presenter import GridPresenter
from workbench.gui.evaluate.page import EvaluatePlace
from workbench.gui.evaluate.running import Running
from workbench.gui.evaluate.setup.presenter import SetupPresenter
from workbench.gui.evaluate.views import Views
from workbench.services.events import EvaluationsChanged, Event

LAST = "evaluation"
"""Under which the evaluation that was shown last is remembered."""


class Conductor(QObject):
    def __init__(self, place: EvaluatePlace, around: Around) -> None:
        super().__init__(place)
        self._place, self._around = place, around
        self._started = False
        self._revealed = ("", -1)
        """An evaluation, and the number of the cell of it that is to be opened once it is seen."""
        working = around.background.aside()
        self.lists = EvaluationsPresenter(place.lists, around)
        self.setup = SetupPresenter(place.setup, around)
        self.grid = GridPresenter(place.grid, around, working)
        self.running = Running(self.grid, around, self)
        self.pane = CellPane(around.theme, around.icons, place)
        place.grid.put_cell(self.pane)
        self.cell = CellPresenter(place.grid, self.pane, around, working)
        self.views = Views(place, around, self.grid)
        self.opining = Opining(
            self.pane.opinion, self.cell, self.grid, place.grid.view.results, around
        )
        self.datasets, dataset = build_dataset_page(around)
        place.stack.addWidget(self.datasets)
        self.checks = CheckingPart(place, around, self.grid, self.cell, self.pane)
        self.checks.take_dataset(self.datasets, dataset)
        self._connect()

    def begin(self) -> None:
        """Read the lists; the evaluation shown last, or the newest, is opened."""
        self.show_subject()
        self.lists.load()
        self.lists.load_datasets()

    def show_subject(self) -> None:
        """Another prompt was opened in Write, or other models are ticked there."""
        subject = self._around.subject()
        self._place.lists.show_subject(subject)
        self._show_empty(subject)

    def _connect(self) -> None:
        place = self._place
        place.lists.chosen.connect(self.grid.show)
        place.lists.dataset_chosen.connect(self.datasets.show_dataset)
        place.lists.use_dataset_action(self._around.actions["dataset.new"])
        place.lists.entered.connect(self._enter)
        self.datasets.dataset_shown.connect(self._on_dataset_shown)
        self.datasets.said.connect(place.said)
        self.datasets.put_aside.connect(self._leave)
        place.find_requested.connect(place.grid.filter.words.setFocus)
        place.subject_changed.connect(self.show_subject)
        place.evaluate_requested.connect(self._evaluate)
        place.new_requested.connect(self.setup.begin)
        place.evaluation_requested.connect(self._reveal)
        place.review_requested.connect(self._review)
        place.setup.left.connect(self._leave)
        place.empty.use_actions(
            self._around.actions["evaluation.prompt"], self._around.actions["evaluation.new"]
        )
        self.lists.listed.connect(self.grid.take_summaries)
        self.lists.listed.connect(self._on_listed)
        self.grid.shown.connect(self._on_shown)
        self.grid.progressed.connect(self.lists.take_progress)
        self.setup.wanted.connect(self._show_setup)
        self.setup.planned.connect(self._on_planned)
        for each in (self.cell, self.running, self.views, self.checks, self.opining):
            each.said.connect(place.said)
        self.opining.told.connect(place.grid.model.show_opinions)
        self.views.written.connect(place.file_written)
        self.cell.cells_wanted.connect(self.running.run_cells)
        self.cell.prompt_wanted.connect(place.prompt_wanted)
        self.checks.prompt_wanted.connect(place.prompt_wanted)
        self.running.again_wanted.connect(self.setup.begin_like)
        self.running.removed.connect(self._on_removed)
        self._around.relay.published.connect(self._on_event)

    def _enter(self) -> None:
        if page := self._place.page:
            page.setFocus()

    def _evaluate(self) -> None:
        if subject := self._around.subject():
            self.setup.evaluate(subject)

    def _review(self) -> None:
        if evaluation := self.grid.evaluation:
            self._place.review_wanted.emit(evaluation.id)

    def _reveal(self, evaluation_id: str, number: int) -> None:
        self._started = True
        self._revealed = (evaluation_id, number)
        self.grid.show(evaluation_id)

    def _open_revealed(self, evaluation: Evaluation) -> None:
        wanted, number = self._revealed
        if wanted != evaluation.id:
            return
        self._revealed = ("", -1)
        if 0 <= number < evaluation.total:
            place, grid = evaluation.place(number), self._place.grid
            grid.view.make_current(grid.model.row_of(place.case), place.column)
            self._around.actions.run("result.open")

    def _on_listed(self, summaries: list[EvaluationSummary]) -> None:
        if self._started or self._place.page is self._place.setup:
            return
        self._started = True
        ids = [summary.evaluation.id for summary in summaries]
        memory = self._around.memory
        last = memory.text(LAST) if memory else ""
        if ids:
            self.grid.show(last if last in ids else ids[0])
        else:
            self._show_nothing()

    def _show_nothing(self) -> None:
        self._place.turn_to(self._place.empty)
        if self._place.isVisible():
            self._place.empty.setFocus()

    def _on_shown(self, evaluation: Evaluation) -> None:
        self._place.turn_to(self._place.grid)
        self.lists.show_chosen(evaluation.id)
        if self._around.memory:
            self._around.memory.keep(LAST, evaluation.id)
        self._open_revealed(evaluation)

    def _on_dataset_shown(self, dataset_id: str) -> None:
        self._place.turn_to(self.datasets)
        self.lists.show_dataset(dataset_id)

    def _show_setup(self) -> None:
        self._place.turn_to(self._place.setup)
        self.lists.show_chosen("")
        self._place.setup.versions.setFocus()

    def _leave(self) -> None:
        if evaluation := self.grid.evaluation:
            self.grid.show(evaluation.id)
        else:
            self._show_nothing()

    def _on_planned(self, evaluation: Evaluation, start: bool) -> None:
        self.grid.show(evaluation.id)
        self._place.grid.view.setFocus()
        if start:
            self.running.start(evaluation)

    def _on_removed(self, _evaluation_id: str) -> None:
        self._started = False
        self.lists.load()

    def _on_event(self, event: Event) -> None:
        shown = self.grid.evaluation
        if isinstance(event, EvaluationsChanged) and shown and event.evaluation_id == shown.id:
            self.grid.refresh()

    def _show_empty(self, subject: Subject | None) -> None:
        if subject is None:
            self._place.empty.show_subject(None, "", 0)
            return
        datasets = self._around.services.datasets

        def show(found: list[Dataset]) -> None:
            first = found[0] if found else None
            cases = sum(case.counts for case in first.cases) if first else 0
            self._place.empty.show_subject(subject, first.name if first else "", cases)

        self._around.background.run(self, lambda: datasets.datasets_for(subject.prompt_id), show)
