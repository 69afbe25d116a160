"""Full-text search over the versions and the outputs of a workspace.

The FTS5 tables hold words, not texts; what is shown is read from the rows they point to.
The stores index what they write in the same transaction.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from workbench.domain.history import Hit, HitKind
from workbench.formats.content import read_content
from workbench.store.database import Workspace
from workbench.store.documents import read_document, read_time
from workbench.store.snippets import snippet

LONGEST_INDEXED = 1_000_000
"""Characters of one output that are searched."""
MOST_WORDS = 16
LIKE_SIGNS = re.compile(r"[%_\\]")
UNSEARCHABLE = re.compile("[\x00\ud800-\udfff]")

VERSIONS = """
    SELECT v.number, v.digest, v.note, v.created_at, v.prompt_id, p.path, s.document
      FROM search_versions f
      JOIN versions v ON v.row = f.rowid
      JOIN prompts p ON p.id = v.prompt_id
      JOIN snapshots s ON s.digest = v.digest
     WHERE search_versions MATCH ? ORDER BY f.rowid DESC LIMIT ?
"""
OUTPUTS = """
    SELECT r.id, r.digest, r.version, r.model, r.created_at, r.prompt_id, r.answer, p.path
      FROM search_outputs f
      JOIN runs r ON r.row = f.rowid
      JOIN prompts p ON p.id = r.prompt_id
     WHERE search_outputs MATCH ? ORDER BY f.rowid DESC LIMIT ?
"""
CARDS = """
    SELECT p.id, p.path, p.title, p.description, p.created_at, v.number, v.digest,
           v.created_at AS committed_at
      FROM prompts p
      LEFT JOIN versions v ON v.prompt_id = p.id
           AND v.number = (SELECT max(number) FROM versions WHERE prompt_id = p.id)
     WHERE p.archived = 0 AND {conditions} ORDER BY p.path LIMIT ?
"""
CARD_HAS = "p.path || ' ' || p.title || ' ' || p.description LIKE ? ESCAPE '\\'"


class SqliteSearch:
    """Prompts whose card matches come first, then versions and outputs, the newest first."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def search(self, text: str, *, limit: int = 50) -> list[Hit]:
        words = searchable(text).split()[:MOST_WORDS]
        if not words:
            return []
        query = match_expression(words)
        with self._workspace.reading() as db:
            found = list(_cards(db, words, limit))
            if query:
                texts = [*_versions(db, query, words, limit), *_outputs(db, query, words, limit)]
                found += sorted(texts, key=lambda hit: hit.at, reverse=True)
        return found[:limit]


def searchable(text: str) -> str:
    return UNSEARCHABLE.sub(" ", text)


def match_expression(words: list[str]) -> str:
    """Every word as a quoted string, so that none is an operator; the last may go on.

    One letter could go on as nearly every word, which says nothing and takes long: it is
    looked for as a word, or left out after others. Empty where there is nothing to look for.
    """
    known = [word.replace('"', '""') for word in words if any(map(str.isalnum, word))]
    if not known:
        return ""
    letter = len(known[-1]) == 1 and known[-1].isascii()
    if letter and len(known) > 1:
        known.pop()
    return " AND ".join(f'"{word}"' for word in known) + ("" if letter else "*")


def index_version(db: sqlite3.Connection, row: int | None, note: str, text: str) -> None:
    db.execute(
        "INSERT INTO search_versions (rowid, note, text) VALUES (?, ?, ?)",
        [row, searchable(note), searchable(text)],
    )


def index_output(db: sqlite3.Connection, row: int, text: str) -> None:
    db.execute(
        "INSERT INTO search_outputs (rowid, text) VALUES (?, ?)",
        [row, searchable(text[:LONGEST_INDEXED])],
    )


def forget_output(db: sqlite3.Connection, row: int, text: str) -> None:
    """`text` must be what was indexed."""
    db.execute(
        "INSERT INTO search_outputs (search_outputs, rowid, text) VALUES ('delete', ?, ?)",
        [row, searchable(text[:LONGEST_INDEXED])],
    )


def _cards(db: sqlite3.Connection, words: list[str], limit: int) -> Iterator[Hit]:
    conditions = " AND ".join([CARD_HAS] * len(words))
    patterns = ["%" + LIKE_SIGNS.sub(r"\\\g<0>", word) + "%" for word in words]
    for row in db.execute(CARDS.format(conditions=conditions), [*patterns, limit]):
        shown = " · ".join(filter(None, (row["path"], row["title"], row["description"])))
        at = row["committed_at"] or row["created_at"]
        if at:
            yield Hit(
                HitKind.VERSION,
                row["id"],
                row["path"],
                row["digest"] or "",
                snippet(shown, words),
                read_time(at),
                row["number"],
            )


def _versions(db: sqlite3.Connection, query: str, words: list[str], limit: int) -> Iterator[Hit]:
    """Versions that show the same passage are one hit, the newest of them."""
    seen: set[tuple[str, str]] = set()
    for row in db.execute(VERSIONS, [query, 2 * limit]):
        content = read_content(read_document(row["document"]), row["digest"])
        shown = snippet(f"{row['note']}\n{content.text}", words)
        if (row["prompt_id"], shown) not in seen:
            seen.add((row["prompt_id"], shown))
            yield Hit(
                HitKind.VERSION,
                row["prompt_id"],
                row["path"],
                row["digest"],
                shown,
                read_time(row["created_at"]),
                row["number"],
            )


def _outputs(db: sqlite3.Connection, query: str, words: list[str], limit: int) -> Iterator[Hit]:
    for row in db.execute(OUTPUTS, [query, limit]):
        yield Hit(
            HitKind.OUTPUT,
            row["prompt_id"],
            row["path"],
            row["digest"],
            snippet(read_document(row["answer"])["text"][:LONGEST_INDEXED], words),
            read_time(row["created_at"]),
            row["version"],
            row["id"],
            row["model"],
        )
