"""Many prompts with all their versions at once, as a registry gives them back.

What is searched goes in last: a statement with triggers, as most here are, has SQLite write out
what an index of words still holds in memory, and joining what was written in small pieces costs
more than everything else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from workbench.domain.digests import content_digest
from workbench.domain.errors import InvalidInput
from workbench.domain.prompts import PromptContent
from workbench.domain.releases import Release
from workbench.domain.restoring import Intake
from workbench.formats.content import as_hashed, content_document, draft_document
from workbench.store import includes, search
from workbench.store.documents import document_column, time_column

HERE = "SELECT number, digest FROM versions WHERE prompt_id = ? ORDER BY number"
KEPT = "SELECT 1 FROM snapshots WHERE digest = ?"
KEEP = "INSERT INTO snapshots VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
NAME = """
    INSERT INTO versions (prompt_id, number, digest, parent, made_from, note, author, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
DRAFT = "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?)"
DRAFT_DIGEST = "SELECT draft_digest FROM snapshots WHERE digest = ?"
Words = tuple[int | None, str, str]
"""The row of a version, its note and its text."""


def keep_versions(db: sqlite3.Connection, intakes: Iterable[Intake]) -> None:
    """Of prompts whose cards are there. Raises `InvalidInput`."""
    words: list[Words] = []
    for intake in intakes:
        words += _named(db, intake)
    for row, note, text in words:
        search.index_version(db, row, note, text)


def _named(db: sqlite3.Connection, intake: Intake) -> Iterator[Words]:
    prompt = intake.prompt
    here = {row["number"]: row["digest"] for row in db.execute(HERE, [prompt.id])}
    newest_before = max(here, default=0)
    for release in intake.releases:
        content = as_hashed(release.content)
        _keep(db, release.digest, content)
        yield _name(db, prompt.id, release, here), release.note, content.text
        here[release.number] = release.digest
    newest = max(intake.releases, key=lambda each: each.number, default=None)
    if newest is None:
        return
    if newest.number > newest_before:
        includes.keep_version(db, prompt.id, newest.number, as_hashed(newest.content))
    if intake.is_new or intake.follows:
        _follow(db, prompt.id, newest)


def _keep(db: sqlite3.Connection, digest: str, content: PromptContent) -> None:
    if db.execute(KEPT, [digest]).fetchone():
        return
    document = content_document(content)
    plain = {key: value for key, value in document.items() if key != "components"}
    of_draft = content_digest(plain) if content.components else digest
    db.execute(KEEP, [digest, of_draft, document_column(document)])


def _name(
    db: sqlite3.Connection, prompt_id: str, release: Release, here: dict[int, str]
) -> int | None:
    """The row it gets."""
    if release.number < 1 or release.number in here:
        raise InvalidInput(f"There is a version {release.number} already.")
    parent, made_from = _parent(release.ancestors, here)
    at = time_column(release.created_at)
    told = [release.note, release.author, at]
    found = db.execute(NAME, [prompt_id, release.number, release.digest, parent, made_from, *told])
    return found.lastrowid


def _parent(ancestors: Sequence[str], here: dict[int, str]) -> tuple[str, int] | tuple[None, None]:
    """Digest and number of the nearest one that is here: the newest where several have it."""
    for digest in ancestors:
        numbers = [number for number, each in here.items() if each == digest]
        if numbers:
            return digest, max(numbers)
    return None, None


def _follow(db: sqlite3.Connection, prompt_id: str, newest: Release) -> None:
    """Components are left out: the draft follows them, the version holds them fast."""
    content = replace(newest.content, components=())
    [of_draft] = db.execute(DRAFT_DIGEST, [newest.digest]).fetchone()
    document = document_column(draft_document(content))
    at = time_column(newest.created_at)
    db.execute(DRAFT, [prompt_id, newest.number, at, of_draft, document])
    includes.keep_draft(db, prompt_id, content)
