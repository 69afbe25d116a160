"""Entries of an audit log as the terminal shows them."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from workbench.domain.audit import LoggedEntry
from workbench.domain.audit_words import kind_words, subject

HEADER = ("time (UTC)", "log", "person", "what", "prompt", "env", "digest", "words")
SHORT = 12


def entry_row(logged: LoggedEntry) -> tuple[str, ...]:
    entry = logged.entry
    return (
        entry.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"),
        f"#{logged.number}" if logged.number else logged.source,
        entry.actor,
        kind_words(entry.kind),
        subject(entry),
        entry.environment,
        entry.digest.removeprefix("sha256:")[:SHORT],
        entry.words,
    )


def entry_document(logged: LoggedEntry) -> dict[str, Any]:
    entry = logged.entry
    return {
        "log": logged.source,
        "number": logged.number or None,
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "kind": entry.kind,
        "prompt": entry.prompt,
        "version": entry.version,
        "digest": entry.digest,
        "environment": entry.environment,
        "evidence": list(entry.evidence),
        "commit": entry.commit,
        "words": entry.words,
        "hash": logged.hash,
        "before": list(logged.before),
        "file": logged.file,
    }


def given_day(text: str) -> datetime:
    """A day, or a moment, of UTC unless it says otherwise."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-11-21") from error
    return at if at.tzinfo else at.replace(tzinfo=UTC)
