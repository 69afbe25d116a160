"""What `--map` and `--type` say of the columns of a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.domain.errors import InvalidInput
from workbench.formats.datasets.column_types import ValueType
from workbench.formats.datasets.mapping import Mapping, Role, variable_name
from workbench.formats.datasets.table import Table

TYPES = {
    "text": ValueType.TEXT,
    "number": ValueType.NUMBER,
    "boolean": ValueType.BOOLEAN,
    "json": ValueType.JSON,
}


def mapping_from(
    table: Table, guess: Mapping, roles: Sequence[str], types: Sequence[str]
) -> Mapping:
    """The guess, corrected. Raises `InvalidInput` naming what is not known."""
    uses = list(guess)
    for written in roles:
        position, said = _column(table, written)
        word, _, name = said.partition(":")
        if word not in list(Role):
            raise InvalidInput(f"{word!r} is no role.", hint=f"There are: {', '.join(Role)}.")
        own = uses[position].variable or variable_name(table.columns[position])
        variable = (name or own) if word == Role.VARIABLE else ""
        uses[position] = replace(uses[position], role=Role(word), variable=variable)
    for written in types:
        position, said = _column(table, written)
        if said not in TYPES:
            raise InvalidInput(f"{said!r} is no type.", hint=f"There are: {', '.join(TYPES)}.")
        uses[position] = replace(uses[position], type=TYPES[said])
    return tuple(uses)


def column_names(table: Table, mapping: Mapping) -> list[str]:
    """A line for each column: what it is taken for."""
    lines = []
    for column, use in zip(table.columns, mapping, strict=True):
        what: str = use.role
        if use.role is Role.VARIABLE:
            what = f"variable {use.variable}, {use.type}"
        lines.append(f"column {column!r}: {what}")
    return lines


def _column(table: Table, written: str) -> tuple[int, str]:
    """A name may hold an equals sign: the last one divides."""
    column, separator, said = written.rpartition("=")
    if not separator or column not in table.columns:
        raise InvalidInput(
            f"{written!r} names no column of the file.",
            hint=f"Write COLUMN=…; there are: {', '.join(table.columns)}.",
        )
    return table.columns.index(column), said.strip()
