"""A batch is as large as the provider and the budget allow."""

from __future__ import annotations

import asyncio
from decimal import Decimal

from tests.engine.evaluating.batch_provider import KEY, MODEL, plan
from workbench.domain.evaluations import EvaluationState
from workbench.engine.evaluating.cells import run_id_of
from workbench.engine.evaluating.conductor import Conductor
from workbench.engine.scheduler import Scheduler


def test_what_is_more_than_a_batch_may_hold_is_split(stage, provider):
    provider.most_requests = 3

    stage.run(plan(stage, cases=7))

    assert [len(batch.names) for batch in provider.sent] == [3, 3, 1]


def test_what_is_larger_than_a_file_may_be_is_split(stage, provider):
    evaluation = plan(stage, cases=5)
    line = asyncio.run(provider.line(run_id_of(evaluation.id, 0), _Call))
    provider.most_bytes = 2 * len(line) + 60

    ended = stage.run(evaluation)

    assert ended.state is EvaluationState.FINISHED
    assert len(provider.sent) > 1


class _Call:
    messages = ()


def test_a_batch_is_as_large_as_the_budget_allows(stage, provider):
    each = Decimal("2.6")  # 500 tokens of answer, and a few of the prompt, at half the price
    evaluation = plan(stage, cases=7, budget_usd=3 * each)

    ended = stage.run(evaluation)

    assert ended.state is EvaluationState.FINISHED
    assert len(provider.sent) > 1
    assert len(provider.sent[0].names) < 7
    assert sum(len(batch.names) for batch in provider.sent) == 7


def test_a_batch_that_would_pass_the_budget_is_not_sent(stage, provider):
    evaluation = plan(stage, budget_usd=Decimal("0.5"))

    ended = stage.run(evaluation)

    assert ended.state is EvaluationState.PAUSED
    assert "budget" in ended.pause_reason
    assert provider.sent == []


def test_what_is_with_a_provider_counts_as_promised_when_it_goes_on(stage, provider):
    provider.raising["standing"] = [KEY]
    evaluation = plan(stage, budget_usd=Decimal(20))
    stage.run(evaluation)
    (batch,) = stage.bench.parts.provider_batches.of(evaluation.id)

    assert batch.promised_usd > Decimal(4)
    assert stage.run(evaluation).state is EvaluationState.FINISHED


def test_an_estimate_is_of_half_the_price_and_names_the_models(stage):

    async def estimates():
        parts = stage.bench.parts
        conductor = Conductor(parts, Scheduler(parts), stage.events.extend)
        batched, usual = plan(stage, id="a"), plan(stage, id="b", batch_api=False)
        return await conductor.estimate(batched.id), await conductor.estimate(usual.id)

    batched, usual = asyncio.run(estimates())

    assert (batched.batched, usual.batched) == ((MODEL,), ())
    assert batched.seconds is None
    assert batched.cost_usd == usual.cost_usd / 2
