"""A workspace of 10,000 prompts, 100,000 versions and 1,000,000 runs, made once and kept.

    .venv/bin/python -m benchmarks.large_workspace [SCALE]

`SCALE` is a part of that size, such as 0.1. Rows are inserted in bulk as the stores would write
them, from a fixed seed; one prompt has 1,000 versions of 20 KB. The file lies in the system's
folder for temporary files.
"""

from __future__ import annotations

import json
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workbench.domain.prompts import Message, PromptContent, Role
from workbench.formats.content import content_document, digest_of
from workbench.store.documents import document_column, time_column
from workbench.store.opening import make_workspace
from workbench.store.search import searchable

PROMPTS, VERSIONS, RUNS = 10_000, 100_000, 1_000_000
LONG_HISTORY = 1_000
LONG_PROMPT = "prompt-00000"
SEED = 20261121
BEGUN = datetime(2024, 1, 1, tzinfo=UTC)
AT_ONCE = 20_000
FORMAT = 1
VOCABULARY = 30_000
MODELS = ("openai/gpt-4o-mini", "anthropic/claude-haiku", "ollama/llama3.2", "demo/brief")
CHINESE = "退款政策请说明客户订单问题回答礼貌简短语气友好产品价格服务质量"


def large_workspace(scale: float = 1.0) -> Path:
    """The file, made if it is not there yet."""
    path = Path(tempfile.gettempdir()) / f"workbench-bench-{FORMAT}-{scale:g}.workbench"
    if path.exists():
        return path
    begun = time.perf_counter()
    unfinished = path.with_suffix(".making")
    for left in unfinished.parent.glob(f"{unfinished.name}*"):
        left.unlink()
    make_workspace(unfinished)
    db = sqlite3.connect(unfinished, isolation_level=None)
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA cache_size = -400000")
    _fill(db, Made(scale))
    db.execute("PRAGMA journal_mode = WAL")
    db.close()
    unfinished.replace(path)
    print(f"{path} made in {time.perf_counter() - begun:.0f} s, {path.stat().st_size / 1e6:.0f} MB")
    return path


class Made:
    """What the rows say, from one seed."""

    def __init__(self, scale: float) -> None:
        self.chosen = random.Random(SEED)
        self.prompts = max(20, round(PROMPTS * scale))
        self.versions = max(LONG_HISTORY + 100, round(VERSIONS * scale))
        self.runs = max(1000, round(RUNS * scale))
        letters = "abcdefghijklmnoprstuvw"
        self._words = [
            "".join(self.chosen.choices(letters, k=self.chosen.randint(3, 9)))
            for _ in range(VOCABULARY)
        ]
        # As in a language: a few words are everywhere, most are rare
        self._weights = [1 / (rank + 3) for rank in range(VOCABULARY)]

    def words(self, count: int) -> list[str]:
        return self.chosen.choices(self._words, cum_weights=self._cumulated(), k=count)

    def text(self, count: int) -> str:
        words = self.words(count)
        if self.chosen.random() < 0.05:
            words.insert(0, "".join(self.chosen.choices(CHINESE, k=12)))
        return " ".join(words) + "."

    def common(self, rank: int) -> str:
        """The word of that rank, 0 for the commonest."""
        return self._words[rank]

    def _cumulated(self) -> list[float]:
        if not hasattr(self, "_sums"):
            total, self._sums = 0.0, []
            for weight in self._weights:
                total += weight
                self._sums.append(total)
        return self._sums


def _fill(db: sqlite3.Connection, made: Made) -> None:
    db.execute("BEGIN")
    db.execute("DROP TRIGGER IF EXISTS prompts_follow_drafts")
    triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _sql in triggers:
        db.execute(f"DROP TRIGGER {name}")
    _put_prompts(db, made)
    digests = _put_versions(db, made)
    _put_runs(db, made, digests)
    for _name, sql in triggers:
        db.execute(sql)
    db.execute("COMMIT")


def _put_prompts(db: sqlite3.Connection, made: Made) -> None:
    for number in range(made.prompts):
        id_ = f"prompt-{number:05}"
        path = f"{made.words(1)[0]}/{made.words(1)[0]}-{number}"
        title = " ".join(made.words(3))
        db.execute(
            "INSERT INTO prompts (id, path, kind, title, description, owner, archived, created_at)"
            " VALUES (?, ?, 'prompt', ?, '', '', 0, ?)",
            [id_, path, title, time_column(BEGUN)],
        )
        content = document_column({"messages": [{"role": "user", "text": title}]})
        db.execute(
            "INSERT INTO drafts (prompt_id, based_on, edited_at, draft_digest, document)"
            " VALUES (?, 1, ?, NULL, ?)",
            [id_, time_column(BEGUN), content],
        )


def _put_versions(db: sqlite3.Connection, made: Made) -> dict[str, list[str]]:
    digests: dict[str, list[str]] = {}
    text = ""
    for row in range(1, made.versions + 1):
        long = row <= LONG_HISTORY
        number = (row - LONG_HISTORY) % (made.prompts - 1) + 1
        id_ = LONG_PROMPT if long else f"prompt-{number:05}"
        text = _edited(made, text) if long else made.text(90)
        content = PromptContent((Message(Role.SYSTEM, text), Message(Role.USER, "{{ text }}")))
        digest, mine = digest_of(content), digests.setdefault(id_, [])
        document = document_column(content_document(content))
        at = time_column(BEGUN + timedelta(minutes=row))
        note = " ".join(made.words(4))
        db.execute("INSERT OR IGNORE INTO snapshots VALUES (?, ?, ?)", [digest, digest, document])
        db.execute(
            "INSERT INTO versions (row, prompt_id, number, digest, parent, made_from, note, author,"
            " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'Ada', ?)",
            [
                row,
                id_,
                len(mine) + 1,
                digest,
                mine[-1] if mine else None,
                len(mine) or None,
                note,
                at,
            ],
        )
        db.execute(
            "INSERT INTO search_versions (rowid, note, text) VALUES (?, ?, ?)",
            [row, searchable(note), searchable(content.text)],
        )
        mine.append(digest)
    db.execute(
        "UPDATE prompts SET version = (SELECT max(number) FROM versions v WHERE"
        " v.prompt_id = prompts.id)"
    )
    db.execute("UPDATE prompts SET version = coalesce(version, 0)")
    db.execute("UPDATE drafts SET based_on = (SELECT version FROM prompts WHERE id = prompt_id)")
    newest = digests[LONG_PROMPT][-1]
    db.execute(
        "UPDATE drafts SET document = (SELECT document FROM snapshots WHERE digest = ?)"
        " WHERE prompt_id = ?",
        [newest, LONG_PROMPT],
    )
    return digests


def _edited(made: Made, text: str) -> str:
    """20 KB at first, then one sentence after the other is changed."""
    sentences = text.split("\n") if text else [made.text(12) for _ in range(250)]
    sentences[made.chosen.randrange(len(sentences))] = made.text(12)
    return "\n".join(sentences)


def _put_runs(db: sqlite3.Connection, made: Made, digests: dict[str, list[str]]) -> None:
    ids = list(digests)
    names = [row[1] for row in db.execute("PRAGMA table_info(runs)")]
    for first in range(1, made.runs + 1, AT_ONCE):
        rows = range(first, min(first + AT_ONCE, made.runs + 1))
        batch = list(_runs(made, rows, ids, digests))
        values = ", ".join(f":{name}" for name in names)
        db.executemany(
            f"INSERT INTO runs ({', '.join(names)}) VALUES ({values})", [run for run, _ in batch]
        )
        db.executemany(
            "INSERT INTO search_outputs (rowid, text) VALUES (?, ?)",
            [(run["row"], searchable(text)) for run, text in batch],
        )


def _runs(
    made: Made, rows: range, ids: list[str], digests: dict[str, list[str]]
) -> Iterator[tuple[dict[str, object], str]]:
    request = json.dumps({"case": {}, "params": {}, "messages": []})
    for row in rows:
        id_ = ids[row % len(ids)]
        text = made.text(24)
        failed = row % 50 == 0
        answer = {"text": text, "failure": None}
        yield (
            {
                "row": row,
                "id": f"run-{row:08}",
                "batch_id": f"batch-{row // 4:07}",
                "prompt_id": id_,
                "digest": digests[id_][row % len(digests[id_])],
                "version": row % len(digests[id_]) + 1,
                "model": MODELS[row % len(MODELS)],
                "sample": 1,
                "outcome": "failed" if failed else "finished",
                "over": 1,
                "created_at": time_column(BEGUN + timedelta(seconds=30 * row)),
                "cost_usd": "0.0004",
                "request": request,
                "answer": json.dumps(answer, ensure_ascii=False),
                "owner": "",
                "live": 0,
                "continues": "",
            },
            text,
        )


if __name__ == "__main__":
    print(large_workspace(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0))
