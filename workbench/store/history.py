"""What lists show, each read with one or two queries: the library, versions, a timeline."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from workbench.domain.history import PromptSummary, TimelineEntry
from workbench.domain.prompts import Label, Prompt, PromptKind, Version
from workbench.domain.runs import Outcome
from workbench.store.documents import read_document, read_optional_time, read_time

SUMMARIES = """
    SELECT id, path, kind, title, description, owner, archived, created_at, deprecated,
           replaced_by, version, named
      FROM prompts
"""
ALL_LABELS = "SELECT prompt_id, facet, value FROM labels"
LABEL_ORDER = "ORDER BY prompt_id, position"
MOST_ASKED_FOR = 500
"""Prompts that one query names; SQLite takes some thousands of values."""
NOT_OVER = ", ".join(f"'{each.value}'" for each in Outcome if not each.over)
RUNS_BY_DIGEST = f"""
    SELECT digest, count(*) AS runs,
           (SELECT created_at FROM runs r WHERE r.prompt_id = t.prompt_id AND r.digest = t.digest
               AND r.live = 0 ORDER BY created_at DESC LIMIT 1) AS latest,
           sum(outcome = '{Outcome.FINISHED.value}') AS finished,
           sum(outcome IN ({NOT_OVER})) AS running,
           sum(CAST(cost_usd AS REAL)) AS cost_usd
      FROM runs t WHERE prompt_id = ? AND live = 0 GROUP BY digest
"""
"""Not what was run while it was typed: a snapshot that only has such runs is not listed.

The newest run is looked up once for each state; to compare all times takes twice as long.
"""
COST = ".12g"
"""Adding in SQLite rounds; this many digits of a sum are true."""
LAST_WORKED_ON = """
    SELECT p.id FROM prompts p JOIN drafts d ON d.prompt_id = p.id
     WHERE p.archived = 0
     ORDER BY max(coalesce(d.edited_at, ''), coalesce(
           (SELECT max(created_at) FROM runs WHERE prompt_id = p.id), '')) DESC, p.path
     LIMIT 1
"""
APPROVALS = (
    "SELECT digest, approver, environment, evidence FROM approvals WHERE prompt_id = ? ORDER BY row"
)


def summaries(db: sqlite3.Connection, *, archived: bool | None) -> list[PromptSummary]:
    """By path; None for the archived ones and the others."""
    where, values = ("", []) if archived is None else ("WHERE archived = ?", [int(archived)])
    cursor = _plain(db)
    labels = _labels_by_prompt(cursor.execute(f"{ALL_LABELS} {LABEL_ORDER}").fetchall())
    rows = cursor.execute(f"{SUMMARIES} {where} ORDER BY path", values).fetchall()
    return _summaries(rows, labels)


def summaries_of(db: sqlite3.Connection, prompt_ids: Sequence[str]) -> list[PromptSummary]:
    """Of these prompts, as far as they exist."""
    found = []
    cursor = _plain(db)
    for start in range(0, len(prompt_ids), MOST_ASKED_FOR):
        ids = prompt_ids[start : start + MOST_ASKED_FOR]
        places = ", ".join("?" * len(ids))
        chosen = f"{ALL_LABELS} WHERE prompt_id IN ({places}) {LABEL_ORDER}"
        labels = _labels_by_prompt(cursor.execute(chosen, ids).fetchall())
        rows = cursor.execute(f"{SUMMARIES} WHERE id IN ({places})", ids).fetchall()
        found += _summaries(rows, labels)
    return found


def _plain(db: sqlite3.Connection) -> sqlite3.Cursor:
    """Rows without names: there may be ten thousand."""
    cursor = db.cursor()
    cursor.row_factory = None
    return cursor


def _summaries(
    rows: Iterable[tuple[Any, ...]], labels: Mapping[str, tuple[Label, ...]]
) -> list[PromptSummary]:
    kinds = {kind.value: kind for kind in PromptKind}
    return [
        PromptSummary(
            Prompt(
                prompt_id,
                path,
                kinds[kind],
                title,
                description,
                owner,
                labels.get(prompt_id, ()),
                archived == 1,
                datetime.fromisoformat(created_at) if created_at else None,
                deprecated == 1,
                replaced_by,
            ),
            version,
            not named,
        )
        for (
            prompt_id,
            path,
            kind,
            title,
            description,
            owner,
            archived,
            created_at,
            deprecated,
            replaced_by,
            version,
            named,
        ) in rows
    ]


def _labels_by_prompt(rows: Iterable[tuple[str, str, str]]) -> dict[str, tuple[Label, ...]]:
    """Each label is made once, however many prompts have it."""
    made: dict[tuple[str, str], Label] = {}
    found: dict[str, tuple[Label, ...]] = {}
    for prompt_id, facet, value in rows:
        label = made.get((facet, value))
        if label is None:
            label = made[facet, value] = Label(facet, value)
        found[prompt_id] = (*found.get(prompt_id, ()), label)
    return found


def versions(db: sqlite3.Connection, prompt_id: str) -> list[Version]:
    rows = db.execute(
        "SELECT * FROM versions WHERE prompt_id = ? ORDER BY number DESC", [prompt_id]
    )
    return [read_version(row) for row in rows]


def timeline(db: sqlite3.Connection, prompt_id: str) -> list[TimelineEntry]:
    tallies = _tallies(db, prompt_id)
    approvals: dict[str, list[sqlite3.Row]] = {}
    for row in db.execute(APPROVALS, [prompt_id]):
        approvals.setdefault(row["digest"], []).append(row)
    named = versions(db, prompt_id)
    unnamed = tallies.keys() - {version.digest for version in named}
    entries = [
        _entry(v.digest, v.created_at, v, tallies.get(v.digest), approvals.get(v.digest, ()))
        for v in named
    ]
    entries += [_entry(d, tallies[d].latest, None, tallies[d], ()) for d in unnamed]
    return sorted(entries, key=_newest_first, reverse=True)


def last_worked_on(db: sqlite3.Connection) -> str | None:
    row = db.execute(LAST_WORKED_ON).fetchone()
    return row["id"] if row else None


def read_prompt(row: sqlite3.Row, labels: tuple[Label, ...]) -> Prompt:
    return Prompt(
        row["id"],
        row["path"],
        PromptKind(row["kind"]),
        row["title"],
        row["description"],
        row["owner"],
        labels,
        bool(row["archived"]),
        read_optional_time(row["created_at"]),
        bool(row["deprecated"]),
        row["replaced_by"],
    )


def read_labels(rows: Iterable[sqlite3.Row]) -> tuple[Label, ...]:
    return tuple(Label(row["facet"], row["value"]) for row in rows)


def read_version(row: sqlite3.Row) -> Version:
    return Version(
        row["prompt_id"],
        row["number"],
        row["digest"],
        row["note"],
        row["author"],
        read_time(row["created_at"]),
        row["parent"] or "",
        row["made_from"],
    )


@dataclass(frozen=True, slots=True)
class _Tally:
    latest: datetime
    runs: int = 0
    finished: int = 0
    running: int = 0
    cost_usd: Decimal | None = None


def _tallies(db: sqlite3.Connection, prompt_id: str) -> dict[str, _Tally]:
    return {
        row["digest"]: _Tally(
            read_time(row["latest"]),
            row["runs"],
            row["finished"],
            row["running"],
            None if row["cost_usd"] is None else Decimal(f"{row['cost_usd']:{COST}}"),
        )
        for row in db.execute(RUNS_BY_DIGEST, [prompt_id])
    }


def _entry(
    digest: str,
    at: datetime,
    version: Version | None,
    tally: _Tally | None,
    approvals: Sequence[sqlite3.Row],
) -> TimelineEntry:
    tally = tally or _Tally(at)
    return TimelineEntry(
        digest,
        at,
        version,
        tally.runs,
        tally.finished,
        tally.cost_usd,
        ", ".join(dict.fromkeys(row["approver"] for row in approvals)),
        tuple(dict.fromkeys(row["environment"] for row in approvals)),
        tally.running,
        tuple(dict.fromkeys(name for row in approvals for name in _evidence(row))),
    )


def _evidence(row: sqlite3.Row) -> list[str]:
    """Names of what an approval rests on."""
    return [each["name"] for each in read_document(row["evidence"])]


def _newest_first(entry: TimelineEntry) -> tuple[datetime, int]:
    return entry.at, entry.version.number if entry.version else 0
