"""Adding entries to the audit log of a workspace, each with the hash of the one before it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
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
ADD = """
    INSERT INTO audit_entries
        (number, at, actor, kind, prompt, environment, previous, hash, document)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
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
    append_all(db, [entry], known_secrets)


def append_all(db: Any, entries: Iterable[AuditEntry], known_secrets: Collection[str] = ()) -> None:
    """One after the other. The index comes after them: a statement with triggers, such as the
    one that adds an entry, has SQLite write out what an index still holds in memory."""
    number, previous = db.execute(HEAD).fetchone()
    texts = []
    for entry in entries:
        told = _as_kept(entry, known_secrets)
        number += 1
        document, hashed = canonical_entry(told, number, previous)
        at = time_text(told.at)
        about = [told.actor, told.kind, told.prompt, told.environment]
        db.execute(ADD, [number, at, *about, previous, hashed, document])
        texts.append((number, indexed_text(told)))
        previous = hashed
    for text in texts:
        db.execute("INSERT INTO search_audit (rowid, text) VALUES (?, ?)", text)


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
