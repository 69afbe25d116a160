"""Evaluate over a real workspace, and what a person does in it."""

from __future__ import annotations

from tests.gui.evaluate.fake_evaluation_engine import FakeEvaluationEngine
from tests.gui.write.open_write import ScriptedAsk
from workbench.gui.evaluate.around import Around, Subject
from workbench.gui.evaluate.place import build_evaluate_place
from workbench.gui.kit.background import Background
from workbench.gui.kit.event_relay import EventRelay
from workbench.services.evaluations import ColumnChoice, EvaluationOptions


class OpenEvaluate:
    def __init__(self, services, theme, icons, actions, memory=None):
        self.services, self.actions = services, actions
        self.engine = FakeEvaluationEngine(services.workspace)
        self.ask, self.background = ScriptedAsk(), Background()
        self.relay = EventRelay(services.events)
        opened = services.prompts.open_path("support/triage")
        self.prompt_id = opened.prompt.id
        self.subject = Subject(self.prompt_id, "support/triage", ("demo/brief", "demo/detailed"))
        actions.report(workspace_open=True, prompt_open=True, models_chosen=2)
        around = Around(
            services,
            self.engine,
            self.background,
            actions,
            theme,
            icons,
            self.ask,
            self.relay,
            lambda: self.subject,
            memory,
        )
        self.place = build_evaluate_place(around)
        actions.on("evaluation.prompt", self.place.evaluate_requested.emit)
        actions.on("evaluation.new", self.place.new_requested.emit)

    @property
    def grid(self):
        return self.place.grid

    @property
    def lists(self):
        return self.place.lists

    @property
    def setup(self):
        return self.place.setup

    @property
    def pane(self):
        return self.place.grid.halves.widget(1)

    @property
    def shown(self):
        """The evaluation that is in the grid; None for none."""
        return self.grid.model.evaluation

    def planned(self, name="First", *, models=("demo/brief", "demo/detailed"), **options):
        dataset = self.services.datasets.datasets_for(self.prompt_id)[0]
        columns = [ColumnChoice(self.prompt_id, model) for model in models]
        return self.services.evaluations.plan(name, dataset, columns, EvaluationOptions(**options))

    def show(self, qtbot, evaluation):
        """Choose it in the list."""
        row = self.lists.evaluations.row_of
        qtbot.waitUntil(lambda: row(evaluation.id) >= 0)
        self.lists.list.setCurrentIndex(self.lists.evaluations.index(row(evaluation.id)))
        qtbot.waitUntil(lambda: self.shown is not None and self.shown.id == evaluation.id)

    def words(self, row, column):
        """What a cell of the grid says."""
        return self.grid.model.index(row, column + 1).data()
