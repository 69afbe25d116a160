"""Prompts, drafts, snapshots and versions in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from workbench.domain.audit import committed
from workbench.domain.errors import InvalidContent, InvalidInput, NotFound
from workbench.domain.history import OpenPrompt, PromptSummary, TimelineEntry, Use
from workbench.domain.prompts import (
    Draft,
    Label,
    Prompt,
    PromptContent,
    PromptKind,
    Version,
)
from workbench.domain.restoring import Intake
from workbench.formats.content import (
    content_document,
    digest_of,
    draft_document,
    read_content,
)
from workbench.store import history, includes, search
from workbench.store.audit_writing import append
from workbench.store.database import Workspace
from workbench.store.documents import (
    document_column,
    optional_time_column,
    read_document,
    read_optional_time,
    time_column,
)
from workbench.store.history import read_labels, read_prompt, read_version
from workbench.store.intakes import keep_versions

DRAFTS = """
    SELECT p.*, d.* FROM prompts p JOIN drafts d ON d.prompt_id = p.id
     WHERE p.path > ? ORDER BY p.path LIMIT ?
"""
DRAFTS_AT_ONCE = 500
NEWEST = "SELECT * FROM versions WHERE prompt_id = ? ORDER BY number DESC LIMIT 1"
NEWEST_OF_DIGEST = (
    "SELECT * FROM versions WHERE prompt_id = ? AND digest = ? ORDER BY number DESC LIMIT 1"
)


class SqlitePrompts:
    def __init__(self, workspace: Workspace, *, logged: bool = True) -> None:
        """`logged`: the audit log tells of each version that is named here."""
        self._workspace, self._logged = workspace, logged

    def summaries(self, *, archived: bool | None = False) -> list[PromptSummary]:
        with self._workspace.reading() as db:
            return history.summaries(db, archived=archived)

    def summaries_of(self, prompt_ids: Sequence[str]) -> list[PromptSummary]:
        with self._workspace.reading() as db:
            return history.summaries_of(db, prompt_ids)

    def prompt(self, prompt_id: str) -> Prompt:
        with self._workspace.reading() as db:
            return _prompt(db, prompt_id)

    def prompt_at(self, path: str, kind: PromptKind | None = None) -> Prompt:
        with self._workspace.reading() as db:
            row = db.execute("SELECT * FROM prompts WHERE path = ?", [path]).fetchone()
            if row is None or (kind is not None and row["kind"] != kind):
                raise NotFound(f"There is no {kind or PromptKind.PROMPT} at {path}.")
            return read_prompt(row, _labels(db, row["id"]))

    def open(self, prompt_id: str) -> OpenPrompt:
        with self._workspace.reading() as db:
            prompt = _prompt(db, prompt_id)
            draft = db.execute("SELECT * FROM drafts WHERE prompt_id = ?", [prompt_id]).fetchone()
            newest = db.execute(NEWEST, [prompt_id]).fetchone()
        return OpenPrompt(prompt, _read_draft(draft), read_version(newest) if newest else None)

    def add(self, prompt: Prompt, content: PromptContent) -> None:
        with self._workspace.writing() as db:
            _add_card(db, prompt)
            _put_draft(db, Draft(prompt.id, content, None, prompt.created_at))

    def save_card(self, prompt: Prompt) -> None:
        with self._workspace.writing() as db:
            _save_card(db, prompt)

    def uses(self, path: str) -> list[Use]:
        with self._workspace.reading() as db:
            return includes.uses(db, path)

    def included(self) -> frozenset[str]:
        with self._workspace.reading() as db:
            return includes.included(db)

    def journal(self, draft: Draft) -> None:
        with self._workspace.writing() as db:
            _prompt(db, draft.prompt_id)
            _put_draft(db, draft)

    def drafts(self, mentioning: str = "") -> Iterator[tuple[Prompt, Draft]]:
        last = ""
        while True:
            with self._workspace.reading() as db:
                rows = db.execute(DRAFTS, [last, DRAFTS_AT_ONCE]).fetchall()
                page = [
                    (read_prompt(row, _labels(db, row["id"])), _read_draft(row))
                    for row in rows
                    if _mentions(row["document"], mentioning)
                ]
            yield from page
            if len(rows) < DRAFTS_AT_ONCE:
                return
            last = rows[-1]["path"]

    def journal_all(self, drafts: Sequence[Draft], cards: Sequence[Prompt] = ()) -> None:
        with self._workspace.writing() as db:
            for card in cards:
                _save_card(db, card)
            for draft in drafts:
                _prompt(db, draft.prompt_id)
                _put_draft(db, draft)

    def keep_snapshot(self, digest: str, content: PromptContent) -> None:
        document = document_column(content_document(content))
        with self._workspace.reading() as db:
            if db.execute("SELECT 1 FROM snapshots WHERE digest = ?", [digest]).fetchone():
                return
        with self._workspace.writing(durable=True) as db:
            db.execute(
                "INSERT INTO snapshots VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                [digest, _draft_digest(content), document],
            )

    def snapshot(self, digest: str) -> PromptContent:
        with self._workspace.reading() as db:
            return read_content(read_document(_snapshot(db, digest)), digest)

    def add_version(
        self,
        prompt_id: str,
        digest: str,
        *,
        note: str,
        author: str,
        at: datetime,
        parents: Sequence[str] | None = None,
        number: int | None = None,
    ) -> Version:
        with self._workspace.writing(durable=True) as db:
            prompt = _prompt(db, prompt_id)
            content = read_content(read_document(_snapshot(db, digest)), digest)
            newest = db.execute(NEWEST, [prompt_id]).fetchone()
            if number is None:
                found = _parent(db, prompt_id, parents)
                number = newest["number"] + 1 if newest else 1
            else:
                _refuse_number(db, prompt_id, number)
                found = _named_parent(db, prompt_id, parents or ())
            parent, made_from = found or (None, None)
            row = db.execute(
                "INSERT INTO versions"
                " (prompt_id, number, digest, parent, made_from, note, author, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [prompt_id, number, digest, parent, made_from, note, author, time_column(at)],
            ).lastrowid
            if parents is None:
                db.execute(
                    "UPDATE drafts SET based_on = ? WHERE prompt_id = ?", [number, prompt_id]
                )
            search.index_version(db, row, note, content.text)
            if newest is None or newest["number"] < number:
                includes.keep_version(db, prompt_id, number, content)
            version = Version(prompt_id, number, digest, note, author, at, parent or "", made_from)
            if parents is None and self._logged:
                entry = committed(version, prompt.path)
                append(db, entry, self._workspace.known_secrets())
        return version

    def take_in(self, intakes: Sequence[Intake]) -> None:
        with self._workspace.writing(durable=True) as db:
            for intake in intakes:
                if intake.is_new:
                    _add_card(db, intake.prompt)
                else:
                    _prompt(db, intake.prompt.id)
            keep_versions(db, intakes)

    def version(self, prompt_id: str, number: int) -> Version:
        with self._workspace.reading() as db:
            row = db.execute(
                "SELECT * FROM versions WHERE prompt_id = ? AND number = ?", [prompt_id, number]
            ).fetchone()
            if row is None:
                raise NotFound(f"{_prompt(db, prompt_id).path} has no version {number}.")
        return read_version(row)

    def newest(self, prompt_id: str) -> Version | None:
        with self._workspace.reading() as db:
            row = db.execute(NEWEST, [prompt_id]).fetchone()
        return read_version(row) if row else None

    def versions(self, prompt_id: str) -> list[Version]:
        with self._workspace.reading() as db:
            return history.versions(db, prompt_id)

    def timeline(self, prompt_id: str) -> list[TimelineEntry]:
        with self._workspace.reading() as db:
            return history.timeline(db, prompt_id)

    def last_worked_on(self) -> str | None:
        with self._workspace.reading() as db:
            return history.last_worked_on(db)


def _prompt(db: sqlite3.Connection, prompt_id: str) -> Prompt:
    row = db.execute("SELECT * FROM prompts WHERE id = ?", [prompt_id]).fetchone()
    if row is None:
        raise NotFound(f"There is no prompt with the id {prompt_id}.")
    return read_prompt(row, _labels(db, prompt_id))


def _add_card(db: sqlite3.Connection, prompt: Prompt) -> None:
    with _path_taken(prompt.path):
        db.execute(
            "INSERT INTO prompts (id, path, kind, title, description, owner, archived,"
            " deprecated, replaced_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*_card(prompt), optional_time_column(prompt.created_at)],
        )
    _put_labels(db, prompt)


def _save_card(db: sqlite3.Connection, prompt: Prompt) -> None:
    _prompt(db, prompt.id)
    with _path_taken(prompt.path):
        db.execute(
            "UPDATE prompts SET (path, kind, title, description, owner, archived, deprecated,"
            " replaced_by) = (?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?",
            [*_card(prompt)[1:], prompt.id],
        )
    db.execute("DELETE FROM labels WHERE prompt_id = ?", [prompt.id])
    _put_labels(db, prompt)


def _mentions(document: str | bytes, path: str) -> bool:
    """A path has only letters that documents hold as they are; what is packed may hold it."""
    return not isinstance(document, str) or path in document


def _labels(db: sqlite3.Connection, prompt_id: str) -> tuple[Label, ...]:
    return read_labels(
        db.execute("SELECT * FROM labels WHERE prompt_id = ? ORDER BY position", [prompt_id])
    )


def _card(prompt: Prompt) -> list[object]:
    return [
        prompt.id,
        prompt.path,
        prompt.kind.value,
        prompt.title,
        prompt.description,
        prompt.owner,
        int(prompt.archived),
        int(prompt.deprecated),
        prompt.replaced_by,
    ]


def _put_labels(db: sqlite3.Connection, prompt: Prompt) -> None:
    db.executemany(
        "INSERT INTO labels VALUES (?, ?, ?, ?)",
        [(prompt.id, i, label.facet, label.value) for i, label in enumerate(prompt.labels)],
    )


def _put_draft(db: sqlite3.Connection, draft: Draft) -> None:
    db.execute(
        "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?)",
        [
            draft.prompt_id,
            draft.based_on,
            optional_time_column(draft.edited_at),
            _draft_digest(draft.content),
            document_column(draft_document(draft.content)),
        ],
    )
    includes.keep_draft(db, draft.prompt_id, draft.content)


def _read_draft(row: sqlite3.Row) -> Draft:
    content = read_content(read_document(row["document"]), "draft")
    edited_at = read_optional_time(row["edited_at"])
    return Draft(row["prompt_id"], content, row["based_on"], edited_at)


def _draft_digest(content: PromptContent) -> str | None:
    """Tells in the library whether a draft is still what its newest version says.

    Components are left out: the draft follows them, the version holds them fast. None for
    what has no digest, such as a schema that is still being typed.
    """
    try:
        return digest_of(replace(content, components=()))
    except InvalidContent:
        return None


def _parent(
    db: sqlite3.Connection, prompt_id: str, digests: Sequence[str] | None
) -> tuple[str, int] | None:
    """Digest and number of the version that a new one is made from."""
    if digests is None:
        row = db.execute(
            "SELECT v.digest, v.number FROM drafts d JOIN versions v"
            " ON v.prompt_id = d.prompt_id AND v.number = d.based_on WHERE d.prompt_id = ?",
            [prompt_id],
        ).fetchone()
        return (row["digest"], row["number"]) if row else None
    if named := _named_parent(db, prompt_id, digests):
        return named
    found = db.execute(NEWEST, [prompt_id]).fetchone()
    return (found["digest"], found["number"]) if found else None


def _named_parent(
    db: sqlite3.Connection, prompt_id: str, digests: Sequence[str]
) -> tuple[str, int] | None:
    for digest in digests:
        named = db.execute(NEWEST_OF_DIGEST, [prompt_id, digest]).fetchone()
        if named:
            return named["digest"], named["number"]
    return None


def _refuse_number(db: sqlite3.Connection, prompt_id: str, number: int) -> None:
    taken = "SELECT 1 FROM versions WHERE prompt_id = ? AND number = ?"
    if number < 1 or db.execute(taken, [prompt_id, number]).fetchone():
        raise InvalidInput(f"There is a version {number} already.")


def _snapshot(db: sqlite3.Connection, digest: str) -> str | bytes:
    row = db.execute("SELECT document FROM snapshots WHERE digest = ?", [digest]).fetchone()
    if row is None:
        raise NotFound(f"There is no content with the digest {digest}.")
    document: str | bytes = row["document"]
    return document


@contextmanager
def _path_taken(path: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise InvalidInput(
            f"There is a prompt at {path} already.",
            hint="Choose another path. Archived prompts keep theirs.",
        ) from error
