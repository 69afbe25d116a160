"""Full-text search over prompts, versions, notes and outputs of a workspace.

The FTS5 tables hold words, not texts; what is shown is read from the rows they point to. The
stores index what they write in the same transaction. Signs of scripts that put no blanks
between words are indexed one by one, so that a word is found anywhere in a run of them.

No query weighs more rows than it can show a few times over: candidates are the newest that
match, taken from the index in its own order, and `Ranking` puts them in the best one.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice

from workbench.diffing.tokens import WITHOUT_SPACES
from workbench.domain.history import Hit, HitKind
from workbench.domain.searches import SearchIn, SearchQuery
from workbench.store.database import Workspace
from workbench.store.documents import read_document, read_time
from workbench.store.ranking import Ranking
from workbench.store.search_sql import UNSEARCHABLE, Filters, cards, filters, outputs, versions
from workbench.store.snippets import snippet

LONGEST_INDEXED = 1_000_000
"""Characters of one output that are searched."""
MOST_WORDS = 16
RUN_TOGETHER = re.compile(f"[{WITHOUT_SPACES}\U00020000-\U0003ffff]")
Scored = tuple[float, Hit]
"""The hit has its whole text where its snippet will be."""


@dataclass(frozen=True, slots=True)
class _Search:
    """One search: what is looked for, where, and how what is found is weighed."""

    db: sqlite3.Connection
    words: list[str]
    matching: tuple[str, ...]
    """Expressions of the index, the better one first."""
    narrowed: Filters
    ranking: Ranking
    limit: int


class SqliteSearch:
    def __init__(
        self, workspace: Workspace, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._workspace, self._now = workspace, now

    def search(self, query: SearchQuery, *, limit: int = 50) -> list[Hit]:
        """Best first: how well the words fit, where they stand, and how new it is."""
        words = [word for word in (UNSEARCHABLE.sub(" ", each) for each in query.words) if word]
        words = [part for word in words for part in word.split()][:MOST_WORDS]
        matching = match_expressions(words)
        if not matching and (words or not query.filtered):
            return []
        ranking = Ranking(words, self._now())
        with self._workspace.reading() as db:
            search = _Search(db, words, matching, filters(db, query), ranking, limit)
            found = [*_cards(search), *_versions(search), *_outputs(search)]
        found.sort(key=lambda scored: (scored[0], scored[1].at), reverse=True)
        return list(islice(_shown(found, words), limit))


def _shown(found: list[Scored], words: list[str]) -> Iterator[Hit]:
    """With the passage that was found. Versions that show the same one are one hit."""
    seen: set[tuple[HitKind, str, str]] = set()
    for _score, hit in found:
        hit = replace(hit, snippet=snippet(hit.snippet, words))
        told = (hit.kind, hit.prompt_id, hit.snippet)
        if hit.kind is HitKind.OUTPUT or told not in seen:
            seen.add(told)
            yield hit


def searchable(text: str) -> str:
    """As it goes into the index and into a query alike."""
    if text.isascii():
        return text.replace("\x00", " ")
    return RUN_TOGETHER.sub(r" \g<0> ", UNSEARCHABLE.sub(" ", text))


def match_expressions(words: list[str]) -> tuple[str, ...]:
    """Every word as a quoted string, so that none is an operator; then the last may go on.

    Those that hold the words as they stand come first: they are the better ones, and found
    without a look at each word that so begins. One letter could go on as nearly every word,
    which says nothing: it is looked for as a word, or left out after others. None where there
    is nothing to look for.
    """
    known = [
        " ".join(searchable(word.replace('"', '""')).split())
        for word in words
        if any(map(str.isalnum, word))
    ]
    if not known:
        return ()
    letter = len(known[-1]) == 1 and known[-1].isascii()
    if letter and len(known) > 1:
        known.pop()
    whole = " AND ".join(f'"{word}"' for word in known)
    return (whole,) if letter else (whole, f"{whole}*")


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


def _cards(search: _Search) -> Iterator[Scored]:
    ranking = search.ranking
    for row in cards(search.db, search.words, search.narrowed, search.limit):
        at = row["committed_at"] or row["created_at"]
        if at:
            shown = " · ".join(filter(None, (row["path"], row["title"], row["description"])))
            time = read_time(at)
            fields = ("path", "title", "description")
            score = max(ranking.score(row[field], field, time) for field in fields)
            yield (
                score,
                Hit(
                    HitKind.PROMPT,
                    row["id"],
                    row["path"],
                    row["digest"] or "",
                    shown,
                    time,
                    row["number"],
                ),
            )


def _versions(search: _Search) -> Iterator[Scored]:
    ranking, places = search.ranking, search.narrowed.places
    for row in versions(search.db, search.matching, search.narrowed, search.limit):
        in_note = bool(search.words) and ranking.all_in(row["note"])
        if SearchIn.NOTES in places and SearchIn.VERSIONS not in places:
            in_note = True
        text = row["note"] if in_note else f"{row['note']}\n{_text(row['document'])}"
        at = read_time(row["created_at"])
        kind = HitKind.NOTE if in_note else HitKind.VERSION
        hit = Hit(kind, row["prompt_id"], row["path"], row["digest"], text, at, row["number"])
        yield ranking.score(text, kind.value, at), hit


def _outputs(search: _Search) -> Iterator[Scored]:
    for row in outputs(search.db, search.matching, search.narrowed, search.limit):
        answer = read_document(row["answer"])
        failure = answer.get("failure") or {}
        text = answer["text"][:LONGEST_INDEXED]
        shown = text or str(failure.get("message", ""))
        at = read_time(row["created_at"])
        hit = Hit(
            HitKind.OUTPUT,
            row["prompt_id"],
            row["path"],
            row["digest"],
            shown,
            at,
            row["version"],
            row["id"],
            row["model"],
        )
        yield search.ranking.score(text, "output", at), hit


def _text(document: str | bytes) -> str:
    """The texts of the messages, read without the rest of the content."""
    messages = read_document(document).get("messages") or ()
    return "\n\n".join(message["text"] for message in messages if message.get("text"))
