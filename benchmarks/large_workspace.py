"""A workspace of 10,000 prompts, 100,000 versions and 1,000,000 runs, made once and kept.

    .venv/bin/python -m benchmarks.large_workspace [SCALE [SCHEMA]]

`SCALE` is a part of that size, such as 0.1; `SCHEMA` an earlier step of the schema. Rows are
inserted in bulk as the stores would write them, from a fixed seed: triggers and indices are put
back at the end, the words of a text go into the search index in large pieces. One prompt has
1,000 versions of 20 KB, 2,000 states that were only run, and a tenth of all runs. The file lies
in the system's folder for temporary files; at full size it takes some minutes and 2 GB.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from benchmarks.made_up import LONG_HISTORY, LONG_PROMPT, Made, made_id, run_rows
from workbench.domain.prompts import Message, PromptContent, Role
from workbench.formats.content import content_document, digest_of
from workbench.store import migrations
from workbench.store.documents import document_column
from workbench.store.schema import SCHEMA
from workbench.store.search import searchable
from workbench.store.search_sql import UNSEARCHABLE

AT_ONCE = 20_000
FORMAT = 3
CACHE_KB = 1_000_000
HASH_BYTES = 256 * 1024 * 1024
"""Of the words FTS5 gathers before it writes them."""
TONES, TEAMS = ("warm", "formal", "terse", "playful"), 50
Row = dict[str, Any]


def large_workspace(scale: float = 1.0, schema: int = SCHEMA) -> Path:
    """The file, made if it is not there yet."""
    name = f"workbench-bench-{FORMAT}-{schema}-{scale:g}.workbench"
    path = Path(tempfile.gettempdir()) / name
    if path.exists():
        return path
    clock, processor = time.perf_counter(), time.process_time()
    unfinished = path.with_suffix(".making")
    for left in unfinished.parent.glob(f"{unfinished.name}*"):
        left.unlink()
    with closing(sqlite3.connect(unfinished, isolation_level=None)) as db:
        _make_schema(db, schema)
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY"):
            db.execute(f"PRAGMA {pragma}")
        db.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        _fill(db, Made(scale))
        db.execute("PRAGMA journal_mode = WAL")
    unfinished.replace(path)
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    size = path.stat().st_size / 1e6
    print(f"{path} made in {clock:.0f} s ({processor:.0f} s of the processor), {size:.0f} MB")
    return path


def _make_schema(db: sqlite3.Connection, number: int) -> None:
    steps = [step.name for step in migrations.schema.pending(Database(memory=True))]
    later = steps[number:]
    migrations.schema.apply(Database(db), stop_before=later[0] if later else None)


def _fill(db: sqlite3.Connection, made: Made) -> None:
    old = _columns(db, "runs").isdisjoint({"live"})
    spelled = partial(UNSEARCHABLE.sub, " ") if old else searchable
    put_back = db.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND"
        " (type = 'trigger' OR type = 'index' AND tbl_name IN ('runs', 'versions'))"
    ).fetchall()
    db.execute("BEGIN")
    for kind, name, _sql in put_back:
        db.execute(f"DROP {kind} {name}")
    for table in ("search_versions", "search_outputs"):
        db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {HASH_BYTES})")
    _put_prompts(db, made)
    digests = _put_versions(db, made, spelled)
    _put_drafts(db, made, digests)
    _put_runs(db, made, digests, spelled)
    for table in ("search_versions", "search_outputs"):
        db.execute(f"DELETE FROM {table}_config WHERE k = 'hashsize'")
    for _kind, _name, sql in put_back:
        db.execute(sql)
    db.execute("COMMIT")


def _put_prompts(db: sqlite3.Connection, made: Made) -> None:
    numbers = range(made.prompts)
    prompts: list[Row] = [
        {
            "id": made_id(1, number),
            "path": f"{made.words(1)[0]}/{made.words(1)[0]}-{number}",
            "kind": "prompt",
            "title": " ".join(made.words(3)),
            "description": "",
            "owner": "",
            "archived": 0,
            "created_at": made.at(0),
        }
        for number in numbers
    ]
    _insert(db, "prompts", prompts)
    labels = [
        (made_id(1, number), place, facet, value)
        for number in numbers
        for place, facet, value in (
            (0, "tone", TONES[number % len(TONES)]),
            (1, "team", f"team {number % TEAMS}"),
        )
    ]
    db.executemany("INSERT INTO labels VALUES (?, ?, ?, ?)", labels)


def _put_versions(db: sqlite3.Connection, made: Made, spelled: Any) -> dict[str, list[str]]:
    digests: dict[str, list[str]] = {}
    text = ""
    for first in range(1, made.versions + 1, AT_ONCE):
        versions: list[Row] = []
        snapshots: list[tuple[Any, ...]] = []
        words: list[tuple[int, str, str]] = []
        for row in range(first, min(first + AT_ONCE, made.versions + 1)):
            number = (row - LONG_HISTORY) % (made.prompts - 1) + 1
            id_ = LONG_PROMPT if row <= LONG_HISTORY else made_id(1, number)
            text = made.edited(text) if row <= LONG_HISTORY else made.text(90)
            content, mine = _content(text), digests.setdefault(id_, [])
            note = " ".join(made.words(4))
            snapshots.append(_snapshot(content))
            versions.append(
                {
                    "row": row,
                    "prompt_id": id_,
                    "number": len(mine) + 1,
                    "digest": snapshots[-1][0],
                    "parent": mine[-1] if mine else None,
                    "made_from": len(mine) or None,
                    "note": note,
                    "author": "Ada",
                    "created_at": made.at(row / made.versions),
                }
            )
            words.append((row, spelled(note), spelled(content.text)))
            mine.append(snapshots[-1][0])
        _put_snapshots(db, snapshots)
        _insert(db, "versions", versions)
        db.executemany("INSERT INTO search_versions (rowid, note, text) VALUES (?, ?, ?)", words)
    return digests


def _put_drafts(db: sqlite3.Connection, made: Made, digests: dict[str, list[str]]) -> None:
    """Nine of ten are what the newest version says. The long prompt has states only run, too."""
    db.execute(
        "INSERT INTO drafts (prompt_id, based_on, edited_at, draft_digest, document)"
        " SELECT v.prompt_id, v.number, v.created_at, s.digest, s.document"
        " FROM versions v JOIN snapshots s ON s.digest = v.digest WHERE (v.prompt_id, v.number)"
        " IN (SELECT prompt_id, max(number) FROM versions GROUP BY prompt_id)"
    )
    db.execute("UPDATE drafts SET draft_digest = NULL WHERE rowid % 10 = 1")
    if "version" in _columns(db, "prompts"):
        for statement in migrations.LIBRARY:
            if "UPDATE prompts SET" in statement and "TRIGGER" not in statement:
                db.execute(statement)
    text = made.edited("")
    snapshots = []
    for _number in range(made.only_run):
        text = made.edited(text)
        snapshots.append(_snapshot(_content(text)))
    _put_snapshots(db, snapshots)
    digests[LONG_PROMPT] += [snapshot[0] for snapshot in snapshots]


def _put_runs(
    db: sqlite3.Connection, made: Made, digests: dict[str, list[str]], spelled: Any
) -> None:
    ids = list(digests)
    for first in range(1, made.runs + 1, AT_ONCE):
        rows = range(first, min(first + AT_ONCE, made.runs + 1))
        batch = list(run_rows(made, rows, ids, digests))
        _insert(db, "runs", [run for run, _ in batch])
        db.executemany(
            "INSERT INTO search_outputs (rowid, text) VALUES (?, ?)",
            [(run["row"], spelled(text)) for run, text in batch],
        )


def _content(text: str) -> PromptContent:
    return PromptContent((Message(Role.SYSTEM, text), Message(Role.USER, "{{ text }}")))


def _snapshot(content: PromptContent) -> tuple[str, str, str | bytes]:
    digest = digest_of(content)
    return digest, digest, document_column(content_document(content))


def _put_snapshots(db: sqlite3.Connection, snapshots: Iterable[tuple[Any, ...]]) -> None:
    db.executemany("INSERT OR IGNORE INTO snapshots VALUES (?, ?, ?)", snapshots)


def _insert(db: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    """Columns that the schema does not have yet are left out."""
    names = [name for name in rows[0] if name in _columns(db, table)]
    values: Iterator[list[Any]] = ([row[name] for name in names] for row in rows)
    places = ", ".join("?" * len(names))
    db.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", values)


def _columns(db: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in db.execute(f"PRAGMA table_info({table})")}


if __name__ == "__main__":
    arguments = sys.argv[1:]
    print(
        large_workspace(
            float(arguments[0]) if arguments else 1.0,
            int(arguments[1]) if len(arguments) > 1 else SCHEMA,
        )
    )
