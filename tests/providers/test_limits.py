"""No answer takes longer or grows larger than it may, and nobody is left hanging."""

from __future__ import annotations

import asyncio

import pytest

from tests.providers.answering import a_call, answer, ask, keys, within
from workbench.domain.models import Endpoint
from workbench.domain.runs import FailureKind
from workbench.providers.gateway import LitellmGateway
from workbench.services.model_ports import Chunk


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
        call = a_call(f"faulty/{model}", timeouts=within(**limits))
        came = await answer(gateway, call)
        return came, await faulty_server.saw_disconnect(model)

    ask(a_call("demo/brief"))  # litellm is loaded
    came, closed = asyncio.run(run())

    assert came.kind == FailureKind.TIMEOUT
    assert words in came.error.message
    assert closed


def test_what_came_before_a_limit_is_kept(faulty_server):
    call = a_call("faulty/never-finish;kept", timeouts=within(idle=0.2))

    assert ask(call, faulty_server.endpoint()).text == "so far"


def test_a_server_that_takes_no_connection_is_given_up():
    call = a_call("faulty/ok", timeouts=within(connect=0.3))
    # An address of the range for documentation: nothing answers, or the network says so
    came = ask(call, Endpoint("faulty", "http://192.0.2.1:9/v1"))

    assert came.kind in (FailureKind.TIMEOUT, FailureKind.UNREACHABLE)


@pytest.mark.parametrize("model", ["megabyte;bytes=400000", "megabyte;bytes=400000;event=90000"])
def test_an_answer_that_grows_too_large_is_stopped_and_kept_so_far(faulty_server, model):
    async def run():
        gateway = LitellmGateway(keys(), [faulty_server.endpoint()])
        came = await answer(gateway, a_call(f"faulty/{model}", output_bytes=100_000))
        return came, await faulty_server.saw_disconnect(model)

    came, _ = asyncio.run(run())

    assert came.kind == FailureKind.TOO_LARGE
    assert "100,000 bytes" in came.error.message
    assert came.text == "x" * 100_000


def test_a_line_of_twenty_megabytes_is_stopped(faulty_server):
    model = "endless-line;bytes=20000000"

    async def run():
        gateway = LitellmGateway(keys(), [faulty_server.endpoint()])
        came = await answer(gateway, a_call(f"faulty/{model}", output_bytes=2_000_000))
        return came, await faulty_server.saw_disconnect(model)

    came, closed = asyncio.run(run())

    assert (came.kind, came.text) == (FailureKind.TOO_LARGE, "so far")
    assert closed


@pytest.mark.parametrize("model", ["never-finish", "never-first", "never-first;after=nothing"])
def test_stopping_closes_the_connection(faulty_server, model):
    async def run():
        gateway = LitellmGateway(keys(), [faulty_server.endpoint()])
        task = asyncio.ensure_future(answer(gateway, a_call(f"faulty/{model};stopped=1")))
        while not await asyncio.to_thread(faulty_server.requests, f"{model};stopped=1"):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return await faulty_server.saw_disconnect(f"{model};stopped=1")

    assert asyncio.run(run())


def test_closing_the_iterator_closes_the_connection(faulty_server):
    async def run():
        gateway = LitellmGateway(keys(), [faulty_server.endpoint()])
        pieces = gateway.stream(a_call("faulty/never-finish;closed"))
        first = await anext(pieces)
        await pieces.aclose()
        return first, await faulty_server.saw_disconnect("never-finish;closed")

    first, closed = asyncio.run(run())

    assert first == Chunk("so far")
    assert closed


def test_an_error_leaves_no_socket_open(faulty_server):
    async def run():
        gateway = LitellmGateway(keys(), [faulty_server.endpoint()])
        await answer(gateway, a_call("faulty/bad-json;then=hang"))
        return await faulty_server.saw_disconnect("bad-json;then=hang")

    assert asyncio.run(run())


def test_sixty_four_streams_run_side_by_side(faulty_server):
    async def run():
        gateway = LitellmGateway(keys(), [faulty_server.endpoint()])
        calls = (a_call(f"faulty/slow;pieces=10;delay=0.05;n={n}") for n in range(64))
        return await asyncio.gather(*(answer(gateway, call) for call in calls))

    answers = asyncio.run(run())

    assert {came.text for came in answers} == {"0 1 2 3 4 5 6 7 8 9 "}
