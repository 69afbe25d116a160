"""What a person is told when a model fails, over real HTTP: the kind, the words, what is kept."""

from __future__ import annotations

import socket
import traceback
from datetime import UTC, datetime

import pytest

from tests.faulty_server.fixture import FaultyServer, running_server
from tests.providers.answering import KEY, a_call, ask, keys, within
from workbench.domain.models import Endpoint
from workbench.domain.runs import FailureKind
from workbench.providers.failures import retry_after

KINDS = {
    "status;code=400": FailureKind.REFUSED_REQUEST,
    "bad-key": FailureKind.KEY_REFUSED,
    "status;code=402": FailureKind.QUOTA,
    "status;code=403": FailureKind.KEY_REFUSED,
    "there-is-none": FailureKind.NOT_FOUND,
    "status;code=408": FailureKind.TIMEOUT,
    "status;code=413": FailureKind.TOO_LONG,
    "status;code=422": FailureKind.REFUSED_REQUEST,
    "status;code=429": FailureKind.RATE_LIMITED,
    "no-quota": FailureKind.QUOTA,
    "too-long": FailureKind.TOO_LONG,
    "status;code=500": FailureKind.PROVIDER,
    "status;code=502": FailureKind.PROVIDER,
    "status;code=503": FailureKind.PROVIDER,
    "status;code=529": FailureKind.PROVIDER,
}


@pytest.mark.parametrize(("model", "kind"), KINDS.items(), ids=KINDS)
def test_a_refusal_has_its_kind_a_hint_and_no_second_try(faulty_server, model, kind):
    before = len(faulty_server.requests(model))

    came = ask(a_call(f"faulty/{model}"), faulty_server.endpoint())

    assert came.kind == kind
    assert came.error.hint
    assert len(faulty_server.requests(model)) == before + 1


def test_the_providers_own_words_are_passed_on(faulty_server):
    came = ask(a_call("faulty/status;code=503"), faulty_server.endpoint())

    assert came.error.message == "faulty failed: the server says 503"
    assert came.error.status == 503


def test_a_key_that_the_provider_repeats_is_shown_to_nobody(faulty_server):
    error = ask(a_call("faulty/bad-key"), faulty_server.endpoint()).error

    assert error.message == "faulty refused the key: Incorrect API key provided: [key]."
    assert KEY not in "".join(traceback.format_exception(error))
    assert error.__cause__ is None
    assert error.__context__ is None


@pytest.mark.parametrize("way", ["seconds", "date"])
def test_the_wait_that_a_provider_asks_for_is_found(faulty_server, way):
    call = a_call(f"faulty/rate-limited;seconds=40;as={way}")

    first = ask(call, faulty_server.endpoint())
    second = ask(call, faulty_server.endpoint())

    assert 37 < first.error.retry_after <= 40
    assert second.text == "Hello."


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after": "Sat, 21 Nov 2026 12:00:30 GMT"}, 30),
        ({"retry-after": "Sat, 21 Nov 2026 11:00:00 GMT"}, 0),
        ({"retry-after": "999999999"}, 24 * 3600),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after-ms": "nan"}, None),
        ({}, None),
    ],
)
def test_every_form_of_the_wait_is_read(headers, seconds):
    assert retry_after(headers, datetime(2026, 11, 21, 12, tzinfo=UTC)) == seconds


@pytest.mark.parametrize("model", ["cut", "cut;how=close", "drop", "reset", "no-finish-reason"])
def test_a_stream_that_ends_without_a_word_is_broken_off_and_its_text_kept(faulty_server, model):
    came = ask(a_call(f"faulty/{model}"), faulty_server.endpoint())

    assert came.kind == FailureKind.BROKEN_OFF
    assert came.text in ("half an ans", "Hello.")
    assert came.ending is None


@pytest.mark.parametrize("model", ["bad-json", "bad-utf8"])
def test_a_piece_that_is_not_understood_ends_it_and_the_text_is_kept(faulty_server, model):
    came = ask(a_call(f"faulty/{model}"), faulty_server.endpoint())

    assert (came.kind, came.text) == (FailureKind.NOT_UNDERSTOOD, "so far")


def test_an_error_inside_the_stream_is_told_in_the_providers_words(faulty_server):
    came = ask(a_call("faulty/error-event"), faulty_server.endpoint())

    assert (came.kind, came.text) == (FailureKind.PROVIDER, "so far")
    assert came.error.message == "faulty failed: the model was unloaded"


@pytest.mark.parametrize("kind", ["text/html", "application/json", "text/event-stream"])
def test_what_is_no_answer_is_quoted(faulty_server, kind):
    came = ask(a_call(f"faulty/not-sse;type={kind}"), faulty_server.endpoint())

    assert came.kind == FailureKind.NOT_UNDERSTOOD
    assert "It begins: <html><body>Sign in to the [31mguest" in came.error.message


def test_an_empty_answer_is_said_to_be_empty(faulty_server):
    came = ask(a_call("faulty/empty"), faulty_server.endpoint())

    assert came.kind == FailureKind.NOT_UNDERSTOOD
    assert "It was empty" in came.error.message


def test_a_connection_closed_before_the_answer_is_said(faulty_server):
    came = ask(a_call("faulty/drop-before-headers"), faulty_server.endpoint())

    assert came.kind == FailureKind.UNREACHABLE
    assert "closed the connection" in came.error.message
    assert len(faulty_server.requests("drop-before-headers")) == 1


def test_a_server_that_is_not_there_is_named():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    came = ask(a_call("faulty/ok"), Endpoint("faulty", f"http://127.0.0.1:{port}/v1"))

    assert came.kind == FailureKind.UNREACHABLE
    assert came.error.message == f"Nothing answers at 127.0.0.1:{port}."


def test_a_name_that_does_not_exist_is_said():
    came = ask(a_call("faulty/ok"), Endpoint("faulty", "http://no-such-host.invalid/v1"))

    assert came.kind == FailureKind.UNREACHABLE
    assert "no server called no-such-host.invalid" in came.error.message


def test_a_certificate_that_is_not_trusted_is_said(tmp_path):
    import trustme

    certificate = tmp_path / "server.pem"
    trustme.CA().issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(certificate)
    with running_server(str(certificate)) as port:
        came = ask(a_call("faulty/ok"), FaultyServer(port, "https").endpoint())

    assert came.kind == FailureKind.UNREACHABLE
    assert "certificate" in came.error.message


def test_a_handshake_that_does_not_end_is_given_up(faulty_server):
    endpoint = FaultyServer(faulty_server.port, "https").endpoint()

    came = ask(a_call("faulty/ok", timeouts=within(connect=0.5)), endpoint)

    assert came.kind == FailureKind.TIMEOUT
    assert "No connection" in came.error.message


def test_a_redirect_to_another_server_takes_nothing_there(faulty_server):
    with running_server() as port:
        other = FaultyServer(port)
        target = f"{other.base_url}/chat/completions"
        came = ask(a_call(f"faulty/redirect;to={target}"), faulty_server.endpoint())

        assert came.kind == FailureKind.UNREACHABLE
        assert f"http://127.0.0.1:{port}" in came.error.message
        assert other.requests() == []


def test_a_redirect_without_end_is_ended(faulty_server):
    came = ask(a_call("faulty/redirect", timeouts=within(total=10)), faulty_server.endpoint())

    assert came.kind == FailureKind.UNREACHABLE
    assert "elsewhere for ever" in came.error.message


def test_without_a_key_nothing_is_sent(faulty_server):
    endpoint = faulty_server.endpoint(key_required=True)

    came = ask(a_call("faulty/ok;never"), endpoint, store=keys(FAULTY_API_KEY=""))

    assert came.kind == FailureKind.KEY_MISSING
    assert came.error.message == (
        "No key for faulty. Add one in Settings, Keys, or set FAULTY_API_KEY."
    )
    assert faulty_server.requests("ok;never") == []


@pytest.mark.parametrize("model", ["openai/gpt-4o-mini", "gpt-4o-mini"])
def test_a_missing_key_names_provider_and_variable(model):
    came = ask(a_call(model))

    assert came.error.message == (
        "No key for openai. Add one in Settings, Keys, or set OPENAI_API_KEY."
    )


@pytest.mark.parametrize("model", ["nobody-makes-this", "no-provider/model", "openai/", "/x", ""])
def test_a_model_of_nobody_is_not_found(model):
    came = ask(a_call(model))

    assert came.kind == FailureKind.NOT_FOUND
    assert "provider/model" in came.error.hint


@pytest.mark.parametrize("name", ["api_base", "api_key", "mock_response", "num_retries", "model"])
def test_a_prompt_cannot_set_what_is_no_parameter_of_a_model(faulty_server, name):
    call = a_call("faulty/ok;params", params={name: "http://elsewhere"})

    came = ask(call, faulty_server.endpoint())

    assert came.kind == FailureKind.REFUSED_REQUEST
    assert came.error.message.startswith(f"{name} is not a parameter")
    assert faulty_server.requests("ok;params") == []


def test_a_parameter_that_a_model_does_not_take_is_refused_not_dropped():
    store = keys(ANTHROPIC_API_KEY="sk-ant-0123456789")

    came = ask(a_call("anthropic/claude-haiku-4-5", params={"seed": 1}), store=store)

    assert came.kind == FailureKind.REFUSED_REQUEST
    assert "seed" in came.error.message
