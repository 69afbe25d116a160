"""The cases of a table whose columns have been said what they mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from workbench.domain.datasets import Case, Split
from workbench.domain.json_values import Json
from workbench.formats.datasets.column_types import shortened, typed, written, yes_or_no
from workbench.formats.datasets.expected_words import check_of, listed
from workbench.formats.datasets.mapping import Mapping, Role, cells_of
from workbench.formats.datasets.table import ABSENT, Imported, Problem, ReadCase, Row, Table
from workbench.formats.usable_json import Unusable

SPLITS = {
    "": Split.NONE,
    "train": Split.TRAIN,
    "training": Split.TRAIN,
    "heldout": Split.HELD_OUT,
    "test": Split.HELD_OUT,
    "holdout": Split.HELD_OUT,
}
UNTAKEN = "__"
"""What promptfoo's own columns begin with."""


def mapped(table: Table, mapping: Mapping) -> Imported:
    """Every row is a case or a problem. Values that cannot be read are told with their column."""
    if len(mapping) != len(table.columns):
        raise ValueError("a mapping has one use for each column")
    cases: list[ReadCase] = []
    problems = [*table.bad_rows, *_untaken(table, mapping)]
    for row in table.rows:
        try:
            cases.append(ReadCase(row.line, _case(mapping, row)))
        except _Wrong as error:
            problems.append(Problem(row.line, str(error), table.columns[error.position]))
    problems.sort(key=lambda problem: problem.line)
    return Imported(tuple(cases), tuple(problems), table.notes)


class _Wrong(ValueError):
    def __init__(self, reason: str, position: int) -> None:
        super().__init__(reason)
        self.position = position


def _case(mapping: Mapping, row: Row) -> Case:
    metric = _text(row, mapping, Role.METRIC)
    checks = (check_of(text) for _place, text in _each(row, mapping, Role.CHECK))
    return Case(
        name=_text(row, mapping, Role.NAME),
        values=_values(mapping, row),
        expected=_text(row, mapping, Role.EXPECTED),
        labels=_labels(mapping, row),
        notes="\n".join(text for _, text in _each(row, mapping, Role.NOTES)),
        enabled=_one(row, mapping, Role.ENABLED, yes_or_no, True),
        split=_one(row, mapping, Role.SPLIT, split_of, Split.NONE),
        checks=tuple(replace(check, metric=metric) if metric else check for check in checks),
        threshold=_one(row, mapping, Role.THRESHOLD, _threshold, None),
    )


def _values(mapping: Mapping, row: Row) -> tuple[tuple[str, Json], ...]:
    values: list[tuple[str, Json]] = []
    for use, position, cell in cells_of(row, mapping, Role.VARIABLE):
        try:
            value = typed(cell, use.type)
        except Unusable as error:
            raise _Wrong(str(error), position) from error
        if value is not ABSENT:
            values.append((use.variable, value))
    return tuple(values)


def _each(row: Row, mapping: Mapping, role: Role) -> list[tuple[int, str]]:
    """The texts of its cells that are not empty, with their columns."""
    texts = [(place, written(cell)) for _use, place, cell in cells_of(row, mapping, role)]
    return [(place, text) for place, text in texts if text.strip()]


def _text(row: Row, mapping: Mapping, role: Role) -> str:
    return next((text for _place, text in _each(row, mapping, role)), "")


def _one(row: Row, mapping: Mapping, role: Role, read: Callable[[str], Any], empty: Any) -> Any:
    for place, text in _each(row, mapping, role):
        try:
            return read(text)
        except Unusable as error:
            raise _Wrong(str(error), place) from error
    return empty


def _labels(mapping: Mapping, row: Row) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for use, _place, cell in cells_of(row, mapping, Role.LABELS):
        several = [written(each) for each in cell] if isinstance(cell, tuple) else None
        labels = listed(written(cell)) if several is None else several
        prefix = f"{use.key}=" if use.key else ""
        found |= {prefix + label.strip(): None for label in labels if label.strip()}
    return tuple(found)


def split_of(text: str) -> Split:
    """Raises `Unusable`."""
    known = SPLITS.get("".join(each for each in text.lower() if each.isalnum()))
    if known is None:
        raise Unusable(f"{shortened(text)} is neither train nor held out")
    return known


def _threshold(text: str) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise Unusable(f"{shortened(text)} is no number") from error
    if not 0 <= value <= 1:
        raise Unusable(f"{shortened(text)} is not between 0 and 1")
    return value


def _untaken(table: Table, mapping: Mapping) -> list[Problem]:
    """Columns with a meaning in promptfoo that cases do not have, where they hold something."""
    problems: list[Problem] = []
    for position, (column, use) in enumerate(zip(table.columns, mapping, strict=True)):
        if use.role is Role.IGNORED and column.startswith(UNTAKEN):
            lines = [row.line for row in table.rows if row.cells[position] not in (ABSENT, "")]
            if lines:
                reason = f"is left out, in {len(lines)} row" + ("s" if len(lines) > 1 else "")
                problems.append(Problem(lines[0], reason, column, row_taken=True))
    return problems
