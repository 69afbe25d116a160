"""Turns go along word for word; what was answered before is not sent again."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.builders import NOON, a_content, a_run
from tests.engine.stand_ins import HANG
from workbench.domain.datasets import Case
from workbench.domain.prompts import Message, ModelChoice, Role
from workbench.domain.run_events import RunEnded, RunStarted
from workbench.domain.runs import FailureKind, Outcome
from workbench.engine.questions import Questions

RICH = {"live_usd_per_hour": Decimal(100)}
TURNS = (
    Message(Role.ASSISTANT, "Hello, Ada."),
    Message(Role.USER, "{{ name }} {% include 'x' %} {{ 10 ** 10 }}"),
)


def test_turns_are_sent_after_the_prompt_word_for_word(make_bench):
    bench = make_bench({"demo/brief": ["yes"]})

    [run] = bench.run(bench.job(turns=TURNS, continues="run-0"))

    [call] = bench.gateway.calls
    assert call.messages == (Message(Role.USER, "Say hello to Ada."), *TURNS)
    assert run.messages == call.messages
    assert bench.recorded().job == run.job


def test_an_estimate_counts_the_turns_too(make_bench):
    bench = make_bench()
    long = (Message(Role.USER, "x" * 4000),)

    jobs = [bench.job("run-1"), bench.job("run-2", turns=long)]
    plain, with_turns = asyncio.run(Questions(bench.parts).estimate(jobs)).jobs

    assert with_turns.input_tokens == plain.input_tokens + 1000


def test_the_same_request_is_answered_from_before_at_once(make_bench):
    bench = make_bench({"demo/brief": [["first"], ["second"]]})
    [first] = bench.run(bench.job("run-1"))

    [again] = bench.run(bench.job("run-2", use_cache=True))

    assert (again.text, again.cached_from, again.cost_usd) == ("first", "run-1", 0)
    assert (again.job.run_id, again.messages) == ("run-2", first.messages)
    assert len(bench.gateway.calls) == 1


def test_what_is_answered_from_before_is_not_recorded_again(make_bench):
    bench = make_bench({"demo/brief": ["x"]})
    bench.run(bench.job("run-1"))
    bench.events.clear()

    bench.run(bench.job("run-2", use_cache=True))

    assert [run.id for run in bench.parts.runs.runs_of(bench.job().prompt_id)] == ["run-1"]
    assert bench.of(RunStarted) == []
    assert len(bench.of(RunEnded)) == 1


def test_nobody_is_given_an_earlier_answer_who_did_not_ask_for_one(make_bench):
    bench = make_bench({"demo/brief": [["first"], ["second"]]})
    bench.run(bench.job("run-1"))

    [again] = bench.run(bench.job("run-2"))

    assert (again.text, again.cached_from) == ("second", "")


@pytest.mark.parametrize(
    "other",
    [
        {"case": Case(values=(("name", "Bob"),))},
        {"sample": 1},
        {"params": (("temperature", 0.9),)},
        {"turns": TURNS},
        {"model": "demo/detailed"},
    ],
)
def test_any_difference_is_another_request(make_bench, other):
    bench = make_bench({"demo/brief": [["first"], ["second"]], "demo/detailed": ["second"]})
    bench.run(bench.job("run-1"))

    [again] = bench.run(bench.job("run-2", use_cache=True, **other))

    assert (again.text, again.cached_from) == ("second", "")


def test_a_parameter_that_is_the_prompts_own_anyway_makes_no_difference(make_bench):
    bench = make_bench({"demo/brief": [["first"], ["second"]]})
    digest = bench.keep(a_content("Hi", model=ModelChoice(params=(("temperature", 0),))))
    bench.run(bench.job("run-1", digest=digest))

    job = bench.job("run-2", digest=digest, params=(("temperature", 0),), use_cache=True)
    [again] = bench.run(job)

    assert again.cached_from == "run-1"


@pytest.mark.parametrize("outcome", [each for each in Outcome if each is not Outcome.FINISHED])
def test_only_a_finished_answer_is_given_again(make_bench, outcome):
    bench = make_bench({"demo/brief": ["new"]})
    sent = (Message(Role.USER, "Say hello to Ada."),)
    earlier = a_run(job=bench.job("run-0"), outcome=outcome, messages=sent, text="half")
    bench.parts.runs.record(earlier)

    [run] = bench.run(bench.job("run-1", use_cache=True))

    assert run.text == "new"


def test_the_same_request_of_another_prompt_is_answered_from_before(make_bench):
    bench = make_bench({"demo/brief": ["first"]})
    bench.run(bench.job("run-1"))
    other = bench.keep(a_content("Say hello to Ada."))

    [again] = bench.run(bench.job("run-2", digest=other, case=Case(), use_cache=True))

    assert again.cached_from == "run-1"


def test_an_answer_that_was_forgotten_is_asked_for_anew(make_bench):
    bench = make_bench({"demo/brief": [["first"], ["second"]]})
    bench.run(bench.job("run-1"))
    bench.parts.runs.forget_answer("run-1")

    [again] = bench.run(bench.job("run-2", use_cache=True))

    assert again.text == "second"


def test_what_an_evaluation_runs_is_recorded_once_it_is_over(make_bench):
    bench = make_bench({"demo/brief": [HANG]})
    seen = []

    async def look(scheduler):
        await bench.gateway.hanging.acquire()
        seen.extend(bench.parts.runs.unfinished())
        scheduler.stop(["run-1"])

    bench.run(bench.job(evaluation="e"), meanwhile=look)

    assert seen == []
    assert bench.recorded().outcome is Outcome.CANCELLED


def test_live_calls_end_when_those_of_the_hour_are_used_up(make_bench):
    bench = make_bench({"demo/brief": ["x"]}, live_calls_per_hour=2, **RICH)

    runs = [bench.run(bench.job(f"run-{number}", live=True))[0] for number in range(3)]

    assert [run.outcome for run in runs] == [Outcome.FINISHED, Outcome.FINISHED, Outcome.FAILED]
    assert runs[2].failure.kind is FailureKind.BUDGET
    assert "2 calls" in runs[2].failure.message
    assert len(bench.gateway.calls) == 2


def test_a_live_call_that_would_pass_the_money_of_the_hour_is_not_sent(make_bench):
    bench = make_bench({"demo/brief": ["x"]}, live_usd_per_hour=Decimal("0.50"))

    [run] = bench.run(bench.job(live=True))

    assert run.failure.kind is FailureKind.BUDGET
    assert bench.gateway.calls == []
    assert bench.parts.runs.runs_of(run.job.prompt_id) == []


def test_what_was_spent_more_than_an_hour_ago_counts_no_more(make_bench):
    bench = make_bench({"demo/brief": ["x"]}, live_calls_per_hour=1, **RICH)
    old = a_run("run-0", job=bench.job("run-0", live=True), text="x")
    bench.parts.runs.record(replace(old, created_at=NOON - timedelta(minutes=61)))

    [run] = bench.run(bench.job("run-1", live=True))

    assert run.outcome is Outcome.FINISHED


def test_an_answer_from_before_is_given_when_the_hour_is_used_up(make_bench):
    bench = make_bench({"demo/brief": ["x"]}, live_calls_per_hour=1, **RICH)
    bench.run(bench.job("run-1", live=True))

    [run] = bench.run(bench.job("run-2", live=True, use_cache=True))

    assert run.cached_from == "run-1"


def test_other_runs_have_no_limit_of_an_hour(make_bench):
    bench = make_bench({"demo/brief": ["x"]}, live_calls_per_hour=1, **RICH)
    bench.run(bench.job("run-1", live=True))

    [run] = bench.run(bench.job("run-2"))

    assert run.outcome is Outcome.FINISHED
