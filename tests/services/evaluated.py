"""Evaluations that were run, from a letter for each sample: `p`assed, `f`ailed, `e`rror, `w`ait."""

from __future__ import annotations

from decimal import Decimal

from tests.builders import a_case, a_column, an_evaluation
from workbench.domain.checks import CellScore, Check, Score, Verdict
from workbench.domain.datasets import Dataset
from workbench.domain.evaluations import Cell, CellPlace
from workbench.domain.runs import Outcome

SCORES = {"p": CellScore(Verdict.PASSED, 1.0), "f": CellScore(Verdict.FAILED, 0.25)}
OUTCOMES = {"e": Outcome.FAILED, "w": Outcome.RUNNING}
V7, V8 = a_column(version=7), a_column(version=8)


def evaluated(store, columns, *letters, cases=None, samples=1, fields=None, **others):
    """Records the evaluation. `letters`: for each column a word, the samples of a case together;
    `fields`: of the cell at (column, case, sample)."""
    many = len(letters[0]) // samples
    cases = cases or tuple(a_case(f"case {index}") for index in range(many))
    dataset = Dataset("dataset-1", "Names", cases=cases)
    checked = {"checks": (Check("contains", value="x"),), **others}
    evaluation = an_evaluation(dataset, columns=tuple(columns), samples=samples, **checked)
    store.add(evaluation, dataset)
    cells = []
    for column, word in enumerate(letters):
        for place, letter in enumerate(word):
            case, sample = divmod(place, samples)
            number = evaluation.number(CellPlace(column, case, sample))
            own = (fields or {}).get((column, case, sample), {})
            cells.append(a_cell(number, letter, **own))
    store.record_cells(evaluation.id, cells)
    return evaluation


def a_cell(number, letter, **fields):
    known = {
        "run_id": f"run-{number}",
        "outcome": OUTCOMES.get(letter, Outcome.FINISHED),
        "cost_usd": Decimal("0.001"),
        "latency": 1.0,
        "output_start": "same" if letter in SCORES else "",
        "score": SCORES.get(letter),
    }
    return Cell(number=number, **{**known, **fields})


def named(value, **metrics):
    """A passing score with scores under the names of metrics."""
    scores = tuple(Score(Verdict.PASSED, each, metric=name) for name, each in metrics.items())
    return CellScore(Verdict.PASSED, value, scores)
