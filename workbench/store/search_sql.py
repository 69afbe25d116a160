"""The statements of a search: what the filters ask of rows, and the rows that are shown."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import dataclass, replace

from workbench.domain.runs import Outcome
from workbench.domain.searches import SearchIn, SearchQuery
from workbench.store.documents import time_column
from workbench.store.search_candidates import (
    OUTPUTS,
    VERSIONS,
    Narrowing,
    Searched,
    newest,
    rows_of_time,
)

UNSEARCHABLE = re.compile("[\x00\ud800-\udfff]")
LIKE_SIGNS = re.compile(r"[%_\\]")
VERSION_ROWS = """
    SELECT v.number, v.digest, v.note, v.created_at, v.prompt_id, p.path, s.document
      FROM json_each(?) j CROSS JOIN versions v ON v.row = j.value
      JOIN prompts p ON p.id = v.prompt_id JOIN snapshots s ON s.digest = v.digest
     ORDER BY v.row DESC
"""
OUTPUT_ROWS = """
    SELECT r.id, r.digest, r.version, r.model, r.created_at, r.prompt_id, r.answer, p.path
      FROM json_each(?) j CROSS JOIN runs r ON r.row = j.value
      JOIN prompts p ON p.id = r.prompt_id
     WHERE r.over = 1 ORDER BY r.row DESC
"""
LIKE = " LIKE ? ESCAPE '\\'"
CARD = ("p.path", "p.title", "p.description")
CARD_HAS = "(" + " OR ".join(field + LIKE for field in CARD) + ")"
CARDS = """
    SELECT p.*, v.number, v.digest, v.created_at AS committed_at
      FROM (SELECT id, path, title, description, created_at, version FROM prompts p
             WHERE archived = 0 AND {conditions} ORDER BY length(path), path LIMIT ?) p
      LEFT JOIN versions v ON v.prompt_id = p.id AND v.number = p.version
     ORDER BY length(p.path), p.path
"""
NAMES = """
    WITH RECURSIVE names(name) AS (
        SELECT min({column}) FROM {table}
        UNION ALL
        SELECT (SELECT min({column}) FROM {table} WHERE {column} > name)
          FROM names WHERE name IS NOT NULL
    )
"""
"""Each model or author once, from the index of them."""
BY_AUTHOR = (
    NAMES.format(table="versions", column="author")
    + "SELECT t.row FROM names CROSS JOIN versions t ON t.author = name WHERE {conditions}"
)
BY_MODEL = (
    NAMES.format(table="runs", column="model") + "SELECT t.row FROM names CROSS JOIN json_each(?) o"
    " CROSS JOIN runs t ON t.model = name AND t.outcome = o.value WHERE {conditions}"
)
FAILED = tuple(each.value for each in Outcome if each.over and each is not Outcome.FINISHED)
LAST_TIME = "9999"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a query asks of rows beside words."""

    places: frozenset[SearchIn] = frozenset(SearchIn)
    cards: bool = True
    prompt_ids: tuple[str, ...] | None = None
    """None for all of them."""
    versions: Narrowing = Narrowing()
    outputs: Narrowing = Narrowing()


def filters(db: sqlite3.Connection, query: SearchQuery) -> Filters:
    """Authors name versions and models name outputs: the other kinds are left out then."""
    places = set(query.places or SearchIn)
    if query.models or query.failed is not None:
        places -= {SearchIn.VERSIONS, SearchIn.NOTES}
    if query.authors:
        places -= {SearchIn.OUTPUTS}
    timed = bool(query.after or query.before)
    narrow = query.places or query.models or query.authors or timed or query.failed is not None
    mine = _prompt_ids(db, query)
    return Filters(
        frozenset(places),
        bool(query.words) and not narrow,
        mine,
        _in_time(db, VERSIONS, query, replace(_of_authors(query.authors), prompt_ids=mine)),
        _in_time(db, OUTPUTS, query, replace(_of_models(query), prompt_ids=mine)),
    )


def _of_authors(authors: tuple[str, ...]) -> Narrowing:
    if not authors:
        return Narrowing()
    values = tuple(map(_contains, authors))
    named = " AND ".join(["name LIKE ? ESCAPE '\\'"] * len(authors))
    return Narrowing(
        ("t.author LIKE ? ESCAPE '\\'",) * len(authors),
        values,
        few=BY_AUTHOR.format(conditions=named),
        few_values=values,
    )


def _of_models(query: SearchQuery) -> Narrowing:
    """What is shown of runs is of those that are over."""
    outcomes = {
        None: (Outcome.FINISHED.value, *FAILED),
        True: FAILED,
        False: (Outcome.FINISHED.value,),
    }[query.failed]
    if not query.models and query.failed is None:
        return Narrowing()
    values, listed = tuple(map(_contains, query.models)), json.dumps(outcomes)
    named = " AND ".join(["name LIKE ? ESCAPE '\\'"] * len(values)) or "1"
    asked = "t.outcome IN (SELECT value FROM json_each(?))"
    return Narrowing(
        (asked, *("t.model LIKE ? ESCAPE '\\'",) * len(values)),
        (listed, *values),
        few=BY_MODEL.format(conditions=named),
        few_values=(listed, *values),
    )


def _in_time(
    db: sqlite3.Connection, searched: Searched, query: SearchQuery, narrowed: Narrowing
) -> Narrowing:
    if not query.after and not query.before:
        return narrowed
    first = time_column(query.after) if query.after else ""
    last = time_column(query.before) if query.before else LAST_TIME
    low, high = rows_of_time(db, searched, first, last)
    return replace(
        narrowed,
        conditions=(*narrowed.conditions, "t.created_at >= ?", "t.created_at < ?"),
        values=(*narrowed.values, first, last),
        first_row=low,
        last_row=high,
    )


def cards(
    db: sqlite3.Connection, words: list[str], narrowed: Filters, limit: int
) -> list[sqlite3.Row]:
    if not narrowed.cards or not words:
        return []
    conditions = [CARD_HAS] * len(words)
    values: list[str | int] = [_contains(word) for word in words for _field in CARD]
    if narrowed.prompt_ids is not None:
        conditions.append("p.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(narrowed.prompt_ids))
    sql = CARDS.format(conditions=" AND ".join(conditions))
    return db.execute(sql, [*values, limit]).fetchall()


def versions(
    db: sqlite3.Connection, expressions: tuple[str, ...], narrowed: Filters, limit: int
) -> list[sqlite3.Row]:
    asked = narrowed.places & {SearchIn.VERSIONS, SearchIn.NOTES}
    if not asked:
        return []
    if len(asked) == 1:
        column = "note" if SearchIn.NOTES in asked else "text"
        expressions = tuple(f"{column} : ({each})" for each in expressions)
    rows = newest(db, VERSIONS, expressions, narrowed.versions, limit)
    return db.execute(VERSION_ROWS, [json.dumps(rows)]).fetchall()


def outputs(
    db: sqlite3.Connection, expressions: tuple[str, ...], narrowed: Filters, limit: int
) -> list[sqlite3.Row]:
    if SearchIn.OUTPUTS not in narrowed.places:
        return []
    rows = newest(db, OUTPUTS, expressions, narrowed.outputs, limit)
    return db.execute(OUTPUT_ROWS, [json.dumps(rows)]).fetchall()


def _prompt_ids(db: sqlite3.Connection, query: SearchQuery) -> tuple[str, ...] | None:
    """Of the prompts that the filters name; every one of them must fit."""
    if not query.prompts and not query.labels:
        return None
    conditions = ["path LIKE ? ESCAPE '\\'"] * len(query.prompts)
    values = [_contains(path) for path in query.prompts]
    for label in query.labels:
        facet, colon, value = label.partition(":")
        conditions.append(
            "id IN (SELECT prompt_id FROM labels WHERE value LIKE ? ESCAPE '\\'"
            + (" AND facet LIKE ? ESCAPE '\\')" if colon else ")")
        )
        values += [_contains(value.strip()), _contains(facet)] if colon else [_contains(facet)]
    sql = f"SELECT id FROM prompts WHERE {' AND '.join(conditions)}"
    return tuple(row["id"] for row in db.execute(sql, values))


def _contains(text: str) -> str:
    return "%" + LIKE_SIGNS.sub(r"\\\g<0>", UNSEARCHABLE.sub(" ", text)) + "%"
