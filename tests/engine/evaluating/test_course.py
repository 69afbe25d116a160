"""An evaluation from its start to its end, and what happens in between."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from tests.builders import a_case, a_dataset
from tests.engine.stand_ins import HANG, Failing
from workbench.domain.checks import Check, Verdict
from workbench.domain.errors import (
    FileProblem,
    InvalidInput,
    NotFound,
    ProviderError,
    WorkspaceReadOnly,
)
from workbench.domain.evaluations import EvaluationProgress, EvaluationState
from workbench.domain.runs import FailureKind, Outcome
from workbench.engine.evaluating.cells import run_id_of
from workbench.engine.evaluating.course import AHEAD, BEHIND

HELLO = Check("contains", value="Hello")
BROKEN = ProviderError("no such model", kind=FailureKind.NOT_FOUND)


def test_every_cell_is_run_scored_and_recorded(make_stage):
    stage = make_stage({"demo/brief": ["Hello"], "demo/detailed": ["Good morning"]})
    evaluation = stage.plan("demo/brief", "demo/detailed", samples=2, checks=(HELLO,))

    ended = stage.run(evaluation)

    assert ended.state is EvaluationState.FINISHED
    assert stage.store.evaluation(evaluation.id).state is EvaluationState.FINISHED
    cells = stage.cells(evaluation)
    assert [cell.number for cell in cells] == list(range(8))
    assert [cell.verdict for cell in cells[:2]] == [Verdict.PASSED, Verdict.FAILED]
    assert cells[1].output_start == "Good morning"
    assert stage.told() == {cell.number: cell for cell in cells}


def test_the_last_that_is_told_is_that_it_is_over(make_stage):
    stage = make_stage({"demo/brief": ["Hello"]})

    stage.run(stage.plan())

    last = stage.events[-1]
    assert isinstance(last, EvaluationProgress)
    assert (last.state, last.done, last.total, last.failed) == (EvaluationState.FINISHED, 2, 2, 0)


def test_a_run_belongs_to_its_evaluation_and_names_its_case(make_stage):
    stage = make_stage({"demo/brief": ["Hello"]})
    evaluation = stage.plan()

    stage.run(evaluation)

    job = stage.bench.recorded(run_id_of(evaluation.id, 1)).job
    assert (job.evaluation, job.case.name, job.sample) == (evaluation.id, "Bo", 0)


def test_the_checks_of_a_case_come_after_the_others_and_its_threshold_counts(make_stage):
    own = Check("equals", value="Goodbye")
    case = replace(a_case("Ada"), checks=(own,), threshold=0.5)
    stage = make_stage({"demo/brief": ["Hello"]})
    evaluation = stage.plan(dataset=replace(a_dataset(), cases=(case,)), checks=(HELLO,), cases=1)

    stage.run(evaluation)

    (cell,) = stage.cells(evaluation)
    assert [score.verdict for score in cell.score.scores] == [Verdict.PASSED, Verdict.FAILED]
    assert (cell.verdict, cell.score.value) == (Verdict.PASSED, 0.5)


def test_a_cell_without_an_output_says_why(make_stage):
    stage = make_stage({"demo/brief": [BROKEN]})
    evaluation = stage.plan(checks=(HELLO,))

    ended = stage.run(evaluation)

    assert ended.state is EvaluationState.FINISHED
    assert {cell.failure for cell in stage.cells(evaluation)} == {"no such model"}
    assert {cell.verdict for cell in stage.cells(evaluation)} == {Verdict.ERROR}
    assert stage.events[-1].failed == 2


def test_only_failed_cells_are_run_again(make_stage):
    stage = make_stage({"demo/brief": ["Hello"], "demo/failing": [[BROKEN], [BROKEN], ["Hello"]]})
    evaluation = stage.plan("demo/brief", "demo/failing", checks=(HELLO,))
    stage.run(evaluation)
    assert stage.calls == 4

    stage.run(evaluation, retry=True)

    assert stage.calls == 6
    assert {cell.verdict for cell in stage.cells(evaluation)} == {Verdict.PASSED}
    assert (stage.events[-1].done, stage.events[-1].failed) == (4, 0)


def test_a_finished_evaluation_that_is_started_again_asks_nobody(make_stage):
    stage = make_stage({"demo/brief": ["Hello"]})
    evaluation = stage.plan(checks=(HELLO,))
    stage.run(evaluation)

    ended = stage.run(evaluation)

    assert (ended.state, stage.calls) == (EvaluationState.FINISHED, 2)


def test_only_the_cells_that_are_named_are_begun(make_stage):
    stage = make_stage({"demo/brief": ["Hello"]})
    evaluation = stage.plan(dataset=a_dataset("a", "b", "c"), cases=3)

    ended = stage.run(evaluation, only=[1, 99])

    assert [cell.number for cell in stage.cells(evaluation)] == [1]
    assert ended.state is EvaluationState.PAUSED


def test_a_cached_answer_costs_nothing_and_names_its_run(make_stage):
    stage = make_stage({"demo/brief": ["Hello"]})
    first = stage.plan(id="first")
    stage.run(first)
    second = stage.plan(id="second")

    stage.run(second)

    cells = stage.cells(second)
    assert stage.calls == 2
    assert [cell.run_id for cell in cells] == [run_id_of("first", 0), run_id_of("first", 1)]
    assert all(cell.cached and not cell.cost_usd for cell in cells)
    assert stage.events[-1].cached == 2


def test_without_the_cache_each_is_asked(make_stage):
    stage = make_stage({"demo/brief": ["Hello"]})
    stage.run(stage.plan(id="first"))

    stage.run(stage.plan(id="second", use_cache=False))

    assert stage.calls == 4


async def _when_hanging(stage, count=1):
    for _ in range(count):
        await stage.bench.gateway.hanging.acquire()


def test_a_stopped_evaluation_records_its_cells_as_cancelled_and_can_go_on(make_stage):
    stage = make_stage({"demo/brief": [[HANG], [HANG], ["Hello"]]}, concurrency_per_provider=2)
    evaluation = stage.plan(dataset=a_dataset("a", "b", "c", "d"), cases=4)

    async def stop(conductor, _scheduler):
        await _when_hanging(stage, 2)
        conductor.stop(evaluation.id)

    ended = stage.run(evaluation, stop)

    assert ended.state is EvaluationState.STOPPED
    assert {cell.outcome for cell in stage.cells(evaluation)} == {Outcome.CANCELLED}
    again = stage.run(evaluation)
    assert again.state is EvaluationState.FINISHED
    assert {cell.outcome for cell in stage.cells(evaluation)} == {Outcome.FINISHED}
    assert stage.calls == 2 + 4


def test_a_paused_evaluation_finishes_what_is_being_answered_and_begins_nothing(make_stage):
    go_on = asyncio.Event()
    stage = make_stage({"demo/brief": ["Hello"]}, concurrency_per_provider=2)
    evaluation = stage.plan(dataset=a_dataset(*"abcdefgh"), cases=8)
    answering = stage.bench.gateway.stream

    async def stream(call):
        async for piece in answering(call):
            await go_on.wait()
            yield piece

    stage.bench.gateway.stream = stream

    async def pause(conductor, _scheduler):
        while stage.calls < 2:
            await asyncio.sleep(0)
        conductor.pause(evaluation.id)
        go_on.set()

    ended = stage.run(evaluation, pause)

    assert (ended.state, ended.pause_reason) == (EvaluationState.PAUSED, "")
    assert [cell.outcome for cell in stage.cells(evaluation)] == [Outcome.FINISHED] * 2
    assert stage.run(evaluation).state is EvaluationState.FINISHED
    assert stage.calls == 8


def test_a_run_that_was_finished_before_a_crash_is_not_asked_again(make_stage):
    stage = make_stage({"demo/brief": ["Hello"]})
    evaluation = stage.plan(checks=(HELLO,), use_cache=False)
    stage.run(evaluation)
    _forget_cells(stage, evaluation)

    ended = stage.run(evaluation)

    assert (ended.state, stage.calls) == (EvaluationState.FINISHED, 2)
    assert {cell.verdict for cell in stage.cells(evaluation)} == {Verdict.PASSED}


def test_a_run_that_a_crash_interrupted_is_asked_again(make_stage):
    stage = make_stage({"demo/brief": ["Hello"]})
    evaluation = stage.plan(use_cache=False)
    stage.run(evaluation)
    _forget_cells(stage, evaluation)
    half = replace(stage.bench.recorded(run_id_of(evaluation.id, 0)), outcome=Outcome.INTERRUPTED)
    stage.bench.parts.runs.record(half)

    stage.run(evaluation)

    assert stage.calls == 3
    assert stage.cells(evaluation)[0].run_id == run_id_of(evaluation.id, 0, 2)
    assert {cell.outcome for cell in stage.cells(evaluation)} == {Outcome.FINISHED}


def _forget_cells(stage, evaluation):
    """As if the process had died between the ends of the runs and the next group of cells."""
    with stage.store._workspace.writing() as db:
        db.execute("DELETE FROM cells")
    stage.change(evaluation, state=EvaluationState.RUNNING)


def test_an_evaluation_that_a_dead_process_ran_is_paused_and_said_so(make_stage):
    stage = make_stage({"demo/brief": ["Hello"]})
    evaluation = stage.plan()
    stage.change(evaluation, state=EvaluationState.RUNNING)

    ended = stage.run(evaluation)

    first = stage.events[0]
    assert isinstance(first, EvaluationProgress)
    assert first.state is EvaluationState.PAUSED
    assert "ended" in first.reason
    assert ended.state is EvaluationState.FINISHED


def test_an_evaluation_that_another_process_runs_is_left_alone(make_stage):
    stage = make_stage({"demo/brief": ["Hello"]})
    evaluation = stage.plan()
    stage.change(evaluation, state=EvaluationState.RUNNING)
    stage.store.own(evaluation.id, running=True)

    with pytest.raises(InvalidInput, match="Another process"):
        stage.run(evaluation)

    assert stage.calls == 0


def test_two_that_start_it_at_the_same_moment_do_not_both_run_it(make_stage):
    stage = make_stage({"demo/brief": ["Hello"]})
    evaluation = stage.plan()

    async def both():
        conductors = [_conductor(stage) for _ in range(2)]
        runs = (conductor.run(evaluation.id) for conductor in conductors)
        return await asyncio.gather(*runs, return_exceptions=True)

    ended = asyncio.run(both())

    assert [isinstance(each, InvalidInput) for each in ended].count(True) == 1
    assert stage.calls == evaluation.total


def test_what_cannot_be_started_is_told(make_stage):
    stage = make_stage()

    async def start(conductor):
        conductor.start("nothing")
        await conductor.shut_down(5)

    asyncio.run(start(_conductor(stage)))

    assert "no evaluation" in stage.events[0].reason


def _conductor(stage):
    from workbench.engine.evaluating.conductor import Conductor
    from workbench.engine.scheduler import Scheduler

    return Conductor(stage.bench.parts, Scheduler(stage.bench.parts), stage.events.extend)


def test_nothing_is_run_in_a_workspace_that_is_open_for_reading_only(make_stage):
    stage = make_stage()
    stage.bench.change(read_only=True)

    with pytest.raises(WorkspaceReadOnly):
        stage.run(stage.plan())


def test_an_unknown_evaluation_is_not_found(make_stage):
    stage = make_stage()

    with pytest.raises(NotFound):
        stage.run(replace(stage.plan(), id="nothing"))


def test_cells_that_cannot_be_written_pause_the_evaluation(make_stage):
    stage = make_stage({"demo/brief": ["Hello"]})
    evaluation = stage.plan()
    stage.store.record_cells = Failing(FileProblem("The disk is full.")).record_cells

    ended = stage.run(evaluation)

    assert ended.state is EvaluationState.PAUSED
    assert "disk is full" in ended.pause_reason


def test_two_thousand_cells_are_never_begun_together(make_stage):
    stage = make_stage({"demo/brief": ["Hello"]}, concurrency_per_provider=4)
    names = [f"case {number}" for number in range(1000)]
    evaluation = stage.plan(
        "demo/brief", "demo/brief", dataset=a_dataset(*names), cases=1000, use_cache=False
    )
    most = 0

    async def watch(_conductor, scheduler):
        nonlocal most
        while stage.calls < evaluation.total:
            most = max(most, len(scheduler.active))
            await asyncio.sleep(0)

    ended = stage.run(evaluation, watch)

    assert ended.state is EvaluationState.FINISHED
    assert len(stage.cells(evaluation)) == 2000
    assert 4 <= most <= AHEAD * 4 + BEHIND
