"""A planted key is nowhere to be found after successes and every failure."""

from __future__ import annotations

import asyncio
import logging
import traceback

import pytest

from tests.providers.answering import a_call, answer, within
from tests.secrets.fake_keyring import FakeKeyring
from workbench.domain.models import Endpoint
from workbench.providers.gateway import LitellmGateway
from workbench.secrets.keyring_store import KeyringKeys

PLANTED = "sk-planted-5f2c9e71d0a84b6e93aa7c"
WAYS = ("environment", "keyring", "session")
MODELS = (
    "ok",
    "echo",
    "tools",
    "bad-key",
    "rate-limited;times=1000",
    "no-quota",
    "status;code=400",
    "status;code=404",
    "status;code=500",
    "cut",
    "drop",
    "reset",
    "drop-before-headers",
    "bad-json",
    "bad-utf8",
    "error-event",
    "not-sse",
    "empty",
    "never-first",
    "never-finish",
    "drip",
    "redirect",
    "megabyte;bytes=100000",
    "there-is-none",
)


def store_with_key(way: str) -> KeyringKeys:
    keyring = FakeKeyring()
    environment = {"FAULTY_API_KEY": PLANTED} if way == "environment" else {}
    keys = KeyringKeys(environment, keyring=lambda: keyring)
    if way == "keyring":
        keys.keep("faulty", PLANTED)
    if way == "session":
        keys.keep_for_session("faulty", PLANTED)
    return keys


@pytest.fixture
def everything_logged(caplog):
    """At the finest level, from every logger there is, silenced ones too."""
    caplog.set_level(logging.DEBUG)
    for name in list(logging.root.manager.loggerDict):
        logging.getLogger(name).setLevel(logging.DEBUG)
    return caplog


@pytest.mark.parametrize("way", WAYS)
def test_the_key_is_sent_and_never_seen_again(faulty_server, everything_logged, capfd, way):
    keys = store_with_key(way)
    endpoints = (faulty_server.endpoint(), Endpoint("nowhere", "http://127.0.0.1:9/v1"))
    gateway = LitellmGateway(keys, endpoints)
    calls = [
        a_call(f"faulty/{model}", output_bytes=50_000, timeouts=within(first_token=3, idle=0.2))
        for model in MODELS
    ]

    async def run():
        return [await answer(gateway, call) for call in (*calls, a_call("nowhere/x"))]

    loop_errors: list[str] = []
    answers = asyncio.run(_watched(run(), loop_errors))

    seen = [everything_logged.text, *capfd.readouterr(), *loop_errors]
    for came in answers:
        seen += [str(came.ending), came.text, repr(came.error)]
        seen += traceback.format_exception(came.error) if came.error else []
        assert came.error is None or (came.error.__context__ or came.error.__cause__) is None
    assert not any(PLANTED in text for text in seen)
    assert not any(PLANTED[:16] in text or PLANTED[-12:] in text for text in seen)
    last = faulty_server.requests("ok")[-1]
    assert last["headers"]["authorization"] == f"Bearer {PLANTED}"


async def _watched(work, errors: list[str]):
    """Whatever is left to the loop to complain about is part of what is seen."""
    asyncio.get_running_loop().set_exception_handler(
        lambda _loop, context: errors.append(str(context))
    )
    return await work


def test_litellms_loggers_stay_silent_even_if_they_are_turned_up(faulty_server, caplog):
    keys = store_with_key("environment")
    for name in ("LiteLLM", "LiteLLM Router", "openai", "httpx"):
        logging.getLogger(name).setLevel(logging.DEBUG)

    asyncio.run(answer(LitellmGateway(keys, [faulty_server.endpoint()]), a_call("faulty/bad-key")))

    spoken = {record.name for record in caplog.records}
    assert not spoken & {"LiteLLM", "LiteLLM Router", "openai", "httpx"}
    assert "Say hello to Ada" not in caplog.text


def test_neither_the_store_nor_the_gateway_shows_keys_of_itself(faulty_server):
    keys = store_with_key("session")
    keys.key("faulty")

    gateway = LitellmGateway(keys, [faulty_server.endpoint()])

    assert PLANTED not in repr(keys) + repr(gateway) + str(keys.status("faulty"))
