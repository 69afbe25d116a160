"""A key that a server says back is in no answer that is kept."""

from __future__ import annotations

from tests.engine.stand_ins import MemoryKeys
from workbench.domain.prompts import ToolCall
from workbench.engine.keyless import without_keys
from workbench.services.model_ports import Ending

KEY = "sk-planted-0123456789abcdef"


def test_a_key_in_an_answer_is_not_kept(make_bench):
    bench = make_bench({"demo/brief": [f"You sent Bearer {KEY[:12]}", f"{KEY[12:]}."]})
    bench.change(keys=MemoryKeys({"demo": KEY}))

    [run] = bench.run(bench.job("run-1"))

    assert run.text == "You sent Bearer [key]."
    assert bench.recorded("run-1").text == run.text


def test_a_key_in_an_argument_of_a_tool_call_is_not_kept(make_bench):
    call = ToolCall("1", "fetch", f'{{"header": "Bearer {KEY}"}}')
    bench = make_bench({"demo/brief": [Ending("tool_calls", tool_calls=(call,))]})
    bench.change(keys=MemoryKeys({"demo": KEY}))

    [run] = bench.run(bench.job("run-1"))

    assert run.tool_calls == (ToolCall("1", "fetch", '{"header": "Bearer [key]"}'),)
    assert bench.recorded("run-1").tool_calls == run.tool_calls


def test_words_that_happen_to_be_secrets_stay():
    assert without_keys("The password is swordfish.", MemoryKeys({"x": "swordfish"})).endswith(
        "swordfish."
    )
