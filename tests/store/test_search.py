"""Search as a person types it: words, never a query language."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from tests.builders import NOON, a_content, a_job, a_prompt, a_run
from tests.store.any_text import any_text
from tests.store.committing import committed, kept
from workbench.domain.history import HitKind
from workbench.domain.prompts import Label
from workbench.domain.runs import Failure, FailureKind, Outcome
from workbench.domain.searches import read_query
from workbench.store import search_candidates


@pytest.fixture
def prompt_id(on_disk):
    on_disk.prompts.add(a_prompt("support/triage", title="Sort tickets"), a_content())
    return a_prompt("support/triage").id


@pytest.fixture
def answer(on_disk, prompt_id):
    """Records what a model answered."""
    digest = kept(on_disk.prompts, a_content("ask"))

    def record(text, run_id="run-1", **fields):
        job = a_job(run_id, digest=digest, prompt_id=prompt_id, version=None)
        on_disk.runs.record(a_run(**{"job": job, "text": text, **fields}))

    return record


def search(on_disk, text, **limit):
    return on_disk.search.search(read_query(text, NOON), **limit)


def found(on_disk, text):
    return [(hit.kind, hit.version or hit.run_id) for hit in search(on_disk, text)]


def test_a_version_is_found_by_its_words_and_by_its_note(on_disk, prompt_id):
    committed(on_disk.prompts, prompt_id, a_content("Answer politely."), note="Softer tone")

    for typed in ("politely", "POLITELY", "answer polit", "tone answer", "  polit "):
        assert found(on_disk, typed) == [(HitKind.VERSION, 1)]
    assert found(on_disk, "softer") == [(HitKind.NOTE, 1)]
    for typed in ("rude", "politely rude", "olitely", "", "   "):
        assert found(on_disk, typed) == []


def test_an_output_is_found_with_the_run_it_came_from(on_disk, prompt_id, answer):
    answer("The refund was sent to the café.")

    [hit] = search(on_disk, "cafe ref")

    assert (hit.kind, hit.run_id, hit.model) == (HitKind.OUTPUT, "run-1", "demo/brief")
    assert (hit.prompt_id, hit.path, hit.at) == (prompt_id, "support/triage", NOON)
    assert hit.snippet == "The \x02ref\x03und was sent to the \x02café\x03."


def test_a_prompt_is_found_by_its_card(on_disk, prompt_id):
    [unnamed] = search(on_disk, "triage")
    version = committed(on_disk.prompts, prompt_id, a_content("Anything"))
    [named] = search(on_disk, "sort tick")

    assert (unnamed.path, unnamed.digest, unnamed.version) == ("support/triage", "", None)
    assert (named.digest, named.version) == (version.digest, 1)


def test_the_best_fit_comes_first_whatever_its_kind(on_disk, prompt_id, answer):
    committed(on_disk.prompts, prompt_id, a_content("Ask back."), note="Promise nothing")
    committed(on_disk.prompts, prompt_id, a_content("Compromised promises are none."))
    answer("I promise nothing")
    on_disk.prompts.add(a_prompt("sales/promise-nothing"), a_content())

    assert [(hit.kind, hit.path) for hit in search(on_disk, "promise nothing")] == [
        (HitKind.PROMPT, "sales/promise-nothing"),
        (HitKind.NOTE, "support/triage"),
        (HitKind.OUTPUT, "support/triage"),
    ]


def test_of_equal_fits_the_newest_comes_first_and_a_title_before_a_text(on_disk, prompt_id, answer):
    committed(on_disk.prompts, prompt_id, a_content("tickets, old"), at=NOON)
    answer("tickets, later", created_at=NOON + timedelta(hours=1))
    newest = NOON + timedelta(hours=2)
    committed(on_disk.prompts, prompt_id, a_content("tickets, newest"), at=newest)

    hits = search(on_disk, "tickets")

    assert [(hit.kind, hit.version) for hit in hits] == [
        (HitKind.PROMPT, 2),
        (HitKind.VERSION, 2),
        (HitKind.VERSION, 1),
        (HitKind.OUTPUT, None),
    ]
    assert len(search(on_disk, "tickets", limit=2)) == 2


def test_versions_that_show_the_same_passage_are_one_hit(on_disk, prompt_id):
    for ending in ("a", "b", "c"):
        text = f"Refund at once. {'More of the same. ' * 20}{ending}"
        committed(on_disk.prompts, prompt_id, a_content(text))

    assert found(on_disk, "refund") == [(HitKind.VERSION, 3)]


def test_what_still_runs_is_found_when_it_is_over(on_disk, answer):
    answer("half an ans", outcome=Outcome.RUNNING)
    assert found(on_disk, "half") == []

    answer("half an answer")
    assert found(on_disk, "half") == [(HitKind.OUTPUT, "run-1")]

    answer("another one")
    assert found(on_disk, "half") == []
    assert found(on_disk, "another") == [(HitKind.OUTPUT, "run-1")]


def test_what_was_interrupted_is_found(on_disk, answer):
    answer("so far", outcome=Outcome.RUNNING)

    on_disk.runs.interrupt_unfinished()

    assert found(on_disk, "so far") == [(HitKind.OUTPUT, "run-1")]


@pytest.mark.parametrize(
    "typed",
    ['"', "AND", "NEAR(", "text:", "-refund", "re*", "(", "^refund", "{note}", "a OR b", "%", "_"],
)
def test_signs_of_a_query_language_are_only_text(on_disk, prompt_id, answer, typed):
    answer("nothing of the kind")

    assert found(on_disk, typed) == []


def test_signs_between_words_do_not_hinder(on_disk, answer):
    answer("Refund: $12.50 (sent) -- thank-you!")

    for typed in ("refund !!!", "(sent", "$12.50", '"thank-you', "refund 12.5"):
        assert found(on_disk, typed) == [(HitKind.OUTPUT, "run-1")]


def test_one_letter_is_a_word_or_waits_for_the_next(on_disk, answer):
    answer("Plan B: refund xylophones", "run-1")
    answer("退款政策", "run-2")

    assert found(on_disk, "b") == [(HitKind.OUTPUT, "run-1")]
    assert found(on_disk, "x") == []
    assert found(on_disk, "refund x") == [(HitKind.OUTPUT, "run-1")]
    assert found(on_disk, "退") == [(HitKind.OUTPUT, "run-2")]


def test_words_of_scripts_without_blanks_are_found_within_their_runs(on_disk, prompt_id, answer):
    committed(on_disk.prompts, prompt_id, a_content("请礼貌地说明退款政策。"), note="返金ポリシー")
    answer("我们的退款政策如下")

    assert found(on_disk, "政策") == [(HitKind.VERSION, 1), (HitKind.OUTPUT, "run-1")]
    assert found(on_disk, "ポリシー") == [(HitKind.NOTE, 1)]
    assert found(on_disk, "策政") == []
    assert "\x02退款政策\x03" in search(on_disk, "退款政策")[0].snippet


@pytest.fixture
def archive(on_disk, prompt_id, answer):
    """Versions of two authors and runs on two models of two prompts, a day apart."""
    on_disk.prompts.add(a_prompt("sales/offer", labels=(Label("tone", "friendly"),)), a_content())
    committed(on_disk.prompts, prompt_id, a_content("refund one"), note="refund by Ada")
    digest = kept(on_disk.prompts, a_content("refund two"))
    on_disk.prompts.add_version(
        a_prompt("sales/offer").id,
        digest,
        note="by hand",
        author="Grace",
        at=NOON + timedelta(days=1),
    )
    job = a_job("run-2", digest=digest, prompt_id=a_prompt("sales/offer").id, model="demo/json")
    on_disk.runs.record(a_run(job=job, text="refund", created_at=NOON + timedelta(days=1)))
    answer("refund half", outcome=Outcome.FAILED)
    return on_disk


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("refund in:notes", [(HitKind.NOTE, 1)]),
        ("refund in:outputs", [(HitKind.OUTPUT, "run-2"), (HitKind.OUTPUT, "run-1")]),
        ("refund in:versions", [(HitKind.VERSION, 1), (HitKind.VERSION, 1)]),
        ("refund model:json", [(HitKind.OUTPUT, "run-2")]),
        ("refund failed:", [(HitKind.OUTPUT, "run-1")]),
        ("failed:no", [(HitKind.OUTPUT, "run-2")]),
        ("refund label:tone:friend", [(HitKind.VERSION, 1), (HitKind.OUTPUT, "run-2")]),
        ("refund label:friend model:brief", []),
        ("refund prompt:triage in:outputs", [(HitKind.OUTPUT, "run-1")]),
        ("refund author:grace", [(HitKind.VERSION, 1)]),
        ("in:versions author:nobody", []),
        ("refund before:2026-11-22 in:outputs", [(HitKind.OUTPUT, "run-1")]),
        ("after:2026-11-22 in:outputs", [(HitKind.OUTPUT, "run-2")]),
        ("refund label:none", []),
    ],
)
def test_filters_narrow_what_is_found(archive, typed, kinds):
    if typed == "refund in:versions":
        assert len(found(archive, typed)) == 2
        return
    assert found(archive, typed) == kinds


def test_what_is_old_is_found_behind_more_than_is_ever_looked_through(
    on_disk, prompt_id, answer, monkeypatch
):
    monkeypatch.setattr(search_candidates, "MOST_CHECKED", 3)
    monkeypatch.setattr(search_candidates, "FEW_ROWS", 3)
    monkeypatch.setattr(search_candidates, "LATE", 0)
    on_disk.prompts.add(a_prompt("sales/offer"), a_content())
    job = a_job("run-0", digest=kept(on_disk.prompts, a_content("ask")), model="demo/rare")
    rare = replace(job, prompt_id=a_prompt("sales/offer").id)
    old = NOON - timedelta(days=30)
    on_disk.runs.record(a_run(job=rare, text="refund", outcome=Outcome.BROKEN_OFF, created_at=old))
    for number in range(1, 9):
        answer("refunded", f"run-{number}", created_at=NOON + timedelta(minutes=number))

    for asked in ("model:rare", "prompt:sales", "failed:", "before:2026-11"):
        assert found(on_disk, f"refund {asked}") == [(HitKind.OUTPUT, "run-0")]
        assert found(on_disk, f"{asked} in:outputs") == [(HitKind.OUTPUT, "run-0")]
    assert found(on_disk, "refund model:brief before:2026-11") == []
    monkeypatch.setattr(search_candidates, "FEW_ROWS", 0)
    assert found(on_disk, "prompt:sales in:outputs") == [(HitKind.OUTPUT, "run-0")]


def test_whole_words_are_enough_where_there_are_many(on_disk, answer):
    answer("refund", "run-1")
    answer("refunded", "run-2", created_at=NOON + timedelta(hours=1))

    assert [hit.run_id for hit in search(on_disk, "refund", limit=1)] == ["run-1"]
    assert {hit.run_id for hit in search(on_disk, "refund")} == {"run-1", "run-2"}


def test_a_run_that_failed_is_found_with_why(archive, answer):
    why = Failure(FailureKind.RATE_LIMITED, "Too many requests.")
    answer("", "run-3", outcome=Outcome.FAILED, failure=why)

    assert search(archive, "failed:")[0].snippet == "Too many requests."


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(typed=any_text, text=any_text)
def test_no_text_breaks_the_search(on_disk, workspace, typed, text):
    if not on_disk.prompts.summaries():
        on_disk.prompts.add(a_prompt(), a_content())
    job = a_job(digest=kept(on_disk.prompts, a_content()))

    on_disk.runs.record(a_run(job=job, text=text))
    search(on_disk, typed)
    search(on_disk, text)
    on_disk.runs.record(replace(a_run(job=job), text="shorter"))

    assert found(on_disk, "shorter")
    with workspace.writing() as db:
        db.execute("INSERT INTO search_outputs (search_outputs) VALUES ('integrity-check')")
