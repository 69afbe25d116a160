"""Models whose key is missing or refused: a person sees to it, and the evaluation goes on."""

from __future__ import annotations

import pytest

from tests.builders import a_dataset
from workbench.domain.errors import ProviderError
from workbench.domain.evaluations import EvaluationState
from workbench.domain.runs import FailureKind
from workbench.engine.refusals import ENOUGH

MENDED = (FailureKind.KEY_MISSING, FailureKind.KEY_REFUSED, FailureKind.QUOTA)
MANY = a_dataset(*"abcdefghijklmnopqrst")


def refusal(kind):
    return ProviderError("There is no key.", kind=kind, hint="Set one.")


@pytest.mark.parametrize("kind", MENDED)
def test_a_model_that_refuses_pauses_the_evaluation_early_and_says_why(make_stage, kind):
    stage = make_stage({"demo/brief": [refusal(kind)]}, concurrency_per_provider=1)
    evaluation = stage.plan(dataset=MANY, cases=20)

    ended = stage.run(evaluation)

    assert ended.state is EvaluationState.PAUSED
    assert ended.pause_reason == "demo/brief: There is no key. Set one."
    assert stage.events[-1].reason == ended.pause_reason
    assert stage.calls == ENOUGH
    assert stage.cells(evaluation) == []


def test_what_was_refused_is_asked_again_once_it_goes_on(make_stage):
    refused = [[refusal(FailureKind.KEY_MISSING)]] * ENOUGH
    stage = make_stage({"demo/brief": [*refused, ["Hello"]]}, concurrency_per_provider=1)
    evaluation = stage.plan(dataset=MANY, cases=20)
    stage.run(evaluation)

    ended = stage.run(evaluation)

    assert ended.state is EvaluationState.FINISHED
    assert [cell.output_start for cell in stage.cells(evaluation)] == ["Hello"] * 20


def test_the_other_models_are_asked_to_the_end(make_stage):
    scripts = {"demo/brief": [refusal(FailureKind.QUOTA)], "demo/detailed": ["Hello"]}
    stage = make_stage(scripts)
    evaluation = stage.plan("demo/brief", "demo/detailed", dataset=MANY, cases=20)

    ended = stage.run(evaluation)

    assert ended.state is EvaluationState.PAUSED
    assert [evaluation.place(cell.number).column for cell in stage.cells(evaluation)] == [1] * 20


def test_a_model_that_does_not_exist_is_a_failure_of_its_cells(make_stage):
    error = ProviderError("no such model", kind=FailureKind.NOT_FOUND)
    stage = make_stage({"demo/brief": [error]})
    evaluation = stage.plan()

    ended = stage.run(evaluation)

    assert ended.state is EvaluationState.FINISHED
    assert {cell.failure for cell in stage.cells(evaluation)} == {"no such model"}
