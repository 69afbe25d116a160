"""Adding entries to the audit log of a workspace, each with the hash of the one before it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from workbench.domain.audit import AuditEntry, AuditKind
from workbench.domain.sensitive_text import without_secrets
from workbench.formats.audit import canonical_entry, time_text, whole
from workbench.store.documents import read_document
from workbench.store.search import searchable

LONGEST_WORDS = 4_000
"""Characters of a note; the whole of it is with the version or the approval."""
HEAD = "SELECT number, hash FROM audit_head"
KNOWN_BEFORE = """
    SELECT (SELECT count(*) FROM prompts), (SELECT count(*) FROM versions),
           (SELECT count(*) FROM approvals), lower(hex(randomblob(16))),
           strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')
"""
APPROVALS = """
    SELECT a.created_at, a.approver, coalesce(p.path, ''), a.version, a.digest, a.environment,
           a.evidence, a.note
      FROM approvals a LEFT JOIN prompts p ON p.id = a.prompt_id ORDER BY a.row
"""
GIVEN_BEFORE = "Given before this log began; entered as what is known of it."


def append(db: Any, entry: AuditEntry, known_secrets: Collection[str] = ()) -> None:
    """In the transaction that is open. `db` executes statements."""
    number, previous = db.execute(HEAD).fetchone()
    told = _as_kept(entry, known_secrets)
    document, hashed = canonical_entry(told, number + 1, previous)
    at = time_text(told.at)
    db.execute(
        "INSERT INTO audit_entries (number, at, actor, kind, prompt, environment, previous, hash,"
        " document) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            number + 1,
            at,
            told.actor,
            told.kind,
            told.prompt,
            told.environment,
            previous,
            hashed,
            document,
        ],
    )
    db.execute(
        "INSERT INTO search_audit (rowid, text) VALUES (?, ?)", [number + 1, indexed_text(told)]
    )


def begin(db: Any) -> None:
    """The first entry of a log, and the approvals that were there before it."""
    prompts, versions, approvals, log, now = db.execute(KNOWN_BEFORE).fetchone()
    words = "The log begins with an empty workspace."
    if prompts:
        words = (
            "The log begins here, with what an earlier release had made: "
            f"{prompts} prompts, {versions} versions, {approvals} approvals. "
            "What was done before is not in it, but for the approvals."
        )
    at = datetime.fromisoformat(now)
    append(db, AuditEntry(at, AuditKind.BEGIN, words=words, log=log))
    for row in db.execute(APPROVALS).fetchall():
        given, approver, path, version, digest, environment, evidence, note = row
        entry = AuditEntry(
            datetime.fromisoformat(given),
            AuditKind.APPROVE,
            approver,
            path,
            version,
            digest,
            environment,
            tuple(each["digest"] for each in read_document(evidence)),
            words=f"{GIVEN_BEFORE} {note}",
        )
        append(db, entry)


def indexed_text(entry: AuditEntry) -> str:
    """The words an entry is found by."""
    version = f"v{entry.version}" if entry.version else ""
    parts = (
        entry.words, entry.actor, entry.prompt, version, entry.kind, entry.environment,
        entry.digest, *entry.evidence, entry.commit,
    )  # fmt: skip
    return searchable("\n".join(part for part in parts if part))


def _as_kept(entry: AuditEntry, known_secrets: Collection[str]) -> AuditEntry:
    """Without keys, and without what canonical JSON has no place for."""
    return replace(
        entry,
        actor=without_secrets(whole(entry.actor).strip(), known_secrets),
        words=without_secrets(whole(entry.words).strip(), known_secrets)[:LONGEST_WORDS],
    )
