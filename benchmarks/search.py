"""Search as it is typed, p95, in 10,000 prompts, 100,000 versions and 1,000,000 runs.

Against the bare FTS5 query by `sqlite3` on the same tables, ordered by FTS5's own rank. Goal:
at most 1.5 times its time, and at most 50 ms.
    .venv/bin/python -m benchmarks.search [SCALE]
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from benchmarks.large_workspace import large_workspace
from benchmarks.made_up import LONG_PROMPT, Made, made_id
from workbench.domain.searches import read_query
from workbench.store.database import Workspace
from workbench.store.opening import open_workspace
from workbench.store.search import SqliteSearch, match_expressions

LIMIT = 60
RANKS = (2, 20, 200, 2000, 12000)
BARE = "SELECT rowid FROM {0} WHERE {0} MATCH ? ORDER BY {1} LIMIT ?"
NOW = datetime(2026, 11, 21, tzinfo=UTC)


def main(scale: float) -> None:
    path = large_workspace(scale)
    workspace = open_workspace(path)
    search = SqliteSearch(workspace, lambda: NOW)
    bare = sqlite3.connect(path)
    typed = list(keystrokes(Made(scale)))

    def ours(text: str) -> None:
        search.search(read_query(text, NOW), limit=LIMIT)

    def theirs(text: str, order: str) -> None:
        expressions = match_expressions(text.split())
        if expressions:
            for table in ("search_versions", "search_outputs"):
                bare.execute(BARE.format(table, order), [expressions[-1], LIMIT]).fetchall()

    for text in typed[::7]:
        ours(text)
        theirs(text, "rank")
    found = [
        (
            both(partial(ours, text)),
            both(partial(theirs, text, "rank")),
            both(partial(theirs, text, "rowid DESC")),
        )
        for text in typed
    ]
    print(f"scale {scale:g}, {len(typed)} keystrokes; p95 (median)")
    names = ("ours", "bare FTS5, ordered by rank", "bare FTS5, newest first")
    for name, times in zip(names, zip(*found, strict=True), strict=True):
        for measure, each in zip(("processor", "clock"), zip(*times, strict=True), strict=True):
            middle = statistics.median(each) * 1000
            print(f"  {name}, {measure}: {p95(each):.1f} ms ({middle:.1f} ms)")
    times, ranked, newest = (tuple(each[0] for each in one) for one in zip(*found, strict=True))
    print(
        f"  ratio of p95: {p95(times) / p95(ranked):.2f} to rank, "
        f"{p95(times) / p95(newest):.2f} to newest first; goal 1.5 and 50 ms"
    )
    print("  with filters: processor, clock (best of 3)")
    for text in filtered(workspace, Made(scale)):
        best = [
            min(each) for each in zip(*(both(partial(ours, text)) for _ in range(3)), strict=True)
        ]
        print(f"    {best[0] * 1000:6.1f} ms {best[1] * 1000:6.1f} ms  {text}")
    workspace.close()
    bare.close()


def keystrokes(made: Made) -> list[str]:
    """Words from common to rare, alone and two together, letter by letter."""
    words = [made.common(rank) for rank in RANKS] + ["退款政策", "政策"]
    phrases = [*words, *(f"{words[0]} {word}" for word in words[1:5]), f"{words[1]} {words[3]}"]
    return [phrase[:end] for phrase in phrases for end in range(1, len(phrase) + 1)]


def filtered(workspace: Workspace, made: Made) -> list[str]:
    """What leaves much and little, with the commonest word, one of the middle, and none."""
    with workspace.reading() as db:
        paths = [
            db.execute("SELECT path FROM prompts WHERE id = ?", [id_]).fetchone()[0]
            for id_ in (LONG_PROMPT, made_id(1, min(777, made.prompts - 1)))
        ]
    filters = (
        "model:brief failed:no",
        "model:nobody",
        "failed:",
        "label:tone:warm",
        "label:team:7",
        "before:2024-02",
        "in:notes",
        "author:nobody",
        *(f"prompt:{path}" for path in paths),
        "label:team:7 before:2024-06 failed:",
    )
    words = ("", made.common(0), made.common(0)[:4], made.common(200))
    return [f"{word} {each}".strip() for each in filters for word in words]


def both(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds of the processor and on the clock."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.process_time() - processor, time.perf_counter() - clock


def p95(times: tuple[float, ...]) -> float:
    return sorted(times)[int(len(times) * 0.95)] * 1000


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
