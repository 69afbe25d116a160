"""The runs behind the cells: what they are asked for."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import a_case, a_dataset
from workbench.domain.checks import SET, Check
from workbench.engine.evaluating.cells import needs_probabilities

SURE = Check("perplexity", threshold=2.0)
HELLO = Check("contains", value="Hello")


def test_log_probabilities_are_asked_for_where_a_check_is_told_from_them(make_stage):
    stage = make_stage({"demo/brief": ["Hello"]})

    stage.run(stage.plan(checks=(HELLO, SURE), id="sure"))
    stage.run(stage.plan(checks=(HELLO,), id="plain"))

    params = [dict(call.params).get("logprobs") for call in stage.bench.gateway.calls]
    assert params == [True, True, None, None]


def test_they_are_asked_for_only_in_the_case_whose_own_check_needs_them(make_stage):
    stage = make_stage({"demo/brief": ["Hello"]})
    cases = (replace(a_case("Ada"), checks=(SURE,)), a_case("Bo"))

    stage.run(stage.plan(dataset=replace(a_dataset(), cases=cases)))

    said = {call.messages[-1].text: "logprobs" in call.params for call in stage.bench.gateway.calls}
    assert sorted(said.values()) == [False, True]


def test_a_check_inside_a_set_counts():
    inside = Check(SET, checks=(HELLO, Check("perplexity-score", negated=True)))

    assert needs_probabilities((HELLO, inside))
    assert not needs_probabilities((HELLO, Check(SET, checks=(HELLO,))))
