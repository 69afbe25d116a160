"""Turns and live runs are kept, found, and not taken for batches of the board."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.builders import NOON, a_content, a_job, a_prompt, a_run
from tests.fakes import MemoryPrompts, MemoryRuns
from workbench.domain.live import LiveSpending
from workbench.domain.prompts import Message, Role, ToolCall
from workbench.domain.runs import Outcome
from workbench.formats.content import as_hashed, digest_of
from workbench.store.prompts import SqlitePrompts
from workbench.store.runs import WITH_REQUEST, SqliteRuns

CONTENT = as_hashed(a_content())
DIGEST = digest_of(CONTENT)
TURNS = (Message(Role.ASSISTANT, "\ud800{{ x }}", tool_calls=(ToolCall("1", "f", "{"),)),)


@pytest.fixture(params=["memory", "sqlite"])
def stores(request, workspace):
    if request.param == "memory":
        runs = MemoryRuns()
        prompts = MemoryPrompts(runs)
    else:
        prompts, runs = SqlitePrompts(workspace), SqliteRuns(workspace)
    prompts.add(a_prompt(), CONTENT)
    prompts.keep_snapshot(DIGEST, CONTENT)
    return prompts, runs


def record(runs, run_id, *, minutes=0, outcome=Outcome.FINISHED, cost=None, request_key="", **job):
    run = a_run(
        run_id,
        job=a_job(run_id, digest=DIGEST, **job),
        outcome=outcome,
        text=run_id,
        cost_usd=cost,
        created_at=NOON + timedelta(minutes=minutes),
        request_key=request_key,
    )
    runs.record(run)
    return run


def test_a_turn_is_read_as_it_was_written(stores):
    _prompts, runs = stores

    run = record(runs, "run-1", turns=TURNS, continues="run-0", live=True)

    assert runs.run("run-1") == run


def test_the_board_has_neither_turns_nor_live_runs(stores):
    _prompts, runs = stores
    record(runs, "run-1")
    record(runs, "run-2", minutes=1, continues="run-1")
    record(runs, "run-3", minutes=2, live=True)

    assert [run.id for run in runs.on_board(a_prompt().id)] == ["run-1"]
    assert [run.id for run in runs.turns_of(a_prompt().id)] == ["run-2"]
    assert len(runs.runs_of(a_prompt().id)) == 3


def test_the_newest_finished_run_of_a_request_is_found(stores):
    _prompts, runs = stores
    for number, outcome in enumerate((Outcome.FINISHED, Outcome.FINISHED, Outcome.FAILED)):
        record(runs, f"run-{number}", minutes=number, outcome=outcome, request_key="same")
    record(runs, "run-4", minutes=9, request_key="other")
    record(runs, "run-5", minutes=9)

    assert runs.finished_with("same", 0).id == "run-1"
    assert runs.finished_with("same", 1) is None
    assert runs.finished_with("", 0) is None


def test_a_request_is_looked_up_by_its_index(workspace):
    with workspace.reading() as db:
        plan = db.execute(
            f"EXPLAIN QUERY PLAN {WITH_REQUEST} AND sample = ? ORDER BY created_at DESC",
            ["key", "finished", 0],
        ).fetchall()

    assert [row["detail"] for row in plan] == [
        "SEARCH runs USING INDEX runs_by_request (request_key=? AND outcome=?)"
    ]


def test_live_spending_counts_live_runs_of_the_time_only(stores):
    _prompts, runs = stores
    record(runs, "run-1", live=True, minutes=-90, cost=Decimal("5"))
    record(runs, "run-2", live=True, minutes=-30, cost=Decimal("0.25"))
    record(runs, "run-3", live=True, minutes=-10, outcome=Outcome.CANCELLED, cost=Decimal("0.5"))
    record(runs, "run-4", live=True, minutes=-5)
    record(runs, "run-5", minutes=-5, cost=Decimal("7"))

    spending = runs.live_spending(NOON - timedelta(hours=1))

    assert spending == LiveSpending(3, Decimal("0.75"))


def test_a_snapshot_that_was_only_run_live_is_not_in_the_timeline(stores):
    prompts, runs = stores
    record(runs, "run-1", live=True)
    assert prompts.timeline(a_prompt().id) == []

    record(runs, "run-2")

    [entry] = prompts.timeline(a_prompt().id)
    assert entry.runs == 1
