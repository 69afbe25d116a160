"""Evaluations as a client sees them: asked for in lines, told in lines."""

from __future__ import annotations

from tests.engine.stand_ins import HANG
from tests.engine.test_server import talk
from workbench.domain.checks import Check, Verdict
from workbench.domain.evaluations import EvaluationState
from workbench.engine import protocol, wire
from workbench.engine.evaluating.cells import run_id_of
from workbench.engine.shared_scores import read_shared
from workbench.formats.checks import check_document

HELLO = Check("contains", value="Hello")


def progress_of(line):
    answers = [each for each in line.said if isinstance(each, protocol.EvaluationEvents)]
    records = [record for answer in answers for record in answer.events]
    return [record.progress for record in records if isinstance(record, wire.Progress)]


def parts_of(line):
    said = [each for each in line.said if isinstance(each, protocol.RescoredPart)]
    return [read_shared(each.rescored) for each in said]


async def until_over(line):
    while not (found := [each for each in progress_of(line) if each.state != "running"]):
        line.news.clear()
        await line.news.wait()
    return found[-1]


def test_an_evaluation_is_started_told_estimated_and_scored_anew(make_stage):
    stage = make_stage({"demo/brief": ["Hello"]})
    evaluation = stage.plan(checks=(HELLO,))

    async def conversation(line):
        line.ask(protocol.EstimateEvaluation(1, evaluation.id))
        estimate = (await line.until(protocol.EvaluationEstimated)).estimate
        line.ask(protocol.StartEvaluation(evaluation.id))
        ended = await until_over(line)
        line.ask(protocol.Rescore(2, evaluation.id, (check_document(Check("is-json")),)))
        while not any(part.complete for part in parts_of(line)):
            line.news.clear()
            await line.news.wait()
        line.ask(protocol.TryCheck(3, check_document(HELLO), run_id_of(evaluation.id, 0)))
        return estimate, ended, (await line.until(protocol.CheckTried)).score, parts_of(line)

    estimate, ended, tried, parts = talk(stage.bench.parts, conversation)

    assert estimate.calls == 2
    assert (ended.state, ended.done) == (EvaluationState.FINISHED, 2)
    assert {score.verdict for part in parts for _n, score in part.scores} == {Verdict.FAILED}
    assert tried.verdict is Verdict.PASSED


def test_an_evaluation_that_is_not_there_fails_what_asks_for_it(make_stage):
    stage = make_stage()

    async def conversation(line):
        line.ask(protocol.Rescore(1, "nothing", ()))
        return await line.until(protocol.Failed)

    assert talk(stage.bench.parts, conversation).error.kind == "NotFound"


def test_what_a_dead_engine_was_running_is_paused_before_the_next_is_ready(make_stage):
    stage = make_stage()
    evaluation = stage.plan()
    stage.change(evaluation, state=EvaluationState.RUNNING)

    async def conversation(line):
        await line.server.welcome()
        return [type(each) for each in line.said], progress_of(line)

    kinds, (told,) = talk(stage.bench.parts, conversation)

    assert kinds == [protocol.EvaluationEvents, protocol.Ready]
    assert (told.evaluation_id, told.state) == (evaluation.id, EvaluationState.PAUSED)
    assert told.reason


def test_an_engine_that_is_asked_to_end_leaves_its_evaluations_paused(make_stage):
    stage = make_stage({"demo/brief": [HANG]})
    evaluation = stage.plan()

    async def conversation(line):
        line.ask(protocol.StartEvaluation(evaluation.id))
        await stage.bench.gateway.hanging.acquire()

    talk(stage.bench.parts, conversation)

    left = stage.store.evaluation(evaluation.id)
    assert left.state is EvaluationState.PAUSED
    assert "engine ended" in left.pause_reason
    assert stage.cells(evaluation) == []
