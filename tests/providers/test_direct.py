"""What nobody watches goes to a person's own server without litellm, and ends as with it."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.providers.answering import KEY, a_call, answer, ask, keys, within
from workbench.domain.models import Endpoint
from workbench.domain.prompts import Message, Role, ToolCall
from workbench.domain.runs import FailureKind, Usage
from workbench.providers.gateway import LitellmGateway
from workbench.providers.openai_events import only_said, read_piece

ALIKE = (
    "ok",
    "slow",
    "status;code=400",
    "status;code=401",
    "status;code=403",
    "status;code=404",
    "status;code=408",
    "status;code=500",
    "status;code=502",
    "status;code=503",
    "status;code=529",
    "rate-limited;seconds=7",
    "no-quota",
    "too-long",
    "bad-key",
    "cut",
    "cut;how=close",
    "drop",
    "reset",
    "drop-before-headers",
    "error-event",
    "not-sse",
    "not-sse;type=text/event-stream",
    "wrong-type",
    "empty",
    "split-utf8",
    "null-content",
    "two-dones",
    "no-usage",
    "full-usage",
    "no-finish-reason",
    "cut-short",
    "odd-text",
    "repeating",
    "megabyte",
    "tools",
    "reasoning",
    "probable",
)


def unwatched(model, *messages, **fields):
    return a_call(f"faulty/{model};way=direct", *messages, unwatched=True, **fields)


def without_nulls(value):
    """No content and a content of null are the same to the protocol."""
    if isinstance(value, dict):
        return {name: without_nulls(each) for name, each in value.items() if each is not None}
    return [without_nulls(each) for each in value] if isinstance(value, list) else value


def outline(came):
    """All that a person sees of it, but for the name of the model that came back."""
    error, ending = came.error, came.ending
    return (
        came.text,
        came.reasoning,
        error and (error.kind, error.message, error.hint, error.status, error.retry_after),
        ending and (ending.finish_reason, ending.tool_calls, ending.usage, ending.logprobs),
    )


@pytest.mark.parametrize("model", ALIKE)
def test_both_ways_end_alike(faulty_server, model):
    params = {"logprobs": True}
    by_litellm = ask(a_call(f"faulty/{model};way=litellm", params=params), faulty_server.endpoint())
    directly = ask(unwatched(model, params=params), faulty_server.endpoint())

    assert outline(directly) == outline(by_litellm)


@pytest.mark.parametrize("model", ["bad-json", "bad-utf8"])
def test_a_piece_that_cannot_be_read_is_told_and_what_came_before_is_kept(faulty_server, model):
    came = ask(unwatched(model), faulty_server.endpoint())

    assert came.text == "so far"
    assert came.kind == FailureKind.NOT_UNDERSTOOD


def test_the_whole_prompt_reaches_the_server(faulty_server):
    messages = (
        Message(Role.SYSTEM, "Be brief."),
        Message(Role.USER, "Weather?", name="ada"),
        Message(Role.ASSISTANT, tool_calls=(ToolCall("call-1", "weather", '{"city": "Bern"}'),)),
        Message(Role.TOOL, "sunny", tool_call_id="call-1"),
    )
    fields = {
        "params": {"temperature": 0.5, "max_tokens": 20, "extra_body": {"only_here": 1}},
        "tools": ({"name": "weather", "parameters": {"type": "object", "properties": {}}},),
        "tool_choice": "auto",
        "response_schema": {"type": "object", "properties": {"b": {}, "a": {}}},
    }
    by_litellm = ask(
        a_call("faulty/echo;way=litellm", *messages, **fields), faulty_server.endpoint()
    )
    directly = ask(unwatched("echo", *messages, **fields), faulty_server.endpoint())

    sent, expected = json.loads(directly.text), json.loads(by_litellm.text)
    assert sent.pop("model") == "echo;way=direct"
    assert expected.pop("model") == "echo;way=litellm"
    assert without_nulls(sent) == without_nulls(expected)


def test_the_key_of_the_endpoint_is_sent_and_never_shown(faulty_server):
    came = ask(unwatched("bad-key"), faulty_server.endpoint())

    [request] = faulty_server.requests("bad-key;way=direct")[-1:]
    assert request["headers"]["authorization"] == f"Bearer {KEY}"
    assert KEY not in came.error.message


def test_a_server_that_sends_elsewhere_gets_no_further(faulty_server):
    came = ask(unwatched("redirect;to=http://127.0.0.1:9/v1"), faulty_server.endpoint())

    assert came.kind == FailureKind.UNREACHABLE
    assert "elsewhere" in came.error.message


@pytest.mark.parametrize(
    ("model", "limits", "words"),
    [
        ("never-first", {"first_token": 0.3}, "No first word came"),
        ("never-first;after=nothing", {"first_token": 0.3}, "No first word came"),
        ("never-finish", {"idle": 0.3}, "Nothing more came"),
        ("drip", {"idle": 0.3}, "Nothing more came"),
        ("slow;pieces=1000;delay=0.02", {"total": 0.5}, "took longer than 0.5 s"),
    ],
)
def test_a_limit_that_runs_out_is_named_and_the_connection_closed(
    faulty_server, model, limits, words
):
    async def run():
        gateway = LitellmGateway(keys(), [faulty_server.endpoint()])
        came = await answer(gateway, unwatched(model, timeouts=within(**limits)))
        return came, await faulty_server.saw_disconnect(f"{model};way=direct")

    came, closed = asyncio.run(run())

    assert came.kind == FailureKind.TIMEOUT
    assert words in came.error.message
    assert closed


def test_an_answer_that_grows_too_large_is_stopped_and_kept_so_far(faulty_server):
    call = unwatched("megabyte;bytes=400000", output_bytes=100_000)

    came = ask(call, faulty_server.endpoint())

    assert (came.kind, came.text) == (FailureKind.TOO_LARGE, "x" * 100_000)


def test_a_line_of_twenty_megabytes_is_stopped(faulty_server):
    call = unwatched("endless-line;bytes=20000000", output_bytes=2_000_000)

    came = ask(call, faulty_server.endpoint())

    assert (came.kind, came.text) == (FailureKind.TOO_LARGE, "so far")


def test_stopping_closes_the_connection(faulty_server):
    model = "never-finish;stopped=direct"

    async def run():
        gateway = LitellmGateway(keys(), [faulty_server.endpoint()])
        pieces = gateway.stream(a_call(f"faulty/{model}", unwatched=True))
        await anext(pieces)
        await pieces.aclose()
        closed = await faulty_server.saw_disconnect(model)
        await gateway.close()
        return closed

    assert asyncio.run(run())


def test_a_connection_is_used_again(faulty_server):
    async def run():
        gateway = LitellmGateway(keys(), [faulty_server.endpoint()])
        for _ in range(3):
            async for _piece in gateway.stream(unwatched("ok;again")):
                pass
        await gateway.close()

    asyncio.run(run())

    requests = faulty_server.requests("ok;again;way=direct")
    assert len({request["connection"] for request in requests}) == 1


def test_where_nothing_listens_nothing_answers():
    came = ask(unwatched("ok"), Endpoint("faulty", "http://127.0.0.1:9/v1"))

    assert came.kind == FailureKind.UNREACHABLE
    assert came.error.message == "Nothing answers at 127.0.0.1:9."


def test_tokens_come_with_their_probabilities_where_they_are_asked_for(faulty_server):
    asked = ask(unwatched("probable", params={"logprobs": True}), faulty_server.endpoint())
    plain = ask(unwatched("probable"), faulty_server.endpoint())

    assert asked.ending.logprobs == (-0.25, -1.5, 0.0)
    assert (plain.ending.logprobs, plain.ending.usage) == ((), Usage(7, 3))


@pytest.mark.parametrize(
    ("address", "params", "unwatched_"),
    [
        ("https://127.0.0.1:9/v1", {}, True),
        ("http://127.0.0.1:9/v1", {"thinking": {}}, True),
        ("http://127.0.0.1:9/v1", {}, False),
    ],
)
def test_what_litellm_knows_better_is_left_to_it(address, params, unwatched_):
    gateway = LitellmGateway(keys(), [Endpoint("faulty", address)])

    assert gateway.needs_litellm(a_call("faulty/ok", params=params, unwatched=unwatched_))


@pytest.mark.parametrize("model", ["openai/gpt-4o", "demo/brief", "nobody"])
def test_providers_and_demo_models_are_always_reached_through_litellm(model):
    assert LitellmGateway(keys()).needs_litellm(a_call(model, unwatched=True))


def test_litellm_is_not_even_loaded(faulty_server):
    program = (
        "import sys; from tests.providers.answering import a_call, ask;"
        "from workbench.domain.models import Endpoint;"
        f"came = ask(a_call('f/ok', unwatched=True), Endpoint('f', {faulty_server.base_url!r}));"
        "assert came.text == 'Hello.', came; assert 'litellm' not in sys.modules"
    )

    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0


@pytest.mark.parametrize(
    ("choice", "merged"),
    [
        ({"delta": {"content": "more"}}, True),
        ({"delta": {"role": "assistant", "content": "more"}}, True),
        ({"delta": {"content": "more"}, "finish_reason": "stop"}, False),
        ({"delta": {"content": "more", "reasoning": "why"}}, False),
        ({"delta": {"content": None}}, False),
        ({"delta": {"content": "a", "tool_calls": [{"index": 0}]}}, False),
        ({"delta": {"content": "a"}, "logprobs": {"content": [{"logprob": -0.1}]}}, False),
        ({"delta": None}, False),
    ],
)
def test_only_pieces_that_do_nothing_but_add_text_are_made_one(choice, merged):
    piece = read_piece(json.dumps({"choices": [choice]}).encode())

    assert (only_said(piece) is not None) == merged


def test_an_answer_that_has_arrived_is_handed_on_in_one_piece(faulty_server):
    came = ask(unwatched("repeating"), faulty_server.endpoint())

    assert len(came.text) > 1000
    assert len(came.chunks) < 100
