"""A batch that is with a provider is waited for, and its answers are taken."""

from __future__ import annotations

import asyncio

from tests.engine.evaluating.batch_provider import BUSY, KEY, plan, reasons
from workbench.domain.errors import ProviderError
from workbench.domain.evaluations import EvaluationState
from workbench.domain.runs import FailureKind, Outcome
from workbench.engine.evaluating.cells import run_id_of


def until_said(stage, words):
    """Nobody's wait ends before the evaluation has said the words."""
    go_on = stage.bench.time.until = asyncio.Event()

    async def watch(_conductor, _scheduler):
        while not any(words in reason for reason in reasons(stage)):
            await asyncio.sleep(0)
        go_on.set()

    return watch


def test_progress_says_how_far_the_provider_is(stage):
    stage.run(plan(stage), until_said(stage, "Waiting for openai's batch"))

    assert any("0 of 4 done" in reason for reason in reasons(stage))
    assert stage.events[-1].reason == ""


def test_waits_grow_from_ten_seconds_to_five_minutes(stage, provider):
    provider.looks = 15

    stage.run(plan(stage))

    slept = stage.bench.time.slept
    assert (slept[0], slept[1], max(slept), slept[-1]) == (10, 15, 300, 300)


def test_lines_that_failed_are_failed_runs_that_retry_sends_again(stage, provider):
    evaluation = plan(stage)
    refused = ProviderError("not allowed", kind=FailureKind.REFUSED_REQUEST)
    provider.special[run_id_of(evaluation.id, 1)] = refused

    ended = stage.run(evaluation)

    assert ended.state is EvaluationState.FINISHED
    assert [cell.failure for cell in stage.cells(evaluation)] == ["", "not allowed", "", ""]
    stage.run(evaluation, retry=True)
    assert provider.sent[1].names == [run_id_of(evaluation.id, 1, 2)]
    assert {cell.outcome for cell in stage.cells(evaluation)} == {Outcome.FINISHED}


def test_a_line_that_is_missing_failed_and_one_that_nobody_asked_for_is_left(stage, provider):
    evaluation = plan(stage)
    provider.special[run_id_of(evaluation.id, 2)] = None
    provider.strange = ("somebody.else", run_id_of(evaluation.id, 0), f"{evaluation.id}.99")

    ended = stage.run(evaluation)

    cells = stage.cells(evaluation)
    assert ended.state is EvaluationState.FINISHED
    assert [cell.outcome for cell in cells].count(Outcome.FINISHED) == 3
    assert "no answer" in cells[2].failure
    assert len(cells) == 4


def test_a_batch_that_is_refused_pauses_the_evaluation_and_says_why(stage, provider):
    provider.ending, provider.reason = "failed", "Too many tokens are enqueued."
    evaluation = plan(stage)

    ended = stage.run(evaluation)

    assert ended.state is EvaluationState.PAUSED
    assert "Too many tokens are enqueued." in ended.pause_reason
    assert stage.cells(evaluation) == []
    provider.ending = "completed"
    assert stage.run(evaluation).state is EvaluationState.FINISHED
    assert len(provider.sent) == 2


def test_a_provider_that_fails_while_it_is_looked_at_is_looked_at_again(stage, provider):
    provider.raising["standing"] = [BUSY, BUSY]
    provider.raising["answers"] = [BUSY]

    ended = stage.run(plan(stage), until_said(stage, "come back later"))

    assert ended.state is EvaluationState.FINISHED
    assert len(provider.sent) == 1


def test_a_key_that_is_refused_while_waiting_pauses_and_the_batch_is_fetched_later(stage, provider):
    provider.raising["standing"] = [KEY]
    evaluation = plan(stage)

    ended = stage.run(evaluation)

    assert ended.state is EvaluationState.PAUSED
    assert "refused the key" in ended.pause_reason
    assert "left with openai" in ended.pause_reason
    assert stage.run(evaluation).state is EvaluationState.FINISHED
    assert len(provider.sent) == 1


def test_a_batch_that_is_not_there_any_more_is_given_up_by_retry_alone(stage, provider):
    provider.raising["standing"] = [KEY]
    evaluation = plan(stage)
    stage.run(evaluation)
    provider.sent.clear()

    ended = stage.run(evaluation)

    assert ended.state is EvaluationState.PAUSED
    assert "Retry gives it up" in ended.pause_reason
    assert stage.run(evaluation, retry=True).state is EvaluationState.FINISHED
    assert stage.calls == 4


def test_only_some_cells_are_fetched_and_the_others_later(stage, provider):
    provider.raising["standing"] = [KEY]
    evaluation = plan(stage)
    stage.run(evaluation)

    stage.run(evaluation, only=[1])

    assert [cell.number for cell in stage.cells(evaluation)] == [1]
    assert stage.run(evaluation).state is EvaluationState.FINISHED
    assert len(provider.sent) == 1
