"""What every evaluation store does, in memory and on disk."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import a_column, a_content, a_dataset, a_job, a_prompt, a_run, an_evaluation
from tests.store.committing import kept
from workbench.domain.checks import CellScore, Check, Score, Verdict
from workbench.domain.comparisons import CellFigures
from workbench.domain.errors import NotFound
from workbench.domain.evaluations import Cell, EvaluationState, Standing
from workbench.domain.gates import Gate
from workbench.domain.json_values import freeze
from workbench.domain.runs import Outcome

CHECKS = (Check("contains", True, "x", weight=2.0), Check("is-json", config=freeze({"a": [1]})))


@pytest.fixture
def digest(stores):
    stores.prompts.add(a_prompt(), a_content())
    return kept(stores.prompts, a_content())


@pytest.fixture
def evaluation(stores, digest):
    columns = (a_column(digest=digest, params=(("temperature", 0.5),), version=2, label="new"),)
    evaluation = an_evaluation(
        columns=columns, checks=CHECKS, samples=3, budget_usd=Decimal("1.5"), threshold=0.5
    )
    stores.evaluations.add(evaluation, a_dataset())
    return evaluation


def a_full_cell(number=0, **fields):
    part = Score(Verdict.FAILED, 0.0, "no")
    scores = (Score(Verdict.FAILED, 0.25, "why \ud83d", "tone", (part,), "run-9", Decimal("0.1")),)
    known = {
        "number": number,
        "run_id": "run-1",
        "outcome": Outcome.FINISHED,
        "cached": True,
        "cost_usd": Decimal("0.00012"),
        "judging_usd": Decimal("0.1"),
        "latency": 1.25,
        "tokens": 7,
        "output_start": "Hello \ud83d",
        "score": CellScore(Verdict.FAILED, 0.25, scores),
    }
    return Cell(**{**known, **fields})


def test_an_evaluation_and_its_cases_are_read_as_they_were_planned(stores, evaluation):
    assert stores.evaluations.evaluation(evaluation.id) == evaluation
    assert stores.evaluations.frozen_dataset(evaluation.dataset_digest) == a_dataset()


def test_cells_are_read_as_they_were_recorded_by_number(stores, evaluation):
    cells = [a_full_cell(5), a_full_cell(2, score=None, outcome=Outcome.FAILED, failure="gone")]

    stores.evaluations.record_cells(evaluation.id, cells)

    assert stores.evaluations.cells(evaluation.id) == [cells[1], cells[0]]
    assert stores.evaluations.cells(evaluation.id, after=2) == [cells[0]]
    assert stores.evaluations.cells(evaluation.id, limit=1) == [cells[1]]
    assert stores.evaluations.cells_of(evaluation.id, [5, 4]) == [cells[0]]


def test_standings_are_the_cells_without_their_texts(stores, evaluation):
    cells = [
        a_full_cell(1),
        a_full_cell(2, score=None, outcome=Outcome.FAILED, failure="gone", cached=False),
        a_full_cell(4, score=None),
    ]
    stores.evaluations.record_cells(evaluation.id, cells)

    standings = stores.evaluations.standings(evaluation.id)

    assert standings == [Standing.of(cell) for cell in cells]
    assert stores.evaluations.standings(evaluation.id, after=1, limit=1) == standings[1:2]


def test_figures_are_read_without_texts_and_a_cached_answer_has_the_price_it_had(
    stores, evaluation, digest
):
    job = a_job(prompt_id=a_prompt().id, digest=digest, evaluation=evaluation.id)
    stores.runs.record(a_run(job=job, cost_usd=Decimal("0.25")))
    cells = [
        a_full_cell(3, cost_usd=None),
        a_full_cell(1, cached=False, judging_usd=None),
        a_full_cell(4, run_id="", outcome=Outcome.FAILED, score=None, latency=None, cost_usd=None),
    ]
    stores.evaluations.record_cells(evaluation.id, cells)

    figures = stores.evaluations.figures(evaluation.id)

    assert figures == [
        CellFigures(1, Verdict.FAILED, 0.25, 0.00012, 0.00012, 1.25, "run-1"),
        CellFigures(3, Verdict.FAILED, 0.25, 0.25, 0.1, 1.25, "run-1"),
        CellFigures(4, Verdict.ERROR, None, None, 0.1, None, ""),
    ]


def test_the_beginnings_of_outputs_are_read_whatever_they_hold(stores, evaluation):
    cells = [a_full_cell(2), a_full_cell(0, output_start="plain")]
    stores.evaluations.record_cells(evaluation.id, cells)

    assert stores.evaluations.output_starts(evaluation.id) == [(0, "plain"), (2, "Hello \ud83d")]


def test_the_weights_of_checks_are_kept_for_their_metric(stores, evaluation):
    scores = tuple(
        Score(Verdict.PASSED, value, metric="tone", weight=weight)
        for value, weight in ((1.0, 3.0), (0.0, 1.0))
    )
    cell = a_full_cell(2, score=CellScore(Verdict.PASSED, 0.75, scores))
    stores.evaluations.record_cells(evaluation.id, [cell])

    assert stores.evaluations.metrics(evaluation.id) == [(2, "tone", 0.75)]


def test_named_metrics_are_read_with_the_mean_of_their_scores(stores, evaluation):
    inside = Score(Verdict.PASSED, 1.0, metric="tone")
    scores = (Score(Verdict.PASSED, 0.5, metric="tone", parts=(inside,)), inside)
    scores += (Score(Verdict.PASSED, 0.25, metric="length"), Score(Verdict.PASSED, 0.0))
    cells = [a_full_cell(2, score=CellScore(Verdict.PASSED, 0.5, scores))]
    stores.evaluations.record_cells(evaluation.id, [*cells, a_full_cell(0, score=None)])

    assert stores.evaluations.metrics(evaluation.id) == [
        (2, "tone", 2.5 / 3),
        (2, "length", 0.25),
    ]


def test_a_cell_that_is_recorded_again_is_replaced(stores, evaluation):
    stores.evaluations.record_cells(evaluation.id, [a_full_cell(1)])

    stores.evaluations.record_cells(evaluation.id, [a_full_cell(1, tokens=8)])

    assert [cell.tokens for cell in stores.evaluations.cells(evaluation.id)] == [8]


def test_a_summary_counts_what_is_over_and_how_it_ended(stores, evaluation):
    passed = CellScore(Verdict.PASSED, 1.0)
    cells = [
        a_full_cell(0),
        a_full_cell(1, score=passed, judging_usd=None),
        a_full_cell(2, outcome=Outcome.FAILED, score=None, judging_usd=None),
        a_full_cell(3, outcome=Outcome.RUNNING, score=None, cost_usd=None, judging_usd=None),
    ]
    stores.evaluations.record_cells(evaluation.id, cells)

    [summary] = stores.evaluations.summaries(a_prompt().id)

    assert summary.evaluation == evaluation
    assert (summary.done, summary.passed, summary.failed, summary.errors) == (3, 1, 1, 1)
    assert summary.cost_usd == Decimal("0.10036")
    assert stores.evaluations.summaries("another") == []


def test_one_without_any_cell_has_a_summary_of_noughts(stores, evaluation):
    [summary] = stores.evaluations.summaries()

    assert (summary.done, summary.passed, summary.failed, summary.errors) == (0, 0, 0, 0)
    assert summary.cost_usd == 0


def test_a_changed_state_is_kept(stores, evaluation):
    changed = replace(evaluation, state=EvaluationState.PAUSED, pause_reason="lunch", name="x")

    stores.evaluations.save(changed)

    assert stores.evaluations.evaluation(evaluation.id) == changed


def test_a_change_leaves_what_others_changed_meanwhile(stores, evaluation):
    def renamed(now):
        return replace(now, name="x")

    stores.evaluations.change(evaluation.id, lambda now: replace(now, pause_reason="lunch"))
    told = stores.evaluations.change(evaluation.id, renamed)

    assert told == stores.evaluations.evaluation(evaluation.id)
    assert (told.name, told.pause_reason) == ("x", "lunch")
    with pytest.raises(NotFound):
        stores.evaluations.change("nobody", renamed)


def test_one_process_claims_an_evaluation_and_no_other_does(stores, evaluation):
    first = stores.evaluations.claim(evaluation.id)

    assert first is not None
    assert first.state is EvaluationState.RUNNING
    assert stores.evaluations.claim(evaluation.id) is None
    assert stores.evaluations.pause_abandoned("The engine ended.") == []


def test_what_is_not_there_is_said(stores, evaluation):
    with pytest.raises(NotFound):
        stores.evaluations.evaluation("nobody")
    with pytest.raises(NotFound):
        stores.evaluations.frozen_dataset("sha256:nothing")


def test_the_runs_behind_cells_are_found(stores, evaluation, digest):
    run = a_run(job=a_job(digest=digest, evaluation=evaluation.id))
    stores.runs.record(run)
    stores.evaluations.record_cells(evaluation.id, [a_full_cell(4), a_full_cell(5, run_id="gone")])

    assert stores.evaluations.runs_of(evaluation.id, [4, 5, 6]) == [(4, run)]


def test_runs_of_evaluations_are_not_on_the_board(stores, evaluation, digest):
    stores.runs.record(a_run(job=a_job(digest=digest, evaluation=evaluation.id)))

    assert stores.runs.on_board(a_prompt().id) == []
    assert len(stores.runs.runs_of(a_prompt().id)) == 1


def test_a_baseline_is_pinned_and_taken_away(stores, evaluation):
    stores.evaluations.set_baseline(a_prompt().id, evaluation.id)
    pinned = stores.evaluations.baseline(a_prompt().id)
    [summary] = stores.evaluations.summaries()
    stores.evaluations.set_baseline(a_prompt().id, "")

    assert (pinned, summary.baseline) == (evaluation.id, True)
    assert stores.evaluations.baseline(a_prompt().id) == ""


def test_a_gate_is_kept_with_the_prompt(stores, evaluation):
    gate = Gate(pass_rate=0.9, metrics=(("tone", 0.5),), cost_per_run_usd=Decimal("0.01"))

    stores.evaluations.set_gate(a_prompt().id, gate)

    assert stores.evaluations.gate(a_prompt().id) == gate
    assert stores.evaluations.gate("another") is None


def test_a_removed_evaluation_takes_its_cells_and_its_pin_along(stores, evaluation):
    stores.evaluations.record_cells(evaluation.id, [a_full_cell(1)])
    stores.evaluations.set_baseline(a_prompt().id, evaluation.id)

    stores.evaluations.remove(evaluation.id)

    assert stores.evaluations.summaries() == []
    assert stores.evaluations.baseline(a_prompt().id) == ""


def test_an_evaluation_whose_process_is_gone_is_paused(stores, evaluation):
    stores.evaluations.save(replace(evaluation, state=EvaluationState.RUNNING))
    stores.evaluations.own(evaluation.id, running=True)
    living = stores.evaluations.pause_abandoned("The engine ended.")
    stores.evaluations.own(evaluation.id, running=False)

    assert living == []
    assert stores.evaluations.pause_abandoned("The engine ended.") == [evaluation.id]
    assert stores.evaluations.evaluation(evaluation.id).pause_reason == "The engine ended."


def test_an_answer_is_found_by_its_request_until_it_is_forgotten(stores, digest):
    run = a_run(job=a_job(digest=digest), request_key="key", text="Hello")
    stores.runs.record_all([run, a_run("run-2", job=a_job("run-2", digest=digest, sample=1))])

    found = stores.runs.finished_with("key", 0)
    stores.runs.forget_answer(run.id)

    assert found == run
    assert stores.runs.finished_with("key", 0) is None
    assert stores.runs.finished_with("", 0) is None
    assert stores.runs.run(run.id).text == "Hello"
