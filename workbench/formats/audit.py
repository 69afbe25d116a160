"""An audit entry as the document that is hashed.

    hash = "sha256:" + hex(SHA-256(JCS(entry)))

JCS is RFC 8785. The document holds the entry's number and the hash of the one before it; members
that have nothing to say are left out.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from workbench.domain.audit import AuditEntry, LoggedEntry
from workbench.domain.digests import bytes_digest, canonical_json
from workbench.formats import typed

SPEC = "workbench-audit/1"


class EntryDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The members of an entry. Only `log` and `previous` are the first one's and the others'."""

    spec: str
    number: int
    at: str
    kind: str
    previous: str = ""
    log: str = ""
    actor: str = ""
    prompt: str = ""
    version: int | None = None
    digest: str = ""
    environment: str = ""
    evidence: list[str] = []
    commit: str = ""
    words: str = ""


READER: msgspec.json.Decoder[EntryDocument] = typed.decoder(EntryDocument)


def canonical_entry(entry: AuditEntry, number: int, previous: str) -> tuple[str, str]:
    """Its canonical JSON and its hash. The texts of the entry are `whole`."""
    document: dict[str, Any] = {
        "spec": SPEC,
        "number": number,
        "at": time_text(entry.at),
        "kind": entry.kind,
        "previous": previous,
        "log": entry.log,
        "actor": entry.actor,
        "prompt": entry.prompt,
        "version": entry.version,
        "digest": entry.digest,
        "environment": entry.environment,
        "evidence": list(entry.evidence),
        "commit": entry.commit,
        "words": entry.words,
    }
    data = canonical_json({key: value for key, value in document.items() if value})
    return data.decode(), bytes_digest(data)


def read_entry(text: str | bytes) -> LoggedEntry:
    """From canonical JSON; its hash is computed from the text. Raises `ValueError`."""
    data = text.encode() if isinstance(text, str) else text
    found = READER.decode(data)
    if found.spec != SPEC:
        raise ValueError(f"is an entry of the kind {found.spec}, which is not known here")
    entry = AuditEntry(
        datetime.fromisoformat(found.at),
        found.kind,
        found.actor,
        found.prompt,
        found.version,
        found.digest,
        found.environment,
        tuple(found.evidence),
        found.commit,
        found.words,
        found.log,
    )
    before = (found.previous,) if found.previous else ()
    return LoggedEntry(entry, bytes_digest(data), number=found.number, before=before)


def time_text(time: datetime) -> str:
    """UTC, of one length, so that text order is time order."""
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def whole(text: str) -> str:
    """Without halves of characters, for which canonical JSON has no place."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
