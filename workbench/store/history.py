"""What lists show, each read with one or two queries: the library, versions, a timeline."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from workbench.domain.history import PromptSummary, TimelineEntry
from workbench.domain.prompts import Label, Prompt, PromptKind, Version
from workbench.domain.runs import Outcome
from workbench.store.documents import read_optional_time, read_time

SUMMARIES = """
    SELECT p.*, v.number AS version,
           d.draft_digest IS NOT NULL AND d.draft_digest = s.draft_digest AS named
      FROM prompts p
      JOIN drafts d ON d.prompt_id = p.id
      LEFT JOIN versions v ON v.prompt_id = p.id
           AND v.number = (SELECT max(number) FROM versions WHERE prompt_id = p.id)
      LEFT JOIN snapshots s ON s.digest = v.digest
     WHERE p.archived = ?
     ORDER BY p.path
"""
ALL_LABELS = """
    SELECT l.* FROM labels l JOIN prompts p ON p.id = l.prompt_id
     WHERE p.archived = ? ORDER BY l.prompt_id, l.position
"""
RUNS_BY_DIGEST = """
    SELECT digest, outcome, cost_usd, count(*) AS runs, max(created_at) AS latest
      FROM runs WHERE prompt_id = ? GROUP BY digest, outcome, cost_usd
"""
LAST_WORKED_ON = """
    SELECT p.id FROM prompts p JOIN drafts d ON d.prompt_id = p.id
     WHERE p.archived = 0
     ORDER BY max(coalesce(d.edited_at, ''), coalesce(
           (SELECT max(created_at) FROM runs WHERE prompt_id = p.id), '')) DESC, p.path
     LIMIT 1
"""
APPROVALS = "SELECT digest, approver, environment FROM approvals WHERE prompt_id = ? ORDER BY row"


def summaries(db: sqlite3.Connection, *, archived: bool) -> list[PromptSummary]:
    labels: dict[str, list[sqlite3.Row]] = {}
    for row in db.execute(ALL_LABELS, [int(archived)]):
        labels.setdefault(row["prompt_id"], []).append(row)
    return [
        PromptSummary(
            read_prompt(row, read_labels(labels.get(row["id"], ()))),
            row["version"] or 0,
            not row["named"],
        )
        for row in db.execute(SUMMARIES, [int(archived)])
    ]


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
    )


@dataclass(slots=True)
class _Tally:
    latest: datetime
    runs: int = 0
    finished: int = 0
    running: int = 0
    cost_usd: Decimal | None = None


def _tallies(db: sqlite3.Connection, prompt_id: str) -> dict[str, _Tally]:
    tallies: dict[str, _Tally] = {}
    for row in db.execute(RUNS_BY_DIGEST, [prompt_id]):
        latest = read_time(row["latest"])
        tally = tallies.setdefault(row["digest"], _Tally(latest))
        tally.latest = max(tally.latest, latest)
        tally.runs += row["runs"]
        if row["outcome"] == Outcome.FINISHED:
            tally.finished += row["runs"]
        elif not Outcome(row["outcome"]).over:
            tally.running += row["runs"]
        if row["cost_usd"] is not None:
            cost = Decimal(row["cost_usd"]) * int(row["runs"])
            tally.cost_usd = cost + (tally.cost_usd or Decimal(0))
    return tallies


def _entry(
    digest: str,
    at: datetime,
    version: Version | None,
    tally: _Tally | None,
    approvals: Iterable[sqlite3.Row],
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
    )


def _newest_first(entry: TimelineEntry) -> tuple[datetime, int]:
    return entry.at, entry.version.number if entry.version else 0
