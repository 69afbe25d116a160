"""From a content to a call: what is laid over it, and what a model does not take."""

from __future__ import annotations

import json

from tests.builders import a_content
from tests.engine.stand_ins import PlainCatalogue
from workbench.domain.parameters import Support
from workbench.domain.prompts import Input, ModelChoice, OutputSchema, Tool

CONTENT = a_content(
    inputs=(Input("name"),),
    tools=(Tool("look_up", "Looks it up", '{"type": "object"}', strict=True),),
    tool_choice="required",
    output=OutputSchema("answer", '{"type": "object"}'),
    model=ModelChoice(params=(("seed", 7), ("temperature", 0.2))),
)


def test_what_a_model_does_not_take_is_left_out_and_recorded(make_bench):
    bench = make_bench({"openai/o1": ["x"]})
    supports = {"openai/o1": Support(("temperature",), tools=False, schema=False)}
    bench.change(catalogue=PlainCatalogue(supports=supports))

    [run] = bench.run(bench.job(digest=bench.keep(CONTENT), model="openai/o1"))

    [call] = bench.gateway.calls
    assert run.not_sent == ("seed", "tools", "response schema")
    assert (call.tools, call.tool_choice, call.response_schema) == ((), None, None)
    assert call.params == {"temperature": 0.2}
    assert bench.recorded().not_sent == run.not_sent


def test_what_is_not_known_to_be_refused_is_sent(make_bench):
    bench = make_bench({"own/x": ["x"]})

    job = bench.job(digest=bench.keep(CONTENT), model="own/x", params=(("temperature", 1),))
    [run] = bench.run(job)

    [call] = bench.gateway.calls
    assert run.not_sent == ()
    assert call.params == {"seed": 7, "temperature": 1}
    assert call.tool_choice == "required"
    assert json.loads(json.dumps(call.tools))[0]["function"]["strict"] is True
