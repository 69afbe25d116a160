"""Answers that end well, over real HTTP."""

from __future__ import annotations

import asyncio
import json

import pytest

from tests.providers.answering import KEY, a_call, answer, ask, keys, within
from workbench.domain.prompts import Message, Role, ToolCall
from workbench.domain.runs import Usage
from workbench.providers.gateway import LitellmGateway
from workbench.providers.litellm_import import load_litellm


def test_text_arrives_and_ends_with_the_providers_word(faulty_server):
    came = ask(a_call("faulty/ok"), faulty_server.endpoint())

    assert came.text == "Hello."
    assert came.ending.finish_reason == "stop"
    assert came.ending.usage == Usage(input_tokens=7, output_tokens=3)
    assert came.ending.resolved_model == "ok-resolved"
    assert came.ending.system_fingerprint == "fp_1"


def test_the_whole_prompt_reaches_the_server(faulty_server):
    call = a_call(
        "faulty/echo",
        Message(Role.SYSTEM, "Be brief."),
        Message(Role.USER, "Weather?", name="ada"),
        Message(Role.ASSISTANT, tool_calls=(ToolCall("call-1", "weather", '{"city": "Bern"}'),)),
        Message(Role.TOOL, "sunny", tool_call_id="call-1"),
        params={"temperature": 0.5, "max_tokens": 20, "extra_body": {"only_here": 1}},
        tools=({"name": "weather", "parameters": {"type": "object", "properties": {}}},),
        tool_choice="auto",
        response_schema={"type": "object", "properties": {"b": {}, "a": {}}},
    )

    came = ask(call, faulty_server.endpoint())

    assert came.error is None
    sent = json.loads(came.text)

    assert [message["role"] for message in sent["messages"]] == [
        "system",
        "user",
        "assistant",
        "tool",
    ]
    assert sent["messages"][1]["name"] == "ada"
    assert sent["messages"][2]["tool_calls"][0]["function"]["arguments"] == '{"city": "Bern"}'
    assert sent["messages"][3]["tool_call_id"] == "call-1"
    assert (sent["temperature"], sent["max_tokens"], sent["only_here"]) == (0.5, 20, 1)
    assert sent["tools"][0]["function"]["name"] == "weather"
    assert sent["tool_choice"] == "auto"
    schema = sent["response_format"]["json_schema"]["schema"]
    assert list(schema["properties"]) == ["b", "a"]
    assert sent["stream_options"] == {"include_usage": True}


def test_the_key_of_the_endpoint_is_sent_and_no_other(faulty_server):
    store = keys(OPENAI_API_KEY="sk-of-someone-else", FAULTY_API_KEY="")

    ask(a_call("faulty/ok;key=none"), faulty_server.endpoint(), store=store)
    ask(a_call("faulty/ok;key=own"), faulty_server.endpoint())

    [without] = faulty_server.requests("ok;key=none")
    [with_key] = faulty_server.requests("ok;key=own")
    assert "someone-else" not in str(without)
    assert with_key["headers"]["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    ("model", "text"),
    [
        ("split-utf8", "Grüße, 世界 👩‍🚀"),
        ("null-content", "Hello."),
        ("two-dones", "Hello."),
        ("wrong-type", "Hello."),
        ("odd-text", "a\ud800b\x00c\x1b[31md\u202ee\u2028f\ufeff"),
        ("repeating", "again " * 200),
        ("repeating;times=1500", "again " * 1500),
        ("megabyte", "x" * 1_000_000),
        ("slow", "0 1 2 3 4 "),
    ],
)
def test_odd_but_whole_answers_are_kept_exactly(faulty_server, model, text):
    came = ask(a_call(f"faulty/{model}"), faulty_server.endpoint())

    assert came.error is None
    assert came.text == text
    assert came.ending.finish_reason == "stop"


def test_one_line_of_ten_megabytes_is_read_in_time(faulty_server):
    call = a_call("faulty/endless-line;bytes=10000000", timeouts=within(total=20))

    came = ask(call, faulty_server.endpoint())

    assert (len(came.text), came.kind) == (10_000_006, "")


def test_an_answer_that_was_cut_short_says_so(faulty_server):
    came = ask(a_call("faulty/cut-short"), faulty_server.endpoint())

    assert (came.text, came.ending.finish_reason) == ("Hello, this is", "length")


def test_tool_calls_are_joined_from_their_fragments(faulty_server):
    came = ask(a_call("faulty/tools"), faulty_server.endpoint())

    assert came.ending.tool_calls == (
        ToolCall("call-a", "weather", '{"city": "Zürich"}'),
        ToolCall("call-b", "clock", "{}"),
    )
    assert came.ending.finish_reason == "tool_calls"


def test_reasoning_is_kept_apart_from_the_text(faulty_server):
    came = ask(a_call("faulty/reasoning"), faulty_server.endpoint())

    assert (came.reasoning, came.text) == ("Let me think.", "42")


def test_tokens_that_were_thought_or_cached_are_counted(faulty_server):
    usage = ask(a_call("faulty/full-usage"), faulty_server.endpoint()).ending.usage

    assert usage == Usage(7, 3, reasoning_tokens=2, cached_tokens=5)


def test_no_usage_is_made_up(faulty_server):
    came = ask(a_call("faulty/no-usage"), faulty_server.endpoint())

    assert came.ending.usage == Usage()


def test_text_that_comes_faster_than_it_can_be_shown_comes_in_fewer_pieces(faulty_server):
    came = ask(a_call("faulty/repeating;times=1000"), faulty_server.endpoint())

    assert came.text == "again " * 1000
    assert len(came.chunks) < 200


def test_the_end_of_an_answer_is_not_waited_for(faulty_server):
    async def run():
        gateway = LitellmGateway(keys(), [faulty_server.endpoint()])
        gateway._pace.arriving = 100_000
        return await asyncio.wait_for(answer(gateway, a_call("faulty/slow")), 10)

    ask(a_call("demo/brief"))  # litellm is loaded

    assert asyncio.run(run()).text == "0 1 2 3 4 "


def test_a_redirect_on_the_same_server_is_followed(faulty_server):
    came = ask(a_call("faulty/redirect;times=1"), faulty_server.endpoint())

    assert came.text == "Hello."


def test_a_connection_is_used_again(faulty_server):
    async def run():
        gateway = LitellmGateway(keys(), [faulty_server.endpoint()])
        for _ in range(3):
            await answer(gateway, a_call("faulty/ok;again=1"))

    asyncio.run(run())

    assert len({told["connection"] for told in faulty_server.requests("ok;again=1")}) == 1


def test_the_faster_transport_is_in_use():
    load_litellm()
    from litellm.llms.custom_httpx.aiohttp_transport import LiteLLMAiohttpTransport
    from litellm.llms.custom_httpx.http_handler import AsyncHTTPHandler

    transport = AsyncHTTPHandler.create_async_transport()

    assert isinstance(transport, LiteLLMAiohttpTransport)
    assert hasattr(transport.handle_async_request, "__wrapped__")
