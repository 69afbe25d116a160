"""Texts compared by their meaning, as an embedding model sees it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from tests.engine.judging.conftest import a_check, an_asked
from workbench.domain.checks import Verdict
from workbench.domain.errors import ProviderError
from workbench.domain.runs import FailureKind

PARCEL = "Your parcel arrives tomorrow."


def similar(value=PARCEL, kind="similar", **fields):
    return {"type": kind, "value": value, "provider": None, **fields}


def test_the_same_words_are_near_and_others_are_not(make_court):
    court = make_court()

    near = court.score(similar(), "Tomorrow your parcel arrives.")
    far = court.score(similar(), "Sourdough needs time.")

    assert (near.verdict, far.verdict) == (Verdict.PASSED, Verdict.FAILED)
    assert near.value > 0.9 > far.value


@pytest.mark.parametrize(
    ("check", "text", "verdict"),
    [
        (similar(kind="not-similar"), PARCEL, Verdict.FAILED),
        (similar(kind="not-similar"), "Sourdough needs time.", Verdict.PASSED),
        (similar(kind="similar:cosine"), PARCEL, Verdict.PASSED),
        (similar(kind="similar:dot"), PARCEL, Verdict.PASSED),
        (similar(kind="similar:euclidean", threshold=0.1), PARCEL, Verdict.PASSED),
        (similar(kind="similar:euclidean", threshold=0.1), "Dough.", Verdict.FAILED),
        (similar(kind="not-similar:euclidean", threshold=0.1), "Dough.", Verdict.PASSED),
        (similar(["Sourdough.", PARCEL]), PARCEL, Verdict.PASSED),
        (similar(["Sourdough.", PARCEL], kind="not-similar"), PARCEL, Verdict.FAILED),
        (similar(["Sourdough.", "Bread."], kind="not-similar"), PARCEL, Verdict.PASSED),
        (similar(), "  ", Verdict.FAILED),
    ],
)
def test_measures_lists_and_not(make_court, check, text, verdict):
    score = make_court().score(check, text)

    assert score.verdict is verdict
    assert 0.0 <= score.value <= 1.0 + 1e-6


def test_a_text_is_asked_for_once_and_then_known(make_court):
    court = make_court()

    court.score(similar(), "Good morning.")
    court.score(similar(), "Good evening.")

    assert sorted(court.embedder.asked) == ["Good evening.", "Good morning.", PARCEL]


def test_without_asking_only_what_is_known_is_told(make_court):
    court = make_court()

    before = court.score(similar(), ask=False)
    court.score(similar())
    after = court.score(similar(), ask=False)

    assert before.verdict is Verdict.PENDING
    assert after.verdict is Verdict.FAILED


def test_no_embedding_model_is_guessed(make_court):
    court = make_court()
    court.set(embedding_model="")

    score = court.score(similar())

    assert score.verdict is Verdict.ERROR
    assert "Settings, Judges" in score.reason


@pytest.mark.parametrize("value", ["", [], [1], {"a": "b"}, None])
def test_a_value_that_is_no_text_is_an_error(make_court, value):
    assert make_court().score(similar(value)).verdict is Verdict.ERROR


def test_a_provider_that_asks_to_slow_down_is_asked_again(make_court):
    court = make_court()
    court.embedder.failures.append(
        ProviderError("slow down", kind=FailureKind.RATE_LIMITED, retry_after=2.0)
    )

    assert court.score(similar(), PARCEL).passed
    assert court.bench.time.slept == [pytest.approx(2.5)]


def test_texts_take_turns_with_all_else_that_their_provider_is_asked(make_court):
    court = make_court()
    limits = replace(court.bench.parts.settings.limits, concurrency_per_provider=2)
    court.set(limits=limits)
    many = [an_asked(f"Parcel number {number}.") for number in range(9)]

    async def all_of_them(askers):
        return await asyncio.gather(*(askers.score(a_check(**similar()), each) for each in many))

    scores = court.run(all_of_them)

    assert Verdict.ERROR not in {score.verdict for score in scores}
    assert court.embedder.most == 2


def test_a_provider_that_refuses_is_an_error_with_its_reason(make_court):
    court = make_court()
    court.embedder.failures.append(
        ProviderError("court refused the key.", kind=FailureKind.KEY_REFUSED)
    )

    score = court.score(similar())

    assert score.verdict is Verdict.ERROR
    assert "court refused the key." in score.reason
