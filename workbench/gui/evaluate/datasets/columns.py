"""The columns of the table of cases: what each shows of a case, and what typing in it makes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from workbench.domain.datasets import Case
from workbench.domain.json_values import Json
from workbench.formats.datasets.column_types import ValueType, typed, written, yes_or_no
from workbench.formats.datasets.expected_words import listed
from workbench.formats.datasets.mapped import split_of
from workbench.formats.datasets.table import ABSENT
from workbench.formats.usable_json import Unusable


class Part(StrEnum):
    ON = "on"
    NAME = "name"
    VARIABLE = "variable"
    EXPECTED = "expected"
    LABELS = "labels"
    SPLIT = "split"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class CaseColumn:
    part: Part
    variable: str = ""
    type: ValueType = ValueType.TEXT
    """Of a variable: what is typed is read as this."""

    @property
    def key(self) -> str:
        """Names the column, whatever stands beside it."""
        return f"{self.part}:{self.variable}"


BEFORE = (CaseColumn(Part.ON), CaseColumn(Part.NAME))
BEHIND = tuple(CaseColumn(each) for each in (Part.EXPECTED, Part.LABELS, Part.SPLIT, Part.NOTES))


def columns_of(cases: Iterable[Case], wanted: Sequence[str] = ()) -> tuple[CaseColumn, ...]:
    """One for each variable `wanted`, then for each other one that a case has."""
    texts = dict.fromkeys(wanted, True)
    for case in cases:
        for name, value in case.values:
            texts[name] = texts.get(name, True) and isinstance(value, str)
    variables = (
        CaseColumn(Part.VARIABLE, name, ValueType.TEXT if text else ValueType.JSON)
        for name, text in texts.items()
    )
    return (*BEFORE, *variables, *BEHIND)


def text_of(case: Case, column: CaseColumn) -> str:
    """Exactly what is edited."""
    if column.part is Part.VARIABLE:
        for name, value in case.values:
            if name == column.variable:
                return _edited(value, column.type)
        return ""
    return SHOWN[column.part](case)


def with_text(case: Case, column: CaseColumn, text: str) -> Case:
    """The case with what was typed in the column. Raises `Unusable` saying why it cannot be."""
    if column.part is Part.VARIABLE:
        value = typed(text, column.type)
        return with_value(case, column.variable, None if value is ABSENT else value)
    return READ[column.part](case, text)


def with_value(case: Case, name: str, value: Json) -> Case:
    """None: without the variable."""
    values = dict(case.values)
    if value is None:
        values.pop(name, None)
    else:
        values[name] = value
    return replace(case, values=tuple(values.items()))


def matches(case: Case, words: str) -> bool:
    """Every word stands somewhere in the case."""
    texts = [case.name, case.expected, case.notes, *case.labels, case.split.value]
    texts += [written(value) for _name, value in case.values]
    whole = "\n".join(texts).casefold()
    return all(word in whole for word in words.casefold().split())


def _edited(value: Json, kind: ValueType) -> str:
    """In a column where not all are texts, a text is written as JSON too, to stay one."""
    if kind is ValueType.JSON and isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return written(value)


def _on(case: Case, text: str) -> Case:
    return replace(case, enabled=yes_or_no(text) if text.strip() else True)


def _labels(case: Case, text: str) -> Case:
    labels = dict.fromkeys(label for label in listed(text.replace("\n", ",")) if label)
    return replace(case, labels=tuple(labels))


def _split(case: Case, text: str) -> Case:
    return replace(case, split=split_of(text))


SHOWN: dict[Part, Callable[[Case], str]] = {
    Part.ON: lambda case: "yes" if case.enabled else "no",
    Part.NAME: lambda case: case.name,
    Part.EXPECTED: lambda case: case.expected,
    Part.LABELS: lambda case: ", ".join(case.labels),
    Part.SPLIT: lambda case: case.split.value,
    Part.NOTES: lambda case: case.notes,
}
READ: dict[Part, Callable[[Case, str], Case]] = {
    Part.ON: _on,
    Part.NAME: lambda case, text: replace(case, name=" ".join(text.split())),
    Part.EXPECTED: lambda case, text: replace(case, expected=text),
    Part.LABELS: _labels,
    Part.SPLIT: _split,
    Part.NOTES: lambda case, text: replace(case, notes=text),
}


@dataclass(frozen=True, slots=True)
class Pasted:
    cases: tuple[Case, ...]
    filled: int = 0
    added: int = 0
    refused: tuple[str, ...] = ()
    """Cells that hold what their column cannot take; they are left as they were."""


def with_cells(
    cases: Sequence[Case],
    rows: Sequence[int],
    columns: Sequence[CaseColumn],
    cells: Sequence[Sequence[str]],
) -> Pasted:
    """Fill cells, row by row. Rows of `cells` beyond `rows` are added behind the last case."""
    made = list(cases)
    refused: list[str] = []
    filled = 0
    for number, line in enumerate(cells):
        place = rows[number] if number < len(rows) else len(made)
        case = made[place] if place < len(made) else Case()
        for column, text in zip(columns, line, strict=False):
            try:
                case = with_text(case, column, text)
                filled += 1
            except Unusable as error:
                refused.append(f"{column.variable or column.part}: {error}")
        if place < len(made):
            made[place] = case
        else:
            made.append(case)
    return Pasted(tuple(made), filled, len(made) - len(cases), tuple(refused))
