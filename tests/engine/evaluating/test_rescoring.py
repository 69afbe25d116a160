"""Other checks over the outputs that are on record."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import replace

import pytest

from tests.builders import a_case, a_dataset
from workbench.checks.kinds import Asks
from workbench.domain.checks import Check, Score, Verdict
from workbench.domain.errors import NotFound
from workbench.engine.evaluating import stored
from workbench.engine.evaluating.asking import Askers
from workbench.engine.evaluating.cells import run_id_of
from workbench.engine.evaluating.conductor import Conductor
from workbench.engine.evaluating.scoring import Checklist
from workbench.engine.scheduler import Scheduler

HELLO = Check("contains", value="Hello")
RUBRIC = Check("llm-rubric", value="It greets.")


class ScriptedJudge:
    """Passes everything, for a model that may be asked; tells what it was asked."""

    def __init__(self):
        self.asked = []

    async def score(self, check, asked):
        if not asked.ask:
            return Score(Verdict.PENDING, 0.0, "not asked")
        self.asked.append((check, asked))
        return Score(Verdict.PASSED, 1.0, "It does.")


@pytest.fixture
def judge(monkeypatch):
    judge = ScriptedJudge()
    askers = Askers({Asks.JUDGE: judge})
    monkeypatch.setattr(
        "workbench.engine.evaluating.conductor.askers_of", lambda _parts, _scheduler: askers
    )
    return judge


@pytest.fixture
def stage(make_stage):
    return make_stage({"demo/brief": ["Hello"], "demo/detailed": ["Good morning"]})


def rescored(stage, evaluation, *checklists, judge=False):
    """The parts that are told for each of the checklists, asked one after the other."""

    async def work():
        conductor = Conductor(stage.bench.parts, Scheduler(stage.bench.parts), print)
        found = []
        for checklist in checklists:
            parts = conductor.rescored(evaluation.id, checklist, judge=judge)
            async with aclosing(parts):
                found.append([part async for part in parts])
        return found

    return asyncio.run(work())


def verdicts(parts):
    return {number: score.verdict for part in parts for number, score in part.scores}


def test_stored_outputs_are_scored_under_other_checks(stage):
    evaluation = stage.plan("demo/brief", "demo/detailed", checks=(HELLO,))
    stage.run(evaluation)
    calls = stage.calls

    (parts,) = rescored(stage, evaluation, Checklist((Check("contains", value="Good"),)))

    assert verdicts(parts) == {
        0: Verdict.FAILED,
        1: Verdict.PASSED,
        2: Verdict.FAILED,
        3: Verdict.PASSED,
    }
    assert [part.complete for part in parts] == [False, True]
    assert stage.calls == calls
    assert [cell.verdict for cell in stage.cells(evaluation)[:2]] == [
        Verdict.PASSED,
        Verdict.FAILED,
    ]


def test_a_threshold_and_weights_count(stage):
    evaluation = stage.plan("demo/brief")
    stage.run(evaluation)
    checks = (replace(HELLO, weight=3.0), Check("contains", value="Goodbye"))

    strict, lenient = rescored(stage, evaluation, Checklist(checks), Checklist(checks, 0.7))

    assert set(verdicts(strict).values()) == {Verdict.FAILED}
    assert set(verdicts(lenient).values()) == {Verdict.PASSED}


def test_outputs_that_were_read_once_are_not_read_again(stage, monkeypatch):
    evaluation = stage.plan("demo/brief")
    stage.run(evaluation)
    reads = []
    read = stage.store.runs_of
    monkeypatch.setattr(stage.store, "runs_of", lambda *which: reads.append(which) or read(*which))

    first, second = rescored(stage, evaluation, Checklist((HELLO,)), Checklist((HELLO,)))

    assert len(reads) == 1
    assert verdicts(first) == verdicts(second)


def test_what_does_not_fit_into_memory_is_read_each_time(stage, monkeypatch):
    monkeypatch.setattr(stored, "KEPT_CHARACTERS", 25)
    monkeypatch.setattr(stored, "PAGE", 2)
    monkeypatch.setattr(stored, "LARGEST_PAGE", 2)
    evaluation = stage.plan("demo/brief", dataset=a_dataset(*"abcdefgh"), cases=8)
    stage.run(evaluation)

    first, second = rescored(stage, evaluation, Checklist((HELLO,)), Checklist((HELLO,)))

    assert verdicts(first) == verdicts(second) == dict.fromkeys(range(8), Verdict.PASSED)


def test_outputs_that_came_since_are_scored_too(stage):
    evaluation = stage.plan("demo/brief", dataset=a_dataset(*"abc"), cases=3)
    stage.run(evaluation, only=[0])

    async def work():
        conductor = Conductor(stage.bench.parts, Scheduler(stage.bench.parts), stage.events.extend)
        checklist = Checklist((HELLO,))
        before = [part async for part in conductor.rescored(evaluation.id, checklist)]
        await conductor.run(evaluation.id)
        return before, [part async for part in conductor.rescored(evaluation.id, checklist)]

    before, after = asyncio.run(work())

    assert (len(verdicts(before)), len(verdicts(after))) == (1, 3)


def test_a_judge_is_not_asked_before_it_may_be(stage, judge):
    evaluation = stage.plan("demo/brief", checks=(HELLO,))
    stage.run(evaluation)

    (parts,) = rescored(stage, evaluation, Checklist((HELLO, RUBRIC)))

    assert set(verdicts(parts).values()) == {Verdict.PENDING}
    assert judge.asked == []


def test_a_judge_is_asked_where_it_may_be(stage, judge):
    evaluation = stage.plan("demo/brief", checks=(HELLO,))
    stage.run(evaluation)

    (parts,) = rescored(stage, evaluation, Checklist((HELLO, RUBRIC)), judge=True)

    assert set(verdicts(parts).values()) == {Verdict.PASSED}
    assert len(judge.asked) == 2
    assert parts[-1].complete


def test_a_judgment_on_record_stands_as_long_as_its_check_is_the_same(stage, judge):
    evaluation = stage.plan("demo/brief", checks=(RUBRIC,))
    stage.run(evaluation)
    judge.asked.clear()
    weighed, changed = replace(RUBRIC, weight=2.0), replace(RUBRIC, value="It is short.")

    same, other = rescored(stage, evaluation, Checklist((HELLO, weighed)), Checklist((changed,)))

    assert set(verdicts(same).values()) == {Verdict.PASSED}
    assert set(verdicts(other).values()) == {Verdict.PENDING}
    assert judge.asked == []


def test_a_judgment_of_a_case_of_its_own_stands_too(stage, judge):
    dataset = replace(a_dataset(), cases=(replace(a_case("Ada"), checks=(RUBRIC,)),))
    evaluation = stage.plan("demo/brief", dataset=dataset, cases=1, checks=(HELLO,))
    stage.run(evaluation)
    judge.asked.clear()

    (parts,) = rescored(stage, evaluation, Checklist(()))

    assert verdicts(parts) == {0: Verdict.PASSED}
    assert judge.asked == []


def test_one_check_is_tried_on_one_output(stage, judge):
    evaluation = stage.plan("demo/brief", checks=(HELLO,))
    stage.run(evaluation)
    run_id = run_id_of(evaluation.id, 1)

    async def work():
        conductor = Conductor(stage.bench.parts, Scheduler(stage.bench.parts), print)
        checks = (
            Check("equals", value="Hello"),
            Check("contains", value="{{ name }}"),
            Check("contains", value="{% if name %}Hell{% endif %}o"),
            RUBRIC,
        )
        return [(await conductor.tried(check, run_id)).verdict for check in checks]

    assert asyncio.run(work()) == [
        Verdict.PASSED,
        Verdict.FAILED,
        Verdict.PASSED,
        Verdict.PENDING,
    ]


def test_an_unknown_evaluation_or_run_is_not_found(stage):
    conductor_for = Checklist((HELLO,))
    with pytest.raises(NotFound):
        rescored(stage, replace(stage.plan(), id="nothing"), conductor_for)
