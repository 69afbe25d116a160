"""Batches over real HTTP: sent, looked at, fetched; what goes wrong is said, without the key."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from tests.providers.answering import KEY, a_call, keys
from workbench.domain.errors import ProviderError
from workbench.domain.models import Endpoint
from workbench.domain.prompts import Message, Role
from workbench.domain.runs import FailureKind
from workbench.domain.settings import Settings
from workbench.providers.batches import LitellmBatches

MARKS = {"workbench_evaluation": "e1", "workbench_batch": "b1"}
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def batches(faulty_server):
    return LitellmBatches(keys(), Settings(endpoints=(faulty_server.endpoint(),)))


async def submitted(batches, model, count=2, marks=MARKS, **fields):
    lines = [
        await batches.line(f"run-{n}", a_call(model, Message(Role.USER, f"number {n}"), **fields))
        for n in range(count)
    ]
    return await batches.submit(model, lines, marks)


async def fetched(batches, model, **how):
    """All answers, once it is over."""
    batch = await submitted(batches, model, **how)
    while not (standing := await batches.standing(model, batch)).over:
        pass
    return standing, [answer async for answer in batches.answers(model, batch)]


def test_every_request_is_answered_under_its_id(faulty_server, batches):
    standing, answers = asyncio.run(fetched(batches, "faulty/batch;name=plain"))

    assert (standing.state, standing.total, standing.done) == ("completed", 2, 2)
    assert {each.custom_id: each.text for each in answers} == {
        "run-0": "You said: number 0",
        "run-1": "You said: number 1",
    }
    ending = answers[0].ending
    assert ending.finish_reason == "stop"
    assert (ending.usage.input_tokens, ending.usage.output_tokens) == (7, 3)
    assert ending.resolved_model == "batch;name=plain-resolved"
    assert ending.system_fingerprint == "fp_1"


def test_what_is_uploaded_is_the_request_without_a_stream(faulty_server, batches):
    model = "batch;name=request"
    params = {"temperature": 0.5, "extra_body": {"own": 1}}

    asyncio.run(submitted(batches, f"faulty/{model}", count=1, params=params))

    file, batch = faulty_server.batches_asked(model)
    assert (file["what"], batch["what"]) == ("file", "batch")
    assert file["headers"]["authorization"] == f"Bearer {KEY}"
    assert file["lines"] == [
        {
            "custom_id": "run-0",
            "method": "POST",
            "url": "/v1/chat/completions",
            "body": {
                "model": model,
                "messages": [{"role": "user", "content": "number 0"}],
                "temperature": 0.5,
                "own": 1,
            },
        }
    ]


def test_the_answers_are_fetched_once(faulty_server, batches):
    model = "batch;name=once"

    asyncio.run(fetched(batches, f"faulty/{model}"))

    asked = faulty_server.batch_requests(model)
    assert [what for what in asked if "content" in what] == ["out content", "err content"]


def test_a_batch_is_found_again_by_its_marks(batches):
    async def work():
        batch = await submitted(batches, "faulty/batch;name=found", marks={"workbench_batch": "x"})
        await submitted(batches, "faulty/batch;name=found", marks={"workbench_batch": "y"})
        found = await batches.find("faulty/batch", {"workbench_batch": "x"}, LONG_AGO)
        return batch, found, await batches.find("faulty/batch", {"workbench_batch": "z"}, LONG_AGO)

    batch, found, nothing = asyncio.run(work())

    assert (found, nothing) == (batch, "")


def test_a_batch_that_was_made_though_nobody_heard_of_it_is_found(batches):
    model, marks = "faulty/batch;lose=1", {"workbench_batch": "lost"}

    async def work():
        with pytest.raises(ProviderError):
            await submitted(batches, model, marks=marks)
        return await batches.find(model, marks, LONG_AGO)

    assert asyncio.run(work()).startswith("batch_")


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        ("batch;refuse=file;name=rejected", FailureKind.REFUSED_REQUEST),
        ("batch;refuse=file;code=401", FailureKind.KEY_REFUSED),
        ("batch;refuse=batch;code=429", FailureKind.RATE_LIMITED),
        ("batch;refuse=batch;code=500", FailureKind.PROVIDER),
        ("batch;refuse=poll;code=401", FailureKind.KEY_REFUSED),
        ("batch;stutter=1", FailureKind.PROVIDER),
    ],
)
def test_what_goes_wrong_is_said_without_the_key(faulty_server, batches, model, kind):
    with pytest.raises(ProviderError) as raised:
        asyncio.run(fetched(batches, f"faulty/{model}"))

    assert raised.value.kind == kind
    assert KEY not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None


def test_a_batch_that_was_refused_as_a_whole_says_why(batches):
    async def work():
        model = "faulty/batch;end=failed"
        batch = await submitted(batches, model)
        await batches.standing(model, batch)
        return await batches.standing(model, batch)

    standing = asyncio.run(work())

    assert (standing.over, standing.refused) == (True, True)
    assert standing.reason == "The batch API has no such model."


def test_what_expired_says_so_and_what_was_answered_before_is_there(batches):
    standing, answers = asyncio.run(fetched(batches, "faulty/batch;end=expired"))

    assert (standing.over, standing.state) == (True, "expired")
    assert answers[0].text == "You said: number 0"
    assert answers[1].failure.kind == FailureKind.TIMEOUT
    assert "expired" in answers[1].failure.message


def test_what_was_cancelled_before_its_turn_is_left_out(batches):
    standing, answers = asyncio.run(fetched(batches, "faulty/batch;end=cancelled"))

    assert standing.cancelled
    assert [each.custom_id for each in answers] == ["run-0"]


def test_a_refused_line_says_what_a_refused_request_says(batches):
    _, answers = asyncio.run(fetched(batches, "faulty/batch;errors=2"))

    failed = {each.custom_id: each.failure for each in answers}["run-1"]
    assert failed.kind == FailureKind.REFUSED_REQUEST
    assert "the prompt is not allowed" in failed.message


def test_lines_that_are_missing_broken_strange_or_there_twice_are_handed_on_as_they_are(batches):
    model = "faulty/batch;missing=2;junk=3;strange=5;twice=7"

    _, answers = asyncio.run(fetched(batches, model, count=7))

    names = [each.custom_id for each in answers]
    assert names == ["run-0", "strange-run-4", "run-6", "run-6"]


def test_a_batch_can_be_cancelled(faulty_server, batches):
    async def work():
        model = "faulty/batch;name=cancel;polls=9"
        batch = await submitted(batches, model)
        await batches.cancel(model, batch)
        return await batches.standing(model, batch)

    assert asyncio.run(work()).cancelled


def test_a_batch_that_is_not_there_is_not_found(batches):
    with pytest.raises(ProviderError) as raised:
        asyncio.run(batches.standing("faulty/batch", "batch_none"))

    assert raised.value.kind == FailureKind.NOT_FOUND


def test_a_server_that_is_gone_cannot_be_reached():
    gone = Endpoint("gone", "http://127.0.0.1:9/v1")
    batches = LitellmBatches(keys(), Settings(endpoints=(gone,)))

    with pytest.raises(ProviderError) as raised:
        asyncio.run(batches.standing("gone/batch", "batch_1"))

    assert raised.value.kind == FailureKind.UNREACHABLE


def test_without_a_key_nothing_is_sent():
    with pytest.raises(ProviderError) as raised:
        asyncio.run(LitellmBatches(keys()).standing("openai/gpt-4o-mini", "batch_1"))

    assert raised.value.kind == FailureKind.KEY_MISSING


def test_a_parameter_that_the_model_does_not_take_is_refused_before_anything_is_sent():
    call = a_call("openai/o3-mini", params={"temperature": 0.2})

    with pytest.raises(ProviderError) as raised:
        asyncio.run(LitellmBatches(keys()).line("run-0", call))

    assert "temperature" in raised.value.message


def test_parameters_have_the_names_that_the_model_knows():
    call = a_call("openai/gpt-5.4-mini", params={"max_tokens": 20})

    line = asyncio.run(LitellmBatches(keys()).line("run-0", call))

    assert b'"max_completion_tokens": 20' in line
    assert b'"max_tokens"' not in line


@pytest.mark.parametrize(
    ("model", "offered"),
    [
        ("openai/gpt-4o-mini", True),
        ("azure/deployed", True),
        ("anthropic/claude-sonnet-5", False),
        ("demo/brief", False),
        ("ollama/llama3.2", False),
        ("faulty/batch", True),
        ("gone/batch", False),
        ("no provider", False),
    ],
)
def test_who_has_batches(faulty_server, model, offered):
    endpoints = (faulty_server.endpoint(), Endpoint("gone", "http://127.0.0.1:9/v1"))
    batches = LitellmBatches(keys(), Settings(endpoints=endpoints))

    assert asyncio.run(batches.has_batches(model)) is offered


def test_azure_is_asked_at_its_own_address(faulty_server, monkeypatch):
    monkeypatch.setenv("AZURE_API_BASE", f"http://127.0.0.1:{faulty_server.port}")
    monkeypatch.setenv("AZURE_API_VERSION", "2024-10-21")
    batches = LitellmBatches(keys(AZURE_API_KEY=KEY))

    async def work():
        model = "azure/batch;name=azure"
        answered = await fetched(batches, model)
        batch = await submitted(batches, model)
        await batches.cancel(model, batch)
        return *answered, batch, await batches.find(model, MARKS, LONG_AGO)

    standing, answers, batch, found = asyncio.run(work())

    assert standing.state == "completed"
    assert [answer.text for answer in answers] == ["You said: number 0", "You said: number 1"]
    assert found == batch
    asked = faulty_server.batches_asked("batch;name=azure")
    assert asked[0]["lines"][0]["url"] == "/chat/completions"
    assert {each["headers"]["api-key"] for each in asked if each["headers"]} == {KEY}
