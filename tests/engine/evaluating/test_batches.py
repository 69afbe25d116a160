"""Evaluations through a provider's batch API: sent once, whatever happens."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from decimal import Decimal

from tests.engine.evaluating.batch_provider import BUSY, KEY, MODEL, out, plan
from workbench.domain.checks import Check, Verdict
from workbench.domain.evaluations import EvaluationState
from workbench.domain.provider_batches import BatchState
from workbench.engine.evaluating.cells import run_id_of

HELLO = Check("contains", value="Hello")


def test_all_cells_are_sent_together_scored_and_recorded(stage, provider):
    evaluation = plan(stage, checks=(HELLO,))

    ended = stage.run(evaluation)

    assert ended.state is EvaluationState.FINISHED
    assert [len(batch.names) for batch in provider.sent] == [4]
    assert provider.sent[0].names[1] == run_id_of(evaluation.id, 1)
    assert [cell.verdict for cell in stage.cells(evaluation)] == [Verdict.PASSED] * 4
    assert stage.calls == 0
    assert out(stage, evaluation) == [("batch_1", BatchState.FETCHED)]


def test_a_batched_run_is_a_run_at_half_the_price_whose_time_is_not_known(stage):
    evaluation = plan(stage)

    stage.run(evaluation)

    run = stage.bench.recorded(run_id_of(evaluation.id, 0))
    assert (run.text, run.usage.input_tokens, run.timings.total) == ("Hello", 100, None)
    assert run.cost_usd == Decimal("0.1")
    assert run.messages
    assert stage.cells(evaluation)[0].cost_usd == Decimal("0.1")


def test_its_answers_are_in_the_cache_of_all_evaluations(stage, provider):
    stage.run(plan(stage, id="first"))

    again = plan(stage, id="second")
    stage.run(again)

    assert len(provider.sent) == 1
    assert all(cell.cached for cell in stage.cells(again))


def test_a_model_without_a_batch_api_runs_as_usual_beside(stage, provider):
    evaluation = plan(stage, MODEL, "demo/brief")

    ended = stage.run(evaluation)

    assert ended.state is EvaluationState.FINISHED
    assert (len(provider.sent[0].names), stage.calls) == (4, 4)


def test_without_the_switch_nothing_is_batched(stage, provider):
    stage.run(plan(stage, batch_api=False))

    assert (provider.sent, stage.calls) == ([], 4)


def test_two_columns_of_a_model_share_a_batch(stage, provider):
    stage.run(plan(stage, MODEL, MODEL))

    assert [len(batch.names) for batch in provider.sent] == [8]


async def _when_waiting(provider):
    while not provider.count("standing"):
        await asyncio.sleep(0)


def test_a_paused_evaluation_leaves_its_batch_and_fetches_it_when_it_goes_on(stage, provider):
    provider.looks = 10**9
    evaluation = plan(stage)

    async def pause(conductor, _scheduler):
        await _when_waiting(provider)
        conductor.pause(evaluation.id)

    ended = stage.run(evaluation, pause)

    assert ended.state is EvaluationState.PAUSED
    assert "A batch of 4 is left with openai" in ended.pause_reason
    assert out(stage, evaluation) == [("batch_1", BatchState.SUBMITTED)]
    provider.looks = 0
    assert stage.run(evaluation).state is EvaluationState.FINISHED
    assert len(provider.sent) == 1
    assert provider.count("cancel") == 0


def test_a_stopped_evaluation_cancels_its_batch_and_takes_what_was_answered_later(stage, provider):
    provider.looks = 10**9
    evaluation = plan(stage)

    async def stop(conductor, _scheduler):
        await _when_waiting(provider)
        conductor.stop(evaluation.id)

    ended = stage.run(evaluation, stop)

    assert ended.state is EvaluationState.STOPPED
    assert provider.count("cancel") == 1
    assert "asked to cancel" in ended.pause_reason
    halfway = stage.run(evaluation)
    assert halfway.state is EvaluationState.PAUSED
    assert "cancelled there; 2 of 4" in halfway.pause_reason
    provider.looks = 0
    assert stage.run(evaluation).state is EvaluationState.FINISHED
    assert provider.sent[1].names == [run_id_of(evaluation.id, n) for n in (2, 3)]


def test_after_a_crash_the_batch_is_fetched_and_not_paid_for_again(stage, provider):
    provider.looks = 10**9
    evaluation = plan(stage)

    async def end(conductor, _scheduler):
        await _when_waiting(provider)
        conductor.end()

    stage.run(evaluation, end)
    stage.change(evaluation, state=EvaluationState.RUNNING)
    provider.looks = 0

    assert stage.run(evaluation).state is EvaluationState.FINISHED
    assert len(provider.sent) == 1


def test_a_batch_of_which_nobody_heard_whether_it_was_made_is_found_again(stage, provider):
    provider.lose = 1

    ended = stage.run(plan(stage))

    assert ended.state is EvaluationState.FINISHED
    assert len(provider.sent) == 1


def test_a_process_that_died_while_it_sent_a_batch_finds_it_by_its_mark(stage, provider):
    evaluation = plan(stage)
    provider.raising["standing"] = [KEY]
    stage.run(evaluation)
    store = stage.bench.parts.provider_batches
    (batch,) = store.of(evaluation.id)
    store.keep(evaluation.id, replace(batch, batch_id="", state=BatchState.SUBMITTING))

    ended = stage.run(evaluation)

    assert ended.state is EvaluationState.FINISHED
    assert (len(provider.sent), provider.count("find")) == (1, 1)


def test_a_batch_that_was_never_made_is_made_when_it_goes_on(stage, provider):
    evaluation = plan(stage)
    provider.raising["submit"] = [KEY]

    ended = stage.run(evaluation)

    assert ended.state is EvaluationState.PAUSED
    assert "refused the key" in ended.pause_reason
    assert stage.run(evaluation).state is EvaluationState.FINISHED
    states = [state for _, state in out(stage, evaluation)]
    assert sorted(states) == [BatchState.FETCHED, BatchState.REFUSED]


def test_a_provider_that_is_busy_when_a_batch_is_sent_is_asked_again(stage, provider):
    provider.raising["submit"] = [BUSY, BUSY]

    ended = stage.run(plan(stage))

    assert ended.state is EvaluationState.FINISHED
    assert (provider.count("submit"), len(provider.sent)) == (3, 1)


def test_a_model_whose_batch_is_out_is_waited_for_though_its_server_offers_none_now(
    stage, provider
):
    provider.raising["standing"] = [KEY]
    evaluation = plan(stage)
    stage.run(evaluation)
    provider.models = ()

    ended = stage.run(evaluation)

    assert (ended.state, stage.calls) == (EvaluationState.FINISHED, 0)
