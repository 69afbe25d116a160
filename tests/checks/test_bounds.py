"""Outputs made to break a check: it never raises, and never takes for ever."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.checks.kinds import Asks
from workbench.checks.output import Output
from workbench.checks.scoring import scorer_of
from workbench.checks.table import KINDS
from workbench.domain.checks import Check, Verdict
from workbench.domain.json_values import freeze
from workbench.domain.prompts import Tool, ToolCall
from workbench.formats.checks import read_check

TOLD = [kind.name for kind in KINDS.values() if kind.asks is Asks.NOTHING]
LONG = 10_000
HOSTILE = {
    "one letter": "a" * 1_000_000,
    "braces": "{" * LONG,
    "nested lists": "[" * LONG + "]" * LONG,
    "nested objects": '{"a":' * LONG + "1" + "}" * LONG,
    "empty objects": "{}" * LONG,
    "open tags": "<a>" * LONG,
    "nested tags": "<a>" * LONG + "</a>" * LONG,
    "tags with open quotes": '<a "' * LONG,
    "open comments": "<!--" * LONG,
    "entities": "&a" * LONG,
    "parentheses": "select " + "(" * LONG,
    "fences": "```\n" * LONG,
    "surrogates": "\ud800" * 100,
    "emoji": "😀" * LONG,
    "nothing": "",
    "zeros": "\x00" * LONG,
}
BOMB = (
    '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<l>&b;&b;&b;&b;</l>"
)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", TOLD)
def test_a_hostile_output_gets_a_verdict_or_an_error(name):
    example = KINDS[name].example
    scorer = scorer_of(read_check({key: example[key] for key in KEPT if key in example}))

    said = {label: scorer(Output(text, expected="x")).verdict for label, text in HOSTILE.items()}

    assert set(said.values()) <= {Verdict.PASSED, Verdict.FAILED, Verdict.ERROR}


KEPT = ("type", "value", "threshold")


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(TOLD), st.text(max_size=40))
def test_no_text_makes_a_check_raise(name, text):
    example = KINDS[name].example
    scorer = scorer_of(read_check({key: example[key] for key in KEPT if key in example}))

    scorer(Output(text, expected="x", tool_calls=(ToolCall("1", text, text),)))


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*$", "(.*)*x", "^(([a-z])+.)+[A-Z]$"])
def test_a_pattern_that_takes_for_ever_is_an_error(pattern):
    score = scorer_of(Check("regex", value=pattern))(Output("a" * 5000 + "!"))

    assert score.verdict in (Verdict.ERROR, Verdict.FAILED)


def test_a_pattern_with_exponential_many_ways_is_given_up():
    score = scorer_of(Check("regex", value="^(a|a?)+$"))(Output("a" * 60 + "!"))

    assert score.verdict in (Verdict.ERROR, Verdict.FAILED)


def test_a_document_that_declares_entities_is_refused():
    score = scorer_of(Check("is-xml"))(Output(BOMB))

    assert score.verdict is Verdict.FAILED
    assert "not read" in score.reason


def test_json_that_is_nested_without_end_cannot_be_told():
    score = scorer_of(Check("is-json"))(Output(HOSTILE["nested lists"]))

    assert score.verdict is Verdict.ERROR


def test_sql_of_megabytes_cannot_be_told():
    score = scorer_of(Check("is-sql"))(Output("select 1;" * 200_000))

    assert score.verdict is Verdict.ERROR


def test_a_schema_that_refers_to_itself_without_end_cannot_be_told():
    schema = {"$ref": "#/definitions/a", "definitions": {"a": {"$ref": "#/definitions/a"}}}

    score = scorer_of(Check("is-json", value=freeze(schema)))(Output("1"))

    assert score.verdict is Verdict.ERROR


def test_yaml_whose_aliases_multiply_is_not_read():
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    inside = "{" + ", ".join(lines) + "}"

    assert not scorer_of(Check("contains-json"))(Output(inside)).passed


def test_a_tool_whose_schema_is_broken_fails_and_says_so():
    output = Output(
        tool_calls=(ToolCall("1", "weather", "{}"),), tools=(Tool("weather", "", "{nonsense"),)
    )

    score = scorer_of(Check("is-valid-openai-tools-call"))(output)

    assert score.verdict is Verdict.FAILED
    assert "schema" in score.reason
