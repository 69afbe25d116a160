"""An audit log as a table: CSV and Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC

from workbench.domain.audit import LoggedEntry
from workbench.domain.audit_words import kind_words, subject
from workbench.formats.markdown_text import inline
from workbench.formats.spreadsheets import harmless

COLUMNS = (
    "time", "log", "number", "person", "what", "prompt", "version", "digest", "environment",
    "evidence", "commit", "words", "hash", "file",
)  # fmt: skip
SHOWN_DIGITS = 12


def csv_lines(entries: Iterable[LoggedEntry]) -> Iterator[str]:
    """No cell is a formula to a spreadsheet."""
    yield _csv_line(COLUMNS)
    for logged in entries:
        yield _csv_line([harmless(cell) for cell in _cells(logged)])


def markdown_lines(entries: Iterable[LoggedEntry]) -> Iterator[str]:
    yield "# Audit log\n\n"
    yield "| Time (UTC) | Log | Person | What | Prompt | Environment | Digest | Words | Hash |\n"
    yield "|---|---|---|---|---|---|---|---|---|\n"
    for logged in entries:
        entry = logged.entry
        cells = (
            entry.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"),
            f"{logged.source} {logged.number}" if logged.number else logged.source,
            entry.actor,
            kind_words(entry.kind),
            subject(entry),
            entry.environment,
            _short(entry.digest),
            entry.words,
            _short(logged.hash),
        )
        yield "| " + " | ".join(map(inline, cells)) + " |\n"


def _cells(logged: LoggedEntry) -> tuple[str, ...]:
    entry = logged.entry
    return (
        entry.at.astimezone(UTC).isoformat(),
        logged.source,
        str(logged.number or ""),
        entry.actor,
        entry.kind,
        entry.prompt,
        str(entry.version or ""),
        entry.digest,
        entry.environment,
        " ".join(entry.evidence),
        entry.commit,
        entry.words,
        logged.hash,
        logged.file,
    )


def _csv_line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _short(digest: str) -> str:
    return digest.removeprefix("sha256:")[:SHOWN_DIGITS]
