"""Checks that compare the outputs of one case with each other."""

from __future__ import annotations

import asyncio
from decimal import Decimal

import pytest

from tests.builders import a_job, a_run
from workbench.domain.checks import Check, Score, Verdict
from workbench.domain.evaluations import EvaluationState
from workbench.engine.evaluating.asking import Askers
from workbench.engine.evaluating.cells import run_id_of
from workbench.engine.evaluating.conductor import Conductor
from workbench.engine.scheduler import Scheduler

BEST = Check("select-best", value="the friendliest")


class ScriptedGroupJudge:
    """The longest output is the best."""

    def __init__(self):
        self.groups = []

    async def scores(self, check, group):
        self.groups.append([asked.output.text for asked in group])
        await asyncio.sleep(0)
        best = max(group, key=lambda asked: len(asked.output.text))
        return [
            Score(Verdict.PASSED, 1.0, "best", cost_usd=Decimal("0.001"))
            if asked is best
            else Score(Verdict.FAILED, 0.0, "not the best")
            for asked in group
        ]


@pytest.fixture
def judge(monkeypatch):
    judge = ScriptedGroupJudge()
    monkeypatch.setattr(
        "workbench.engine.evaluating.conductor.askers_of",
        lambda _parts, _scheduler: Askers(group=judge),
    )
    return judge


def test_the_outputs_of_a_case_are_compared_once_all_are_there(make_stage, judge):
    stage = make_stage({"demo/brief": ["Hi"], "demo/detailed": ["Good morning"]})
    evaluation = stage.plan("demo/brief", "demo/detailed", checks=(BEST,))

    ended = stage.run(evaluation)

    assert ended.state is EvaluationState.FINISHED
    assert judge.groups == [["Hi", "Good morning"]] * 2
    cells = stage.cells(evaluation)
    assert [cell.verdict for cell in cells] == [Verdict.FAILED, Verdict.PASSED] * 2
    assert [cell.judging_usd for cell in cells[:2]] == [None, Decimal("0.001")]
    assert stage.told() == {cell.number: cell for cell in cells}


def test_samples_are_groups_of_their_own(make_stage, judge):
    stage = make_stage({"demo/brief": ["Hi"], "demo/detailed": ["Good morning"]})

    stage.run(stage.plan("demo/brief", "demo/detailed", checks=(BEST,), samples=3))

    assert len(judge.groups) == 6


def test_a_comparison_that_a_pause_prevented_is_made_later(make_stage, judge):
    stage = make_stage({"demo/brief": ["Hi"], "demo/detailed": ["Good morning"]})
    evaluation = stage.plan("demo/brief", "demo/detailed", checks=(BEST,))
    stage.run(evaluation, only=[0, 2])
    assert {cell.verdict for cell in stage.cells(evaluation)} == {Verdict.PENDING}
    assert judge.groups == []

    stage.run(evaluation)

    assert len(judge.groups) == 2
    assert {cell.verdict for cell in stage.cells(evaluation)} == {Verdict.FAILED, Verdict.PASSED}


def test_a_set_cannot_hold_a_comparison(make_stage, judge):
    stage = make_stage({"demo/brief": ["Hi"]})
    evaluation = stage.plan("demo/brief", checks=(Check("assert-set", checks=(BEST,)),))

    stage.run(evaluation)

    (score,) = stage.cells(evaluation)[0].score.scores
    assert score.verdict is Verdict.ERROR
    assert "cannot stand in a set" in score.reason


def tried(stage, run_id, *, judge):
    async def work():
        conductor = Conductor(stage.bench.parts, Scheduler(stage.bench.parts), print)
        return await conductor.tried(BEST, run_id, judge=judge)

    return asyncio.run(work())


def test_it_is_tried_on_an_output_among_those_of_its_case(make_stage, judge):
    stage = make_stage({"demo/brief": ["Hi"], "demo/detailed": ["Good morning"]})
    evaluation = stage.plan("demo/brief", "demo/detailed", samples=2)
    stage.run(evaluation)

    scores = [tried(stage, run_id_of(evaluation.id, number), judge=True) for number in (4, 5)]

    assert judge.groups == [["Hi", "Good morning"]] * 2
    assert [score.verdict for score in scores] == [Verdict.FAILED, Verdict.PASSED]


def test_it_cannot_be_tried_on_an_output_that_stands_alone(make_stage, judge):
    stage = make_stage({"demo/brief": ["Hi"]})
    column = stage.plan().columns[0]
    job = a_job("alone", digest=column.digest, prompt_id=column.prompt_id)
    run = a_run("alone", job=job, text="Hi")
    stage.bench.parts.runs.record(run)

    score = tried(stage, "alone", judge=True)

    assert score.verdict is Verdict.ERROR
    assert "one case" in score.reason
    assert judge.groups == []
