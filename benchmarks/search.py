"""Search as it is typed, p95, in 10,000 prompts, 100,000 versions and 1,000,000 runs.

Against the bare FTS5 query by `sqlite3` on the same tables, ordered by FTS5's own rank. Goal:
at most 1.5 times its time, and at most 50 ms.
    .venv/bin/python -m benchmarks.search [SCALE]
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
from datetime import UTC, datetime
from functools import partial

from benchmarks.large_workspace import large_workspace
from benchmarks.made_up import Made
from benchmarks.rounds import seconds
from workbench.domain.searches import read_query
from workbench.store.opening import open_workspace
from workbench.store.search import SqliteSearch, match_expression

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
        expression = match_expression(text.split())
        if expression:
            for table in ("search_versions", "search_outputs"):
                bare.execute(BARE.format(table, order), [expression, LIMIT]).fetchall()

    for text in typed[::7]:
        ours(text)
        theirs(text, "rank")
    found = [
        (
            seconds(partial(ours, text)),
            seconds(partial(theirs, text, "rank")),
            seconds(partial(theirs, text, "rowid DESC")),
        )
        for text in typed
    ]
    print(f"scale {scale:g}, {len(typed)} keystrokes; p95 (median)")
    names = ("ours", "bare FTS5, ordered by rank", "bare FTS5, newest first")
    for name, times in zip(names, zip(*found, strict=True), strict=True):
        print(f"  {name}: {p95(times):.1f} ms ({statistics.median(times) * 1000:.1f} ms)")
    times, ranked, newest = zip(*found, strict=True)
    print(
        f"  ratio of p95: {p95(times) / p95(ranked):.2f} to rank, "
        f"{p95(times) / p95(newest):.2f} to newest first; goal 1.5 and 50 ms"
    )
    for text in ("model:brief failed:", f"{Made(scale).common(5)} model:json before:2024-06"):
        best = min(seconds(partial(ours, text)) for _ in range(5)) * 1000
        print(f"  filtered, {text!r}: {best:.1f} ms")
    workspace.close()
    bare.close()


def keystrokes(made: Made) -> list[str]:
    """Words from common to rare, alone and two together, letter by letter."""
    words = [made.common(rank) for rank in RANKS] + ["退款政策", "政策"]
    phrases = [*words, *(f"{words[0]} {word}" for word in words[1:5]), f"{words[1]} {words[3]}"]
    return [phrase[:end] for phrase in phrases for end in range(1, len(phrase) + 1)]


def p95(times: tuple[float, ...]) -> float:
    return sorted(times)[int(len(times) * 0.95)] * 1000


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
