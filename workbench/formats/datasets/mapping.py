"""What the columns of a table mean: guessed by their names, said by a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from workbench.domain.prompts import Input, InputType
from workbench.formats.datasets.column_types import ValueType, inferred_type
from workbench.formats.datasets.table import ABSENT, Row, Table, Value


class Role(StrEnum):
    VARIABLE = "variable"
    EXPECTED = "expected"
    NAME = "name"
    LABELS = "labels"
    NOTES = "notes"
    SPLIT = "split"
    ENABLED = "enabled"
    CHECK = "check"
    """In promptfoo's words for a cell, such as `contains: Paris`."""
    METRIC = "metric"
    """The name of the measure that the row's checks count for."""
    THRESHOLD = "threshold"
    IGNORED = "ignored"


SEVERAL = frozenset({Role.VARIABLE, Role.LABELS, Role.CHECK, Role.NOTES, Role.IGNORED})
"""Of the other roles, there is one column at most."""

WORDS: dict[str, Role] = {
    **dict.fromkeys(("expected", "expectedanswer", "expectedoutput", "ideal"), Role.EXPECTED),
    **dict.fromkeys(("reference", "referenceanswer", "answer", "groundtruth"), Role.EXPECTED),
    **dict.fromkeys(("target", "goldanswer", "gold"), Role.EXPECTED),
    **dict.fromkeys(("name", "case", "casename", "title", "description", "id"), Role.NAME),
    **dict.fromkeys(("labels", "label", "tags", "tag", "slice", "slices"), Role.LABELS),
    **dict.fromkeys(("notes", "note", "comment", "comments", "remark", "remarks"), Role.NOTES),
    **dict.fromkeys(("split",), Role.SPLIT),
    **dict.fromkeys(("enabled", "on", "active"), Role.ENABLED),
    **dict.fromkeys(("check", "checks", "assert"), Role.CHECK),
    "threshold": Role.THRESHOLD,
}
PROMPTFOO: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"__expected\d*"), Role.CHECK),
    (re.compile(r"__description"), Role.NAME),
    (re.compile(r"__metric"), Role.METRIC),
    (re.compile(r"__threshold"), Role.THRESHOLD),
    (re.compile(r"__metadata:.+"), Role.LABELS),
    (re.compile(r"__.*"), Role.IGNORED),
)
EXPLICIT = "variable:"
"""In front of a column's name: it is a variable, whatever the name sounds like."""
REPEATED = re.compile(r" \(\d+\)")
OF_INPUT = {
    InputType.STRING: ValueType.TEXT,
    InputType.NUMBER: ValueType.NUMBER,
    InputType.INTEGER: ValueType.NUMBER,
    InputType.BOOLEAN: ValueType.BOOLEAN,
}


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What one column is taken for."""

    role: Role
    variable: str = ""
    """The name it has in the prompt, if it is a variable."""
    type: ValueType = ValueType.TEXT
    key: str = ""
    """What stands before the labels of it, with an equals sign."""


Mapping = tuple[ColumnUse, ...]
"""One for each column of the table."""


def guessed(table: Table, inputs: Sequence[Input] = ()) -> Mapping:
    """By the names of the columns and of the prompt's inputs, and by what is in them."""
    known = {_plain(each.name): each for each in inputs}
    uses: list[ColumnUse] = []
    for position, column in enumerate(table.columns):
        use = _use(REPEATED.sub("", column), known)
        if use.role not in SEVERAL and any(use.role is other.role for other in uses):
            use = ColumnUse(Role.VARIABLE, variable_name(column))
        if use.role is Role.VARIABLE:
            own = known.get(_plain(column))
            kind = OF_INPUT.get(own.type, ValueType.JSON) if own else ValueType.TEXT
            if own is None or (table.typed and kind is ValueType.JSON):
                kind = inferred_type(table, position)
            use = replace(use, type=kind)
        uses.append(use)
    return _with_distinct_variables(uses)


def variable_name(column: str) -> str:
    """The column's name as a template can write it."""
    name = re.sub(r"\W+", "_", column.removeprefix(EXPLICIT).strip()).strip("_")
    return f"_{name}" if name[:1].isdigit() else name or "column"


def _use(column: str, known: dict[str, Input]) -> ColumnUse:
    if column.startswith(EXPLICIT):
        return ColumnUse(Role.VARIABLE, column.removeprefix(EXPLICIT))
    if _plain(column) in known:
        return ColumnUse(Role.VARIABLE, known[_plain(column)].name)
    for pattern, role in PROMPTFOO:
        if pattern.fullmatch(column):
            key = column.partition(":")[2].removesuffix("[]") if role is Role.LABELS else ""
            return ColumnUse(role, key=key)
    role = WORDS.get(_plain(column), Role.VARIABLE)
    return ColumnUse(role, variable_name(column) if role is Role.VARIABLE else "")


def _with_distinct_variables(uses: Iterable[ColumnUse]) -> Mapping:
    found: list[ColumnUse] = []
    taken: set[str] = set()
    for use in uses:
        name, number = use.variable, 2
        while name and name in taken:
            name, number = f"{use.variable}_{number}", number + 1
        taken.add(name)
        found.append(replace(use, variable=name))
    return tuple(found)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


def cells_of(row: Row, mapping: Mapping, role: Role) -> list[tuple[ColumnUse, int, Value]]:
    """The cells of a row whose columns have the role, with the column's index."""
    return [
        (use, position, row.cells[position])
        for position, use in enumerate(mapping)
        if use.role is role and row.cells[position] is not ABSENT
    ]
