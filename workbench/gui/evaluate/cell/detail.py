"""Everything about one cell that is read for it: its samples, its run, what it is held against."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.charts.kinds_of_answers import AnswerKind, kinds
from workbench.domain.checks import Check
from workbench.domain.datasets import Case
from workbench.domain.errors import WorkbenchError
from workbench.domain.evaluations import Cell, CellPlace, Evaluation
from workbench.domain.runs import Outcome, Run
from workbench.gui.evaluate.wording import column_words, translate
from workbench.services.evaluations import EvaluationService


@dataclass(frozen=True, slots=True)
class Other:
    """An output to hold the cell's against: of the baseline, or of another column of its row."""

    title: str
    evaluation_id: str
    number: int


@dataclass(frozen=True, slots=True)
class Detail:
    evaluation: Evaluation
    case: Case
    place: CellPlace
    samples: tuple[Cell, ...]
    """Of the same case and column, in their order; one that was not begun is left out."""
    cell: Cell
    run: Run | None
    kinds: tuple[AnswerKind, ...] = ()
    """Of several samples: which of them say the same. They are counted from 0."""
    schema: str = ""
    """That the prompt asks for; empty for none."""

    @property
    def title(self) -> str:
        return self.case.name or translate("Case {0}").format(self.place.case + 1)

    @property
    def column(self) -> str:
        return column_words(self.evaluation.columns[self.place.column])

    @property
    def checks(self) -> tuple[Check, ...]:
        """In the order of the scores: the evaluation's, then those of the case."""
        return (*self.evaluation.checks, *self.case.checks)


def read_detail(
    evaluations: EvaluationService,
    evaluation: Evaluation,
    case: Case,
    place: CellPlace,
    schema_of: Callable[[str], str],
) -> Detail:
    """In the background. `schema_of` knows what the content of a digest asks for."""
    first = evaluation.number(CellPlace(place.column, place.case, 0))
    width = len(evaluation.columns)
    last = first + (evaluation.samples - 1) * width
    stretch = evaluations.cells(evaluation.id, after=first - 1, limit=last - first + 1)
    samples = tuple(
        each for each in stretch if each.number <= last and (each.number - first) % width == 0
    )
    number = evaluation.number(place)
    cell = next((each for each in samples if each.number == number), Cell(number))
    runs = evaluations.runs_of(evaluation.id, [number]) if cell.run_id else []
    run = runs[0][1] if runs else None
    schema = _schema(schema_of, evaluation.columns[place.column].digest)
    same = _kinds(evaluations, evaluation, samples)
    return Detail(evaluation, case, place, samples, cell, run, same, schema)


def _kinds(
    evaluations: EvaluationService, evaluation: Evaluation, samples: tuple[Cell, ...]
) -> tuple[AnswerKind, ...]:
    """Of the samples that have an output, where there are several."""
    numbers = [cell.number for cell in samples if cell.outcome is Outcome.FINISHED]
    if len(numbers) < 2:
        return ()
    runs = evaluations.runs_of(evaluation.id, numbers)
    place = [evaluation.place(number).sample for number, _run in runs]
    found = kinds([run.text for _number, run in runs])
    return tuple(
        AnswerKind(each.example, tuple(place[index] for index in each.answers)) for each in found
    )


def _schema(schema_of: Callable[[str], str], digest: str) -> str:
    try:
        return schema_of(digest)
    except WorkbenchError:
        return ""
