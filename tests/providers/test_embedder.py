"""Embeddings over real HTTP: the answer is checked, the failure translated, no key gets out."""

from __future__ import annotations

import asyncio

import pytest

from tests.providers.answering import KEY, keys, within
from workbench.domain.errors import ProviderError
from workbench.domain.models import Endpoint
from workbench.domain.runs import FailureKind
from workbench.domain.settings import Settings
from workbench.providers.demo.embedding import EMBEDDING_MODEL
from workbench.providers.embedder import LitellmEmbedder


def embed(model, *texts, endpoint=None, store=None, **limits):
    embedder = LitellmEmbedder(store or keys(), [endpoint] if endpoint else [])
    return asyncio.run(embedder.embed(model, texts or ("ab",), within(**limits)))


def test_there_is_a_vector_for_each_text_in_their_order(faulty_server):
    found = embed("faulty/embedding;name=order", "a", "bb", "", endpoint=faulty_server.endpoint())

    assert found.vectors == ((1.0, 0.0, 0.0), (0.0, 2.0, 0.0), (0.0, 0.0, 0.0))
    assert found.input_tokens == 15
    (request,) = faulty_server.requests("embedding;name=order")
    assert request["headers"]["authorization"] == f"Bearer {KEY}"
    assert request["body"]["input"] == ["a", "bb", ""]


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        ("embedding;numbers=none", FailureKind.NOT_UNDERSTOOD),
        ("embedding;numbers=text", FailureKind.NOT_UNDERSTOOD),
        ("embedding;numbers=nan", FailureKind.NOT_UNDERSTOOD),
        ("status;code=503;name=embedding", FailureKind.PROVIDER),
        ("bad-key", FailureKind.KEY_REFUSED),
        ("no-quota", FailureKind.QUOTA),
        ("embedding;times=9;name=slow", FailureKind.RATE_LIMITED),
        ("nobody", FailureKind.NOT_FOUND),
    ],
)
def test_what_goes_wrong_is_said_without_the_key(faulty_server, model, kind):
    with pytest.raises(ProviderError) as raised:
        embed(f"faulty/{model}", endpoint=faulty_server.endpoint())

    assert raised.value.kind == kind
    assert KEY not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None


def test_a_server_that_is_not_there_cannot_be_reached():
    with pytest.raises(ProviderError) as raised:
        embed("gone/embedding", endpoint=Endpoint("gone", "http://127.0.0.1:9/v1"))

    assert raised.value.kind in (FailureKind.UNREACHABLE, FailureKind.KEY_MISSING)


def test_a_server_that_says_nothing_is_not_waited_for_longer_than_the_limit(faulty_server):
    with pytest.raises(ProviderError) as raised:
        embed("faulty/never-first;after=nothing", endpoint=faulty_server.endpoint(), total=0.3)

    assert raised.value.kind == FailureKind.TIMEOUT


def test_a_provider_without_a_key_is_not_asked():
    with pytest.raises(ProviderError) as raised:
        embed("openai/text-embedding-3-small", store=keys())

    assert raised.value.kind == FailureKind.KEY_MISSING


def test_the_demo_embedding_needs_nobody_and_is_the_same_always():
    first = embed(EMBEDDING_MODEL, "The parcel arrives.", "")
    again = embed(EMBEDDING_MODEL, "The parcel arrives.", "")

    assert first == again
    assert {len(vector) for vector in first.vectors} == {256}
    assert sum(number * number for number in first.vectors[0]) == pytest.approx(1)


def test_a_demo_model_that_answers_in_words_is_none_of_embeddings():
    with pytest.raises(ProviderError, match="demo/embedding"):
        embed("demo/brief")


def test_changed_endpoints_are_used_from_the_next_call_on(faulty_server):
    embedder = LitellmEmbedder(keys())
    embedder.configure(Settings(endpoints=(faulty_server.endpoint(),)))

    found = asyncio.run(embedder.embed("faulty/embedding;name=later", ("a",), within()))

    assert found.vectors == ((1.0, 0.0, 0.0),)
