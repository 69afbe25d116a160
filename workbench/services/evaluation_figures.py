"""The figures of one evaluation, read once and put in order by column and case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workbench.domain.checks import Check
from workbench.domain.comparisons import ColumnOf
from workbench.domain.datasets import Case
from workbench.domain.errors import NotFound
from workbench.domain.evaluations import Evaluation, EvaluationColumn
from workbench.formats.cases import case_key
from workbench.services.evaluation_ports import EvaluationReader
from workbench.statistics.summaries import CaseFigures, Column, by_case


@dataclass(frozen=True, slots=True)
class EvaluationFigures:
    evaluation: Evaluation
    cases: tuple[Case, ...]
    columns: tuple[Column, ...]

    def slices(self) -> dict[str, frozenset[int]]:
        """The cases with each label, in the order of the labels."""
        found: dict[str, set[int]] = {}
        for index, case in enumerate(self.cases):
            for label in case.labels:
                found.setdefault(label, set()).add(index)
        return {label: frozenset(found[label]) for label in sorted(found)}

    @property
    def checked(self) -> bool:
        """Whether there is a check at all, of every case or of one."""
        return any(True for _ in _all_checks(self.evaluation, self.cases))

    def keys(self) -> dict[str, int]:
        """The index of each case by its values; the second of two with the same values has a
        key of its own."""
        seen: Counter[str] = Counter()
        found = {}
        for index, case in enumerate(self.cases):
            key = case_key(case)
            seen[key] += 1
            found[f"{key} {seen[key]}"] = index
        return found

    def case_name(self, index: int) -> str:
        """Cases without a name have their number, from 1."""
        return self.cases[index].name or f"case {index + 1}"


@dataclass(frozen=True, slots=True)
class Side:
    """One column of figures to compare."""

    figures: EvaluationFigures
    column: int

    @property
    def place(self) -> ColumnOf:
        return ColumnOf(self.figures.evaluation.id, self.column)

    @property
    def of(self) -> EvaluationColumn:
        return self.figures.evaluation.columns[self.column]

    @property
    def cases(self) -> Column:
        return self.figures.columns[self.column]


def read_figures(
    evaluations: EvaluationReader, evaluation_id: str, *, metrics: bool = True
) -> EvaluationFigures:
    """Named metrics are only read where a check has one."""
    evaluation = evaluations.evaluation(evaluation_id)
    cases = evaluations.frozen_dataset(evaluation.dataset_digest).cases
    named: dict[tuple[int, int], dict[str, float]] = {}
    if metrics and any(check.metric for check in _all_checks(evaluation, cases)):
        named = _named(evaluation, evaluations.metrics(evaluation_id))
    grouped = by_case(
        evaluations.figures(evaluation_id), len(evaluation.columns), evaluation.samples
    )
    columns = tuple(
        {
            case: CaseFigures(tuple(cells), named.get((column, case), {}))
            for case, cells in found.items()
        }
        for column, found in enumerate(grouped)
    )
    return EvaluationFigures(evaluation, cases, columns)


def side(figures: EvaluationFigures, column: int) -> Side:
    """Raises `NotFound`."""
    if not 0 <= column < len(figures.columns):
        name = figures.evaluation.name
        raise NotFound(f"The evaluation {name} has no column {column + 1}.")
    return Side(figures, column)


def _named(
    evaluation: Evaluation, metrics: Iterable[tuple[int, str, float]]
) -> dict[tuple[int, int], dict[str, float]]:
    """The mean over the samples, by column and case."""
    values: dict[tuple[int, int], dict[str, list[float]]] = {}
    for number, name, value in metrics:
        place = evaluation.place(number)
        values.setdefault((place.column, place.case), {}).setdefault(name, []).append(value)
    return {place: _means(of) for place, of in values.items()}


def _means(values: Mapping[str, list[float]]) -> dict[str, float]:
    return {name: sum(each) / len(each) for name, each in values.items()}


def _all_checks(evaluation: Evaluation, cases: Iterable[Case]) -> Iterator[Check]:
    waiting = [*evaluation.checks, *(check for case in cases for check in case.checks)]
    while waiting:
        check = waiting.pop()
        waiting.extend(check.checks)
        yield check
