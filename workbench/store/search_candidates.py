"""Which rows a search shows: the newest that hold the words and pass the filters.

Where a filter leaves few rows (a rare model, one prompt, a month), these are looked through,
however old they are. Otherwise the index gives what holds the words, newest first, and rows are
checked in growing pieces until there are enough, so that a common word costs no more than a
rare one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

FEW_ROWS = 5_000
"""That a filter may leave to be looked through all."""
MOST_CHECKED = 20_000
"""Rows that hold the words and are looked at for the filters."""
EACH_ALONE = 1_000
"""Up to so many rows the index is asked of each; a walk along a common word takes longer."""
FIRST_PIECE = 256
LATE = 1_000
"""Rows that may lie out of the order of time: runs of a batch are recorded side by side."""
Value = str | int
Conditions = tuple[tuple[str, ...], tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Searched:
    table: str
    words: str
    """The index of its words, whose rowids are `table`'s."""


VERSIONS, OUTPUTS = Searched("versions", "search_versions"), Searched("runs", "search_outputs")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is asked of a row of the table, called t, beside words."""

    conditions: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    prompt_ids: tuple[str, ...] | None = None
    """None for all of them."""
    few: str = ""
    """A query for rows that a filter leaves, in any order; empty if none is known."""
    few_values: tuple[Value, ...] = ()
    first_row: int = 0
    last_row: int = 2**62

    @property
    def checks(self) -> Conditions:
        if self.prompt_ids is None:
            return self.conditions, self.values
        mine = "t.prompt_id IN (SELECT value FROM json_each(?))"
        return (*self.conditions, mine), (*self.values, json.dumps(self.prompt_ids))


def newest(
    db: sqlite3.Connection,
    searched: Searched,
    expressions: tuple[str, ...],
    narrowed: Narrowing,
    limit: int,
) -> list[int]:
    """At most `limit` rows. Of several expressions a later one, which finds what those before
    it find and more, is asked only if they do not find enough."""
    few = _few(db, searched, narrowed)
    if few is None:
        narrowed = _since_last_run(db, searched, narrowed)
    found: list[int] = []
    for expression in expressions or ("",):
        if few is None:
            rows = _rows(db, searched, expression, narrowed)
        else:
            rows = _among(db, searched, expression, few) if expression else iter(few)
        found, all_seen = _checked(db, searched, rows, narrowed, limit)
        if len(found) >= limit or not all_seen:
            break
    return found


def _few(db: sqlite3.Connection, searched: Searched, narrowed: Narrowing) -> list[int] | None:
    """All rows that the narrowest filter leaves, newest first; None where these are many."""
    queries: list[tuple[str, tuple[Value, ...]]] = []
    if narrowed.prompt_ids is not None:
        own = f"SELECT t.row FROM json_each(?) j CROSS JOIN {searched.table} t ON"
        queries.append((f"{own} t.prompt_id = j.value", (json.dumps(narrowed.prompt_ids),)))
    if narrowed.few:
        queries.append((narrowed.few, narrowed.few_values))
    shortest: list[int] | None = None
    for query, values in queries:
        rows = db.execute(f"{query} LIMIT ?", [*values, FEW_ROWS + 1]).fetchall()
        if len(rows) <= FEW_ROWS and (shortest is None or len(rows) < len(shortest)):
            shortest = [row[0] for row in rows]
    return None if shortest is None else sorted(shortest, reverse=True)


def _since_last_run(db: sqlite3.Connection, searched: Searched, narrowed: Narrowing) -> Narrowing:
    """What prompts that rest since long once answered is not behind all that came after."""
    if searched is not OUTPUTS or narrowed.prompt_ids is None:
        return narrowed
    sql = (
        "SELECT max((SELECT row FROM runs r WHERE r.prompt_id = j.value"
        " ORDER BY created_at DESC LIMIT 1)) FROM json_each(?) j"
    )
    (last,) = db.execute(sql, [json.dumps(narrowed.prompt_ids)]).fetchone()
    return replace(narrowed, last_row=min(narrowed.last_row, (last or 0) + LATE))


def _among(
    db: sqlite3.Connection, searched: Searched, expression: str, few: list[int]
) -> Iterator[int]:
    """Those of the few rows that hold the words, newest first."""
    if not few:
        return iter(())
    index, rows = searched.words, json.dumps(few)
    if len(few) <= EACH_ALONE and not expression.rstrip(")").endswith("*"):
        sql = (
            f"SELECT x.rowid FROM json_each(?) j CROSS JOIN {index} x ON x.rowid = j.value"
            f" WHERE {index} MATCH ?"
        )
        return _firsts(db.execute(sql, [rows, expression]))
    # The sign keeps SQLite from asking the index of each row, for every word that so begins
    sql = (
        f"SELECT rowid FROM {index} WHERE {index} MATCH ? AND rowid BETWEEN ? AND ?"
        " AND +rowid IN (SELECT value FROM json_each(?)) ORDER BY rowid DESC"
    )
    return _firsts(db.execute(sql, [expression, few[-1], few[0], rows]))


def _rows(
    db: sqlite3.Connection, searched: Searched, expression: str, narrowed: Narrowing
) -> Iterator[int]:
    between = (narrowed.first_row, narrowed.last_row)
    index = searched.words
    if expression:
        sql = (
            f"SELECT rowid FROM {index} WHERE {index} MATCH ? AND rowid BETWEEN ? AND ?"
            " ORDER BY rowid DESC"
        )
        return _firsts(db.execute(sql, [expression, *between]))
    sql = f"SELECT row FROM {searched.table} WHERE row BETWEEN ? AND ? ORDER BY row DESC"
    return _firsts(db.execute(sql, between))


def _checked(
    db: sqlite3.Connection,
    searched: Searched,
    rows: Iterator[int],
    narrowed: Narrowing,
    limit: int,
) -> tuple[list[int], bool]:
    """What passes, and whether all rows were looked at where it is less than wanted."""
    conditions, values = narrowed.checks
    if not conditions:
        return list(islice(rows, limit)), True
    sql = (
        f"SELECT t.row FROM json_each(?) j CROSS JOIN {searched.table} t ON t.row = j.value"
        f" WHERE {' AND '.join(conditions)} LIMIT ?"
    )
    found: list[int] = []
    seen, size = 0, max(limit, FIRST_PIECE)
    while len(found) < limit:
        piece = list(islice(rows, min(size, MOST_CHECKED - seen)))
        if not piece:
            return found, seen < MOST_CHECKED
        passing = db.execute(sql, [json.dumps(piece), *values, limit - len(found)])
        found += _firsts(passing)
        seen, size = seen + len(piece), size * 2
    return found, True


def rows_of_time(
    db: sqlite3.Connection, searched: Searched, first: str, last: str
) -> tuple[int, int]:
    """Between which rows all lie that were made from `first` until before `last`.

    Runs are recorded as they are made, so that their rows follow each other in time, or nearly.
    Versions may be brought along with a time of their own.
    """
    if searched is VERSIONS:
        sql = "SELECT min(row), max(row) FROM versions WHERE created_at >= ? AND created_at < ?"
        low, high = db.execute(sql, [first, last]).fetchone()
        return (1, 0) if low is None else (low, high)
    return _row_at(db, first) - LATE, _row_at(db, last) + LATE


def _row_at(db: sqlite3.Connection, time: str) -> int:
    """The first run that is not older."""
    low, high = db.execute(
        "SELECT coalesce((SELECT min(row) FROM runs), 0), coalesce((SELECT max(row) FROM runs), 0)"
    ).fetchone()
    high += 1
    while low < high:
        middle = (low + high) // 2
        row = db.execute(
            "SELECT row, created_at FROM runs WHERE row >= ? ORDER BY row LIMIT 1", [middle]
        ).fetchone()
        if row is not None and row[1] < time:
            low = row[0] + 1
        else:
            high = middle
    return int(low)


def _firsts(rows: Iterable[sqlite3.Row]) -> Iterator[int]:
    return (int(row[0]) for row in rows)
