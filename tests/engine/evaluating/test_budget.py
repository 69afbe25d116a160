"""Money: promised before, settled after, never passed."""

from __future__ import annotations

import asyncio
from decimal import Decimal

import pytest

from tests.builders import a_dataset
from workbench.domain.evaluations import EvaluationProgress, EvaluationState
from workbench.domain.models import Price
from workbench.domain.runs import Usage
from workbench.engine.evaluating.budget import Budget
from workbench.services.model_ports import Ending

CENT = Decimal("0.01")
ANSWER = ["Hello", Ending("stop", usage=Usage(10, 10))]
"""At a cent for ten tokens it costs two cents."""


@pytest.fixture
def stage(make_stage):
    stage = make_stage({"demo/brief": ANSWER, "demo/detailed": ANSWER})
    prices = stage.bench.parts.catalogue.prices
    prices["demo/brief"] = Price(CENT / 10, CENT / 10)
    return stage


def limited(stage, **fields):
    """Of ten cases; an answer may have ten tokens."""
    known = {"dataset": a_dataset(*"abcdefghij"), "cases": 10}
    return stage.plan("demo/brief", **{**known, **fields})


def test_an_evaluation_pauses_before_its_budget_would_be_passed(stage):
    evaluation = limited(stage, budget_usd=Decimal("0.60"))

    ended = stage.run(evaluation)

    spent = sum(cell.cost_usd for cell in stage.cells(evaluation))
    assert ended.state is EvaluationState.PAUSED
    assert 0 < spent <= Decimal("0.60")
    assert "budget of $0.60 would be passed" in ended.pause_reason
    assert stage.events[-1].reason == ended.pause_reason


def test_more_money_lets_it_go_on(stage):
    evaluation = limited(stage, budget_usd=Decimal("0.60"))
    stage.run(evaluation)
    stage.change(evaluation, budget_usd=Decimal(100))

    ended = stage.run(evaluation)

    assert (ended.state, stage.calls) == (EvaluationState.FINISHED, 10)


def test_what_was_spent_before_counts(stage):
    evaluation = limited(stage, budget_usd=Decimal("0.60"))
    stage.run(evaluation)
    calls = stage.calls

    again = stage.run(evaluation)

    assert (again.state, stage.calls) == (EvaluationState.PAUSED, calls)


def test_answers_that_are_on_record_need_no_money(stage):
    stage.run(limited(stage, id="first"))

    ended = stage.run(limited(stage, id="second", budget_usd=Decimal(0)))

    assert ended.state is EvaluationState.FINISHED


def test_a_model_without_a_price_is_not_counted_and_named_once(stage):
    evaluation = stage.plan("demo/brief", "demo/detailed", budget_usd=Decimal(100))

    ended = stage.run(evaluation)

    reasons = [each.reason for each in stage.events if isinstance(each, EvaluationProgress)]
    assert ended.state is EvaluationState.FINISHED
    assert sum("demo/detailed" in reason for reason in reasons) == 1


def reserved(budget, *amounts):
    async def work():
        waiting = [
            asyncio.create_task(budget.reserve(number, Decimal(amount)))
            for number, amount in enumerate(amounts)
        ]
        await asyncio.sleep(0)
        at_once = [task.result() if task.done() else None for task in waiting]
        budget.close()
        return at_once, [await task for task in waiting]

    return asyncio.run(work())


def test_money_that_is_promised_is_not_promised_twice():
    at_once, at_last = reserved(Budget(Decimal(5), lambda: Decimal(1)), 3, 2, 1)

    assert at_once == [True, None, True]
    assert at_last == [True, False, True]


def test_what_never_fits_is_refused_at_once():
    assert reserved(Budget(Decimal(5), lambda: Decimal(1)), 6)[0] == [False]


def test_what_was_promised_is_free_again_when_it_is_settled():
    spent = Decimal(0)

    async def work():
        budget = Budget(Decimal(4), lambda: spent)
        assert await budget.reserve(1, Decimal(3))
        second = asyncio.create_task(budget.reserve(2, Decimal(3)))
        await asyncio.sleep(0)
        assert not second.done()
        budget.settle(1)
        assert await second

    asyncio.run(work())
