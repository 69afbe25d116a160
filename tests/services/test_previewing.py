from __future__ import annotations

from dataclasses import replace

from tests.builders import a_case, a_column, a_dataset, an_evaluation
from tests.fakes import MemoryEvaluations
from workbench.domain.checks import CellScore, Check, Score, Verdict
from workbench.domain.evaluations import Cell
from workbench.domain.runs import Outcome
from workbench.services.comparing import ComparisonService

PASSED, FAILED = Verdict.PASSED, Verdict.FAILED
CHECK = Check("contains", value="x", metric="tone")


def scored(verdict, metric=""):
    value = float(verdict is PASSED)
    return CellScore(verdict, value, (Score(verdict, value, metric=metric),))


def test_figures_under_other_scores_leave_what_is_on_record_alone():
    store = MemoryEvaluations()
    dataset = a_dataset(cases=(a_case("Ada"), a_case("Bo")))
    evaluation = an_evaluation(columns=(a_column(),), cases=2, checks=())
    store.add(evaluation, dataset)
    cells = [Cell(n, f"r{n}", Outcome.FINISHED, score=scored(FAILED)) for n in range(2)]
    store.record_cells(evaluation.id, cells)
    comparing = ComparisonService(store)

    other = replace(evaluation, checks=(CHECK,))
    preview = comparing.under(other, {0: scored(PASSED, "tone")})

    [before], [after] = comparing.summaries(evaluation.id), preview.summaries(evaluation.id)
    assert (before.pass_rate.value, after.pass_rate.value) == (0.0, 0.5)
    assert dict(after.metrics)["tone"].value == 1.0
    assert before.metrics == ()
