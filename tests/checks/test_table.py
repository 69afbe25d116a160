"""Each kind of check is whole: words for people, and an example that does what it says."""

from __future__ import annotations

import pytest

from workbench.checks.kinds import Asks
from workbench.checks.output import Output
from workbench.checks.scoring import problems_of, scorer_of
from workbench.checks.table import GROUPS, KINDS
from workbench.domain.prompts import Tool, ToolCall
from workbench.formats.checks import read_check

TOLD = [kind for kind in KINDS.values() if kind.asks is Asks.NOTHING]


def each(kinds):
    return pytest.mark.parametrize("kind", kinds, ids=lambda kind: kind.name)


@each(KINDS.values())
def test_a_kind_has_words_for_people(kind):
    assert kind.title
    assert kind.about.endswith(".")
    assert kind.group in GROUPS


@each(KINDS.values())
def test_the_example_of_a_kind_is_a_check_without_a_fault(kind):
    check = check_of(kind.example)

    assert check.kind == kind.name
    assert problems_of(check) == []


@each(KINDS.values())
def test_a_kind_can_be_told_exactly_if_it_asks_nothing(kind):
    assert (kind.compile is not None) == (kind.asks is Asks.NOTHING)


@each(TOLD)
def test_the_example_of_a_kind_passes_on_its_output(kind):
    score = scorer_of(check_of(kind.example))(output_of(kind.example))

    assert score.passed, score


@each(TOLD)
def test_the_example_of_a_kind_fails_when_it_is_turned_around(kind):
    turned = {**kind.example, "type": f"not-{kind.name}"}

    score = scorer_of(check_of(turned))(output_of(kind.example))

    assert not score.passed, score


def check_of(example):
    return read_check({name: each for name, each in example.items() if name not in APART})


APART = ("output", "tool_calls", "tools", "latency", "cost", "finish_reason", "logprobs")


def output_of(example):
    return Output(
        example["output"],
        expected=example["output"],
        tool_calls=tuple(ToolCall("1", *call) for call in example.get("tool_calls", ())),
        tools=tuple(Tool(name, "", schema) for name, schema in example.get("tools", ())),
        finish_reason=example.get("finish_reason", ""),
        latency=example.get("latency"),
        cost=example.get("cost"),
        logprobs=tuple(example.get("logprobs", ())),
    )
