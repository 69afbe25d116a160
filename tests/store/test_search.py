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
from workbench.domain.runs import Outcome


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


def found(on_disk, text):
    return [(hit.kind, hit.version or hit.run_id) for hit in on_disk.search.search(text)]


def test_a_version_is_found_by_its_words_and_by_its_note(on_disk, prompt_id):
    committed(on_disk.prompts, prompt_id, a_content("Answer politely."), note="Softer tone")

    for typed in ("politely", "POLITELY", "answer polit", "softer", "tone answer", "  polit "):
        assert found(on_disk, typed) == [(HitKind.VERSION, 1)]
    for typed in ("rude", "politely rude", "olitely", "", "   "):
        assert found(on_disk, typed) == []


def test_an_output_is_found_with_the_run_it_came_from(on_disk, prompt_id, answer):
    answer("The refund was sent to the café.")

    [hit] = on_disk.search.search("cafe ref")

    assert (hit.kind, hit.run_id, hit.model) == (HitKind.OUTPUT, "run-1", "demo/brief")
    assert (hit.prompt_id, hit.path, hit.at) == (prompt_id, "support/triage", NOON)
    assert hit.snippet == "The \x02ref\x03und was sent to the \x02café\x03."


def test_a_prompt_is_found_by_its_card(on_disk, prompt_id):
    [unnamed] = on_disk.search.search("triage")
    version = committed(on_disk.prompts, prompt_id, a_content("Anything"))
    [named] = on_disk.search.search("sort tick")

    assert (unnamed.path, unnamed.digest, unnamed.version) == ("support/triage", "", None)
    assert (named.digest, named.version) == (version.digest, 1)


def test_the_newest_comes_first_and_a_card_before_all(on_disk, prompt_id, answer):
    committed(on_disk.prompts, prompt_id, a_content("tickets, old"), at=NOON)
    answer("tickets, later", created_at=NOON + timedelta(hours=1))
    newest = NOON + timedelta(hours=2)
    committed(on_disk.prompts, prompt_id, a_content("tickets, newest"), at=newest)

    hits = on_disk.search.search("tickets")

    assert [(hit.kind, hit.version) for hit in hits] == [
        (HitKind.VERSION, 2),
        (HitKind.VERSION, 2),
        (HitKind.OUTPUT, None),
        (HitKind.VERSION, 1),
    ]
    assert len(on_disk.search.search("tickets", limit=2)) == 2


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


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(typed=any_text, text=any_text)
def test_no_text_breaks_the_search(on_disk, workspace, typed, text):
    if not on_disk.prompts.summaries():
        on_disk.prompts.add(a_prompt(), a_content())
    job = a_job(digest=kept(on_disk.prompts, a_content()))

    on_disk.runs.record(a_run(job=job, text=text))
    on_disk.search.search(typed)
    on_disk.search.search(text)
    on_disk.runs.record(replace(a_run(job=job), text="shorter"))

    assert found(on_disk, "shorter")
    with workspace.writing() as db:
        db.execute("INSERT INTO search_outputs (search_outputs) VALUES ('integrity-check')")
