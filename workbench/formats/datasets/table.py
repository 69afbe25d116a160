"""What a file with cases holds before anybody said what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

from workbench.domain.datasets import Case
from workbench.domain.json_values import Json

MOST_ROWS = 1_000_000
MEBIBYTE = 1024 * 1024
LARGEST_FILE = 200 * MEBIBYTE
LARGEST_DOCUMENT = 50 * MEBIBYTE
"""Of YAML, whose readers take a hundred times as long as those of CSV."""


class Absent(Enum):
    """Of a row that does not have the column at all."""

    ABSENT = ""


ABSENT: Final = Absent.ABSENT
Value = Json | Absent


class Problem(NamedTuple):
    """Something of a file that is not taken, or not as it stands there."""

    line: int
    """From 1: the line of the file, or the row of the sheet; 0 for the whole file."""
    reason: str
    column: str = ""
    row_taken: bool = False
    """The row is a case all the same, without what is told here."""

    def __str__(self) -> str:
        return f"{self.column}: {self.reason}" if self.column else self.reason


class Row(NamedTuple):
    line: int
    cells: tuple[Value, ...]
    """One for each column."""


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[str, ...]
    """Names that differ from one another."""
    rows: tuple[Row, ...]
    bad_rows: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    """What was assumed, or is another in the file: encoding, names of columns."""
    typed: bool = False
    """Values have the types they have in the file; else all are text."""
    sheets: tuple[str, ...] = ()
    """Of a workbook, all of them, in their order."""
    sheet: str = ""
    """The one of them that was read."""


class ReadCase(NamedTuple):
    line: int
    case: Case


@dataclass(frozen=True, slots=True)
class Imported:
    """Rows of the file = cases + problems whose row is not taken."""

    cases: tuple[ReadCase, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        return len(self.cases) + sum(not problem.row_taken for problem in self.problems)


FileRead = Table | Imported
"""A file whose columns have to be said what they mean, or one whose cases are ready."""


def distinct_names(names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the columns, those that come twice or are empty with a number; and notes."""
    taken = {name.strip() for name in names}
    found: list[str] = []
    notes: list[str] = []
    for position, name in enumerate((name.strip() for name in names), 1):
        wanted = name or f"column {position}"
        own = wanted
        number = 2
        while own in found or (own != name and own in taken):
            own = f"{wanted} ({number})"
            number += 1
        if own != name:
            told = (
                f"There is more than one column {name!r}"
                if name
                else f"Column {position} has no name"
            )
            notes.append(f"{told}: this one is called {own!r}.")
        found.append(own)
    return tuple(found), tuple(notes)
