"""Reports of reviews in SQLite, under the digest of their Markdown."""

from __future__ import annotations

import sqlite3
from typing import Any

from workbench.domain.errors import NotFound
from workbench.domain.review_reports import ReportRecord, SavedReport
from workbench.formats.reviews.documents import document, read
from workbench.store.database import Workspace
from workbench.store.documents import document_column, read_document, time_column

NEWEST_FIRST = "ORDER BY at DESC, row DESC"


class SqliteReviewReports:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def keep(self, report: SavedReport) -> None:
        record = report.record
        with self._workspace.writing() as db:
            review = db.execute(
                "SELECT row FROM reviews WHERE id = ?", [record.review_id]
            ).fetchone()
            if review is None:
                raise NotFound(f"There is no review with the id {record.review_id}.")
            inserted = db.execute(
                "INSERT INTO review_reports (digest, review, at, document, figures, markdown, html)"
                " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING",
                [
                    record.digest,
                    review["row"],
                    time_column(record.at),
                    document_column(document(record)),
                    *map(_text, (report.figures, report.markdown, report.html)),
                ],
            )
            if inserted.rowcount:
                db.executemany(
                    "INSERT INTO review_report_versions VALUES (?, ?)",
                    [(digest, inserted.lastrowid) for digest in dict.fromkeys(record.versions)],
                )

    def report(self, digest: str) -> SavedReport:
        with self._workspace.reading() as db:
            row = db.execute("SELECT * FROM review_reports WHERE digest = ?", [digest]).fetchone()
        if row is None:
            raise NotFound(f"There is no report with the digest {digest}.")
        texts = (_read_text(row[name]) for name in ("markdown", "html", "figures"))
        return SavedReport(_record(row), *texts)

    def of_review(self, review_id: str) -> list[ReportRecord]:
        where = "review = (SELECT row FROM reviews WHERE id = ?)"
        return self._records(where, review_id)

    def of_version(self, version_digest: str) -> list[ReportRecord]:
        where = "row IN (SELECT report FROM review_report_versions WHERE version_digest = ?)"
        return self._records(where, version_digest)

    def _records(self, where: str, value: str) -> list[ReportRecord]:
        with self._workspace.reading() as db:
            rows = db.execute(
                f"SELECT document FROM review_reports WHERE {where} {NEWEST_FIRST}", [value]
            )
            return [_record(row) for row in rows]


def remove_reports(db: sqlite3.Connection, review: int) -> None:
    """Those of a review that goes, by its row, but for those that an approval names."""
    rows = db.execute("SELECT evidence FROM approvals WHERE evidence != '[]'")
    named = {each["digest"] for row in rows for each in read_document(row["evidence"])}
    own = db.execute("SELECT row, digest FROM review_reports WHERE review = ?", [review]).fetchall()
    gone = [(row["row"],) for row in own if row["digest"] not in named]
    db.executemany("DELETE FROM review_reports WHERE row = ?", gone)


def _record(row: sqlite3.Row) -> ReportRecord:
    return read(read_document(row["document"]), ReportRecord)


def _text(text: str) -> str | bytes:
    """As bytes where it holds half a surrogate pair, for which SQLite's texts have no place."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def _read_text(column: Any) -> str:
    return column.decode("utf-8", "surrogatepass") if isinstance(column, bytes) else str(column)
