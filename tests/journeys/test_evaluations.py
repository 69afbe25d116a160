"""A large evaluation in the window, everything real: paused, its engine killed, resumed, read."""

from __future__ import annotations

import os
import signal
from collections import Counter
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tests.journeys.conftest import home_at, windows
from tests.journeys.keyboard import press
from tests.journeys.window import focused_name
from workbench import bootstrap
from workbench.domain.checks import Check
from workbench.domain.datasets import Case, Dataset
from workbench.domain.evaluations import EvaluationState
from workbench.domain.prompts import Draft, Message, PromptContent, Role
from workbench.domain.runs import Outcome
from workbench.domain.settings import Settings
from workbench.gui.evaluate.grid.heads import head_of
from workbench.gui.evaluate.grid.results import Sign
from workbench.gui.kit.engine import EngineState
from workbench.store.settings_file import TomlSettings

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.timeout(300)]

CASES, COLUMNS = 200, 6
NAMES = tuple(f"echo;window={letter}" for letter in "abc")
MODELS = tuple(f"faulty/{name}" for name in NAMES)
WITHOUT, WITH = "Say hello to {{ name }}.", "Say hello politely to {{ name }}."
CHECKS = (Check("icontains", value="politely", metric="polite"), Check("not-icontains", value="7."))
"""The first version fails the first one always; every tenth case fails the second one."""


@dataclass
class Evaluating:
    """What can be read off Evaluate."""

    window: object

    def find(self, kind, name):
        return self.window.find(kind, name)

    @property
    def grid(self):
        return self.find(QWidget, "grid")

    @property
    def evaluation(self):
        return self.grid.model.evaluation

    @property
    def state(self):
        return self.evaluation.state if self.evaluation else None

    @property
    def done(self):
        results = self.grid.model.results
        return results.evaluation.total - results.left if results else 0

    @property
    def figures(self):
        """What stands over each column, as it is read out."""
        model, role = self.grid.model, Qt.ItemDataRole.AccessibleTextRole
        across = Qt.Orientation.Horizontal
        return [model.headerData(number, across, role) for number in range(1, model.columnCount())]

    @property
    def cell_says(self):
        """Of the cell that is open."""
        pane = self.find(QWidget, "cell")
        return (pane.title.text(), pane.verdict.text()) if pane.isVisible() else ()

    def says(self, name):
        return self.find(QLabel, name).text()

    def state_is(self, word):
        self.window.wait(lambda: self.says("grid.state") == word)


@pytest.fixture(scope="module")
def window(qapp, tmp_path_factory, faulty_server):
    endpoint = faulty_server.endpoint(models=NAMES)
    with (
        home_at(tmp_path_factory.mktemp("evaluations")) as home,
        pytest.MonkeyPatch.context() as patch,
        windows(qapp) as open_one,
    ):
        patch.setenv("FAULTY_API_KEY", "sk-planted-2b8e61f7")
        TomlSettings().save(Settings(endpoints=(endpoint,), find_local_servers=False))
        fill(home / "work.db")
        window = open_one(home / "work.db").settle()
        window.wait(lambda: MODELS[0] in [each.name for each in window.write.models.rows.models])
        yield window


def fill(workspace):
    """A prompt in two versions, and its dataset."""
    services = bootstrap.open_services(workspace, empty=True)
    first, second = (PromptContent((Message(Role.USER, text),)) for text in (WITHOUT, WITH))
    prompt_id = services.prompts.create("hello", content=first).prompt.id
    services.prompts.commit(prompt_id, note="first", author="Ada")
    services.prompts.journal(Draft(prompt_id, second, 1))
    services.prompts.commit(prompt_id, note="politely", author="Ada")
    cases = tuple(
        Case(name=f"case {number}", values=(("name", f"number {number}."),))
        for number in range(CASES)
    )
    services.datasets.save(Dataset("", "Names", prompt_id, cases, CHECKS))
    bootstrap.close_services(services)


@pytest.fixture(scope="module")
def walked(window, faulty_server):
    """Planned and started by keyboard, paused, resumed, its engine killed, resumed to the end."""
    evaluating = Evaluating(window)
    window.write.models.rows.tick(MODELS)
    press("Ctrl+2", "Ctrl+Alt+E")
    window.wait(lambda: focused_name() == "setup.versions")
    window.wait(lambda: window.find(QPushButton, "setup.start").isEnabled())
    press("End", "Space", "Ctrl+Return")
    evaluating.state_is("running")
    seen = [len(evaluating.evaluation.columns), evaluating.evaluation.total]

    window.wait(lambda: evaluating.done > 100)
    press("Ctrl+.")
    evaluating.state_is("paused")
    paused_at, asked = evaluating.done, len(asked_of(faulty_server))
    press("Ctrl+Return")
    window.wait(lambda: evaluating.done > paused_at + 100)

    killed = window.engine.process_id
    os.kill(killed, signal.SIGKILL)
    evaluating.state_is("paused")
    window.wait(lambda: window.engine.state is EngineState.READY)
    at_the_kill = Seen(
        evaluating.says("grid.reason"),
        evaluating.grid.model.results.count(Sign.RUNNING),
        window.services.evaluations.evaluation(evaluating.evaluation.id).state,
        finished_in(window, evaluating.evaluation.id),
        Counter(asked_of(faulty_server)),
    )
    window.wait(lambda: window.reason("evaluation.start") == "")
    press("Ctrl+Return")
    evaluating.state_is("finished")
    return evaluating, seen, (paused_at, asked), at_the_kill


@dataclass
class Seen:
    reason: str
    running: int
    state: EvaluationState
    finished: list
    asked: Counter


def asked_of(server):
    """Model and text of every request."""
    return [
        (name, request["body"]["messages"][-1]["content"])
        for name in NAMES
        for request in server.requests(name)
    ]


def finished_in(window, evaluation_id):
    runs = window.services.runs.batch(evaluation_id)
    return [
        (run.job.model.partition("/")[2], run.messages[-1].text)
        for run in runs
        if run.outcome is Outcome.FINISHED
    ]


def test_two_versions_on_three_models_and_all_cases_are_evaluated(walked):
    evaluating, seen, _pause, _kill = walked

    assert seen == [COLUMNS, COLUMNS * CASES]
    assert evaluating.done == COLUMNS * CASES
    assert evaluating.says("grid.facts").startswith("1,200 of 1,200 cells")


def test_a_pause_ends_what_is_under_way_and_begins_nothing_more(walked):
    _evaluating, _seen, (done, asked), _kill = walked

    assert done == asked < COLUMNS * CASES


def test_the_window_says_that_the_evaluation_lost_its_engine(walked):
    _evaluating, _seen, _pause, kill = walked

    assert "ended" in kill.reason
    assert kill.state is EvaluationState.PAUSED
    assert kill.running == 0


def test_no_answer_on_record_is_asked_for_again(walked, window, faulty_server):
    evaluating, _seen, _pause, kill = walked
    at_the_end = Counter(asked_of(faulty_server))
    finished = finished_in(window, evaluating.evaluation.id)

    assert kill.finished
    assert all(at_the_end[each] == kill.asked[each] for each in kill.finished)
    assert len(finished) == len(set(finished)) == COLUMNS * CASES
    lost = kill.asked - Counter(kill.finished)
    assert sum(at_the_end.values()) == COLUMNS * CASES + sum(lost.values())


def test_the_figures_of_the_grid_are_those_on_record(walked, window):
    evaluating, _seen, _pause, _kill = walked
    evaluation_id = evaluating.evaluation.id
    summaries = window.services.comparing.summaries(evaluation_id)
    evaluation = window.services.evaluations.evaluation(evaluation_id)
    on_record = [
        head_of(column, summary).words
        for column, summary in zip(evaluation.columns, summaries, strict=True)
    ]

    window.wait(lambda: evaluating.figures == on_record)

    assert [summary.pass_rate.value for summary in summaries] == [0, 0.9] * 3


def test_failed_cells_are_gone_through_by_keyboard_alone(walked, window):
    evaluating, _seen, _pause, _kill = walked
    press("Ctrl+1", "Ctrl+2")
    window.wait(lambda: focused_name() == "evaluations.list")
    press("Return")
    window.wait(lambda: focused_name() == "grid.results")

    press("Ctrl+Home", "N", "Return")
    window.wait(lambda: evaluating.cell_says == ("case 0", "failed · 0.50"))
    press("F8", "F8")
    window.wait(lambda: evaluating.cell_says == ("case 1", "failed · 0.50"))
    press("Shift+F8", "Escape")

    window.wait(lambda: not window.find(QWidget, "cell").isVisible())
    current = evaluating.grid.view.current
    assert focused_name() == "grid.results"
    assert (current.row(), current.column()) == (0, COLUMNS - 1)
