"""The statements of a search: candidates from the index, narrowed by filters, newest first."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import dataclass, field

from workbench.domain.runs import Outcome
from workbench.domain.searches import SearchIn, SearchQuery
from workbench.store.documents import time_column

CANDIDATES = 50_000
"""The newest rows that match; filters look among these."""
FEW_PROMPTS = 200
"""Up to so many prompts are searched through their own rows, however old these are."""
MOST_ROWS = 50_000
UNSEARCHABLE = re.compile("[\x00\ud800-\udfff]")
LIKE_SIGNS = re.compile(r"[%_\\]")
VERSION_COLUMNS = "v.number, v.digest, v.note, v.created_at, v.prompt_id, p.path, s.document"
VERSION_JOINS = " JOIN prompts p ON p.id = v.prompt_id JOIN snapshots s ON s.digest = v.digest"
OUTPUT_COLUMNS = "r.id, r.digest, r.version, r.model, r.created_at, r.prompt_id, r.answer, p.path"
CARD_HAS = "p.path || ' ' || p.title || ' ' || p.description LIKE ? ESCAPE '\\'"
CARDS = """
    SELECT p.id, p.path, p.title, p.description, p.created_at, v.number, v.digest,
           v.created_at AS committed_at
      FROM prompts p
      LEFT JOIN versions v ON v.prompt_id = p.id
           AND v.number = (SELECT max(number) FROM versions WHERE prompt_id = p.id)
     WHERE p.archived = 0 AND {conditions} ORDER BY length(p.path), p.path LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a query asks of rows beside words."""

    places: frozenset[SearchIn] = frozenset(SearchIn)
    cards: bool = True
    prompt_ids: tuple[str, ...] | None = None
    """None for all of them."""
    versions: tuple[str, ...] = ()
    """Conditions on a row of `versions`, called v."""
    version_values: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    """Conditions on a row of `runs`, called r."""
    output_values: tuple[str, ...] = field(default=())


def filters(db: sqlite3.Connection, query: SearchQuery) -> Filters:
    """Authors name versions and models name outputs: the other kinds are left out then."""
    places = set(query.places or SearchIn)
    if query.models or query.failed is not None:
        places -= {SearchIn.VERSIONS, SearchIn.NOTES}
    if query.authors:
        places -= {SearchIn.OUTPUTS}
    times = [
        (sign, time_column(time))
        for sign, time in ((">=", query.after), ("<", query.before))
        if time
    ]
    timed = tuple(f"{{0}}.created_at {sign} ?" for sign, _time in times)
    time_values = tuple(time for _sign, time in times)
    authors = tuple("v.author LIKE ? ESCAPE '\\'" for _author in query.authors)
    models = tuple("r.model LIKE ? ESCAPE '\\'" for _model in query.models)
    failed = {
        None: (),
        True: (f"r.over = 1 AND r.outcome != '{Outcome.FINISHED.value}'",),
        False: (f"r.outcome = '{Outcome.FINISHED.value}'",),
    }[query.failed]
    narrow = query.places or query.models or query.authors or times or query.failed is not None
    return Filters(
        frozenset(places),
        bool(query.words) and not narrow,
        _prompt_ids(db, query),
        (*(each.format("v") for each in timed), *authors),
        (*time_values, *map(_contains, query.authors)),
        (*(each.format("r") for each in timed), *models, *failed),
        (*time_values, *map(_contains, query.models)),
    )


def cards(
    db: sqlite3.Connection, words: list[str], narrowed: Filters, limit: int
) -> list[sqlite3.Row]:
    if not narrowed.cards or not words:
        return []
    conditions = [CARD_HAS] * len(words)
    values: list[str | int] = [_contains(word) for word in words]
    if narrowed.prompt_ids is not None:
        conditions.append("p.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(narrowed.prompt_ids))
    sql = CARDS.format(conditions=" AND ".join(conditions))
    return db.execute(sql, [*values, limit]).fetchall()


def versions(
    db: sqlite3.Connection, matching: str, narrowed: Filters, limit: int
) -> list[sqlite3.Row]:
    asked = narrowed.places & {SearchIn.VERSIONS, SearchIn.NOTES}
    if not asked:
        return []
    if len(asked) == 1 and matching:
        matching = f"{'note' if SearchIn.NOTES in asked else 'text'} : ({matching})"
    rows, values = _candidates(matching, narrowed, "versions", limit, narrowed.versions)
    conditions = _where(narrowed, "v", narrowed.versions)
    return db.execute(
        f"SELECT {VERSION_COLUMNS} FROM ({rows}) f CROSS JOIN versions v ON v.row = f.row"
        f"{VERSION_JOINS} WHERE {conditions[0]} ORDER BY f.row DESC LIMIT ?",
        [*values, *narrowed.version_values, *conditions[1], limit],
    ).fetchall()


def outputs(
    db: sqlite3.Connection, matching: str, narrowed: Filters, limit: int
) -> list[sqlite3.Row]:
    if SearchIn.OUTPUTS not in narrowed.places:
        return []
    rows, values = _candidates(matching, narrowed, "outputs", limit, narrowed.outputs)
    conditions = _where(narrowed, "r", narrowed.outputs)
    return db.execute(
        f"SELECT {OUTPUT_COLUMNS} FROM ({rows}) f CROSS JOIN runs r ON r.row = f.row"
        f" JOIN prompts p ON p.id = r.prompt_id WHERE {conditions[0]} AND r.over = 1"
        " ORDER BY f.row DESC LIMIT ?",
        [*values, *narrowed.output_values, *conditions[1], limit],
    ).fetchall()


def _candidates(
    matching: str, narrowed: Filters, kind: str, limit: int, conditions: tuple[str, ...]
) -> tuple[str, list[str | int]]:
    """Rows to look at, newest first: of the index, or of a few prompts, or simply the newest."""
    table, index = {
        "versions": ("versions", "search_versions"),
        "outputs": ("runs", "search_outputs"),
    }[kind]
    few = narrowed.prompt_ids is not None and len(narrowed.prompt_ids) <= FEW_PROMPTS
    most = CANDIDATES if conditions or narrowed.prompt_ids is not None else limit
    if few:
        own = (
            f"SELECT t.row FROM json_each(?) j CROSS JOIN {table} t ON t.prompt_id = j.value"
            f" ORDER BY t.row DESC LIMIT {MOST_ROWS}"
        )
        ids = json.dumps(narrowed.prompt_ids)
        if not matching:
            return own, [ids]
        return (
            f"SELECT o.row FROM ({own}) o CROSS JOIN {index} x ON x.rowid = o.row"
            f" WHERE {index} MATCH ? ORDER BY o.row DESC"
        ), [ids, matching]
    if matching:
        return (
            f"SELECT rowid AS row FROM {index} WHERE {index} MATCH ? ORDER BY rowid DESC LIMIT ?"
        ), [matching, most]
    return f"SELECT row FROM {table} ORDER BY row DESC LIMIT ?", [CANDIDATES]


def _where(narrowed: Filters, alias: str, conditions: tuple[str, ...]) -> tuple[str, list[str]]:
    values = []
    if narrowed.prompt_ids is not None:
        conditions = (*conditions, f"{alias}.prompt_id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(narrowed.prompt_ids))
    return " AND ".join(conditions) or "1", values


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
