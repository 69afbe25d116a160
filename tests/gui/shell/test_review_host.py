"""Review in the window: the ways in from Evaluate and from the board, and the ways back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.builders import a_plan
from workbench.domain.review_choosing import Candidate
from workbench.domain.runs import Outcome, Run
from workbench.gui.review.seams import Part, Source
from workbench.services.evaluations import ColumnChoice, EvaluationOptions
from workbench.store.opening import open_workspace
from workbench.store.runs import SqliteRuns

PATH = "support/triage"


@pytest.fixture
def assembled(qtbot, open_frame, workspace):
    frame = open_frame(workspace)
    qtbot.waitUntil(lambda: frame.assembly.opened is not None)
    return frame


@pytest.fixture
def services(assembled):
    return assembled.assembly.opened.services


@pytest.fixture
def places(assembled):
    return assembled.assembly.opened.places


def planned(services):
    opened = services.prompts.open_path(PATH)
    dataset = services.datasets.datasets_for(opened.prompt.id)[0]
    columns = [ColumnChoice(opened.prompt.id, "demo/brief")]
    return services.evaluations.plan("Everyday", dataset, columns, EvaluationOptions())


def ran(services):
    opened = services.prompts.open_path(PATH)
    plan = services.runs.plan(opened.prompt.id, opened.draft.content, models=("demo/brief",))
    run = Run(plan.jobs[0], Outcome.FINISHED, datetime.now(UTC), text="An output")
    workspace = open_workspace(services.workspace)
    SqliteRuns(workspace).record(run)
    workspace.close()
    return run


def place_of(assembled):
    return assembled.window.stack.currentWidget()


def begun_with(qtbot, place):
    """The sources that the setup is begun with from now on."""
    sources = []
    place.setup_requested.connect(sources.append)
    return sources


def test_review_is_made_when_it_is_first_shown(qtbot, assembled):
    assert not assembled.window.actions_.has_handler("review.rename")

    assembled.window.actions_.run("go.review")

    assert place_of(assembled).part is Part.EMPTY
    qtbot.waitUntil(lambda: assembled.window.actions_.has_handler("review.rename"))
    qtbot.waitUntil(lambda: assembled.assembly.background.idle)


def test_outputs_of_the_evaluation_that_is_shown_are_reviewed(qtbot, assembled, services):
    actions, evaluation = assembled.window.actions_, planned(services)
    actions.run("go.review")
    sources = begun_with(qtbot, place_of(assembled))
    actions.run("go.evaluate")
    qtbot.waitUntil(lambda: actions["review.of_evaluation"].isEnabled())

    actions.run("review.of_evaluation")

    assert assembled.window.place == "go.review"
    assert place_of(assembled).part is Part.SETUP
    assert sources == [Source(evaluation_id=evaluation.id)]
    qtbot.waitUntil(lambda: assembled.assembly.background.idle)


def test_outputs_on_the_board_are_reviewed(qtbot, assembled, services, places):
    actions, run = assembled.window.actions_, ran(services)
    prompt = services.prompts.open_path(PATH).prompt
    places.write.state_requested.emit(prompt.id, "")
    qtbot.waitUntil(lambda: actions["review.of_board"].isEnabled())
    actions.run("go.review")
    sources = begun_with(qtbot, place_of(assembled))
    actions.run("go.write")

    actions.run("review.of_board")

    assert place_of(assembled).part is Part.SETUP
    assert sources == [Source(run_ids=(run.id,), prompt_id=prompt.id)]
    qtbot.waitUntil(lambda: assembled.assembly.background.idle)


def test_the_way_back_to_the_evaluation_and_to_the_prompt(qtbot, assembled, services, places):
    evaluation, run = planned(services), ran(services)
    prompt = services.prompts.open_path("meetings/summary").prompt
    kept = services.reviews.create(
        a_plan(evaluation_id=evaluation.id), [Candidate((run.id,))], author="me"
    )
    window = assembled.window
    window.actions_.run("go.review")
    place = place_of(assembled)
    qtbot.waitUntil(lambda: window.actions_["review.source"].isEnabled())

    window.actions_.run("review.source")

    assert window.place == "go.evaluate"
    grid = place_of(assembled).grid
    qtbot.waitUntil(lambda: bool(grid.model.evaluation))
    assert grid.model.evaluation.id == evaluation.id

    place.prompt_wanted.emit(prompt.id)

    qtbot.waitUntil(lambda: places.write.session.open.prompt.id == prompt.id)
    assert window.place == "go.write"
    assert not window.actions_["view.history"].isChecked()
    assert services.reviews.review(kept.id) == kept
    qtbot.waitUntil(lambda: assembled.assembly.background.idle)


def test_a_cell_of_an_evaluation_is_opened_from_elsewhere(qtbot, assembled, services, places):
    evaluation = planned(services)
    window = assembled.window

    places.evaluate.show_evaluation(evaluation.id, 2)

    qtbot.waitUntil(lambda: window.place == "go.evaluate")
    view = place_of(assembled).grid.view
    qtbot.waitUntil(lambda: view.current.row() == 2)
    qtbot.waitUntil(lambda: assembled.assembly.background.idle)
