"""Variations of the current case: a run on a model, whose answer becomes generated cases."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from workbench.domain.errors import WorkbenchError
from workbench.domain.models import Model
from workbench.domain.run_events import RunEnded, RunEvent
from workbench.domain.runs import Run, RunJob
from workbench.gui.evaluate.datasets.page import DatasetPage
from workbench.gui.evaluate.datasets.presenter import DatasetPresenter
from workbench.gui.evaluate.datasets.vary_dialog import VaryDialog
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.engine import Engine
from workbench.gui.kit.memory import Memory
from workbench.services.opened import Services
from workbench.services.variations import Variations

REMEMBERED = "variations.model"


class DatasetVarying(QObject):
    def __init__(
        self,
        page: DatasetPage,
        presenter: DatasetPresenter,
        services: Services,
        engine: Engine,
        background: Background,
        actions: Actions,
        ask: Ask,
        memory: Memory | None,
    ) -> None:
        super().__init__(page)
        self._page, self._presenter, self._services = page, presenter, services
        self._engine, self._background, self._ask = engine, background, ask
        self._memory = memory
        self._waited: dict[str, tuple[str, str]] = {}
        """Dataset and case by the run that was asked for them."""
        actions.on("cases.vary", self._open)
        engine.run_events.connect(self._on_events)

    def _open(self) -> None:
        dataset, place = self._presenter.dataset, self._page.table.place()
        if dataset is None or place is None or place[0] >= len(dataset.cases):
            return
        case = dataset.cases[place[0]]
        name = case.name or self.tr("row {0}").format(place[0] + 1)
        dialog = VaryDialog(name, self._page.theme, self._page.window())
        dialog.vary_requested.connect(partial(self._start, dialog, dataset.id, case.id))
        wanted = self._memory.text(REMEMBERED) if self._memory else ""
        show = partial(self._show_models, dialog, wanted)
        self._engine.models(show, self._ask.show_error, show)
        dialog.open()

    def _show_models(self, dialog: VaryDialog, wanted: str, models: list[Model]) -> None:
        from shiboken6 import isValid

        if isValid(dialog):
            dialog.show_models([model.name for model in models], wanted)

    def _start(self, dialog: VaryDialog, dataset_id: str, case_id: str) -> None:
        model, count = dialog.chosen
        dialog.accept()
        if self._memory:
            self._memory.keep(REMEMBERED, model)
        self._background.run(
            self,
            lambda: self._services.variations.plan(dataset_id, case_id, model, count),
            lambda job: self._run(job, dataset_id, case_id),
            self._ask.show_error,
        )

    def _run(self, job: RunJob, dataset_id: str, case_id: str) -> None:
        self._waited[job.run_id] = (dataset_id, case_id)
        self._page.said.emit(self.tr("{0} is writing variations…").format(job.model))
        self._engine.start([job])

    def _on_events(self, events: list[RunEvent]) -> None:
        for event in events:
            if isinstance(event, RunEnded) and event.run.id in self._waited:
                self._take(event.run, *self._waited.pop(event.run.id))

    def _take(self, run: Run, dataset_id: str, case_id: str) -> None:
        self._background.run(
            self,
            lambda: self._services.variations.add(dataset_id, case_id, run),
            self._on_added,
            self._on_refused,
        )

    def _on_added(self, made: Variations) -> None:
        """The table follows by itself: the dataset changed."""
        told = [self.tr("{0} variations written").format(len(made.added))]
        if made.refused:
            told.append(self.tr("{0} left out: {1}").format(len(made.refused), made.refused[0]))
        self._page.said.emit(", ".join(told))

    def _on_refused(self, error: WorkbenchError) -> None:
        self._page.said.emit(self.tr("No variations were written"))
        self._ask.show_error(error)
