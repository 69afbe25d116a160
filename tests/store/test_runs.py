"""What every run store does, in memory and on disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from tests.builders import NOON, a_content, a_job, a_prompt, a_run
from tests.store.any_text import any_text
from tests.store.committing import kept
from workbench.domain.datasets import Case
from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.json_values import freeze
from workbench.domain.prompts import Message, Role, ToolCall
from workbench.domain.runs import Failure, FailureKind, Outcome, Timings, Usage


@pytest.fixture
def digest(stores):
    stores.prompts.add(a_prompt(), a_content())
    return kept(stores.prompts, a_content())


def a_full_run(digest, **fields):
    case = Case(
        "case-1",
        "Ada",
        (("name", "Ada"), ("more", freeze({"b": [1, 2.5, None], "a": True}))),
        "Hello Ada",
        ("greeting",),
    )
    job = a_job(digest=digest, case=case, sample=2, params=(("stop", freeze(["\n"])),), version=3)
    known = {
        "job": job,
        "messages": (Message(Role.SYSTEM, "Be kind."), Message(Role.USER, "Say hello to Ada.")),
        "text": "Hello, Ada",
        "reasoning": "She is called Ada.",
        "tool_calls": (ToolCall("1", "wave", '{"hand":'),),
        "finish_reason": "stop",
        "usage": Usage(10, 5, 2, 1, estimated=True),
        "cost_usd": Decimal("0.000012345678901234"),
        "timings": Timings(0.1, 0.25, 1.5),
        "resolved_model": "demo-1",
        "system_fingerprint": "fp_1",
        "attempts": 2,
        "failure": Failure(FailureKind.TEMPLATE, "a mistake", "mend it", 400, 1, 7),
    }
    return a_run(**{**known, **fields})


def test_a_run_is_read_as_it_was_recorded(stores, digest):
    run = a_full_run(digest)

    stores.runs.record(run)

    assert stores.runs.run(run.id) == run


def test_recording_a_run_again_replaces_what_was_known(stores, digest):
    job = a_job(digest=digest)
    stores.runs.record(a_run(job=job, outcome=Outcome.RUNNING, text="Hel"))
    finished = a_run(job=job, outcome=Outcome.FINISHED, text="Hello", cost_usd=Decimal("0.1"))

    stores.runs.record(finished)

    assert stores.runs.runs_of(job.prompt_id) == [finished]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=any_text, reasoning=any_text, message=any_text, value=any_text)
def test_a_run_keeps_any_text_exactly(on_disk, text, reasoning, message, value):
    if not on_disk.prompts.summaries():
        on_disk.prompts.add(a_prompt(), a_content())
    job = a_job(digest=kept(on_disk.prompts, a_content()), case=Case(values=(("name", value),)))
    failure = Failure(FailureKind.PROVIDER, message)
    messages = (Message(Role.USER, message),)
    run = a_run(job=job, text=text, reasoning=reasoning, messages=messages, failure=failure)

    on_disk.runs.record(run)

    assert on_disk.runs.run(run.id) == run


def test_runs_come_newest_first_and_of_one_content_if_asked(stores, digest):
    other = kept(stores.prompts, a_content("other"))
    for number, of in enumerate([digest, other, digest]):
        at = NOON + timedelta(seconds=number)
        stores.runs.record(a_run(job=a_job(f"run-{number}", digest=of), created_at=at))

    prompt_id = a_prompt().id
    assert [run.id for run in stores.runs.runs_of(prompt_id)] == ["run-2", "run-1", "run-0"]
    assert [run.id for run in stores.runs.runs_of(prompt_id, digest=digest)] == ["run-2", "run-0"]
    assert [run.id for run in stores.runs.runs_of(prompt_id, limit=1)] == ["run-2"]
    assert stores.runs.runs_of("another prompt") == []


def test_a_batch_comes_in_the_order_it_was_planned(stores, digest):
    for run_id in ("run-2", "run-1", "run-3"):
        stores.runs.record(a_run(job=a_job(run_id, digest=digest)))
    stores.runs.record(a_run(job=a_job("run-0", digest=digest, batch_id="another")))

    assert [run.id for run in stores.runs.batch("batch-1")] == ["run-1", "run-2", "run-3"]


def test_what_an_engine_left_unfinished_is_interrupted_with_its_text(stores, digest):
    running = a_run("run-1", job=a_job("run-1", digest=digest), outcome=Outcome.RUNNING, text="He")
    done = a_run("run-2", job=a_job("run-2", digest=digest))
    queued = a_run("run-3", job=a_job("run-3", digest=digest), outcome=Outcome.QUEUED)
    for run in (running, done, queued):
        stores.runs.record(run)

    assert stores.runs.unfinished() == [running, queued]
    assert stores.runs.interrupt_unfinished() == 2

    assert stores.runs.run("run-1") == replace(running, outcome=Outcome.INTERRUPTED)
    assert stores.runs.run("run-2") == done
    assert stores.runs.unfinished() == []
    assert stores.runs.interrupt_unfinished() == 0


def test_a_run_that_is_not_there_is_not_found(stores):
    with pytest.raises(NotFound):
        stores.runs.run("nobody")


def test_a_run_of_a_content_that_was_not_kept_is_refused(on_disk):
    on_disk.prompts.add(a_prompt(), a_content())

    with pytest.raises(InvalidInput):
        on_disk.runs.record(a_run())
