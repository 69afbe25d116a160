"""What an evaluation would come to, before it is started."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_dataset
from workbench.domain.checks import Check
from workbench.domain.errors import NotFound
from workbench.domain.models import Price
from workbench.engine.evaluating.conductor import Conductor
from workbench.engine.evaluating.estimating import spread
from workbench.engine.scheduler import Scheduler
from workbench.engine.spending import TYPICAL_OUTPUT

PRICE = Price(Decimal("0.001"), Decimal("0.002"))


@pytest.fixture
def stage(make_stage):
    return make_stage({"demo/brief": ["Hello"], "demo/detailed": ["Good morning"]})


def estimated(stage, evaluation):
    async def work():
        conductor = Conductor(stage.bench.parts, Scheduler(stage.bench.parts), print)
        return await conductor.estimate(evaluation.id)

    return asyncio.run(work())


def test_calls_tokens_and_cost_are_those_of_all_cells(stage):
    estimate = estimated(stage, stage.plan("demo/brief", samples=2))

    assert (estimate.calls, estimate.cached, estimate.unpriced) == (4, 0, ())
    assert estimate.output_tokens == 4 * TYPICAL_OUTPUT
    tokens = estimate.input_tokens * PRICE.input + estimate.output_tokens * PRICE.output
    assert estimate.cost_usd == pytest.approx(tokens)


def test_a_model_without_a_price_is_named_and_costs_nobody_knows_what(stage):
    estimate = estimated(stage, stage.plan("demo/detailed"))

    assert (estimate.cost_usd, estimate.unpriced) == (None, ("demo/detailed",))


def test_answers_on_record_are_counted_apart(stage):
    stage.run(stage.plan("demo/brief", id="first"))

    estimate = estimated(stage, stage.plan("demo/brief", "demo/detailed", id="second"))

    assert (estimate.calls, estimate.cached) == (2, 2)


def test_nothing_to_be_called_costs_nothing(stage):
    evaluation = stage.plan("demo/brief")
    stage.run(evaluation)

    estimate = estimated(stage, evaluation)

    assert (estimate.calls, estimate.cost_usd, estimate.seconds) == (0, Decimal(0), 0.0)


def test_of_many_cells_some_are_looked_at(stage, monkeypatch):
    rendered = []
    render = stage.bench.parts.templates.render

    async def counted(*what):
        rendered.append(what)
        return await render(*what)

    monkeypatch.setattr(stage.bench.parts.templates, "render", counted)
    names = [f"case {number:04}" for number in range(1000)]
    evaluation = stage.plan("demo/brief", dataset=a_dataset(*names), cases=1000)

    estimate = estimated(stage, evaluation)

    assert estimate.calls == 1000
    assert len(rendered) < 50


def test_judges_are_estimated_apart(stage):
    stage.bench.parts.catalogue.prices["demo/judge"] = PRICE
    rubric = Check("llm-rubric", value="It greets.", judge="demo/judge")
    plain = estimated(stage, stage.plan("demo/brief", id="plain"))

    judged = estimated(stage, stage.plan("demo/brief", id="judged", checks=(rubric,)))

    assert plain.judging_usd is None
    assert judged.judging_usd > 0
    assert judged.cost_usd == plain.cost_usd


def test_an_unknown_evaluation_is_not_found(stage):
    with pytest.raises(NotFound):
        estimated(stage, replace(stage.plan(), id="nothing"))


@given(st.lists(st.integers(), unique=True), st.integers(2, 10))
def test_what_is_looked_at_is_spread_evenly(things, count):
    some = spread(things, count)

    assert len(some) == min(len(things), count)
    assert some == [thing for thing in things if thing in some]
    if things:
        assert (some[0], some[-1]) == (things[0], things[-1])
