"""Reviews and what people said in them, in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.reviews import Judgment, PackRecord, ResultsRecord, Review, ReviewItem
from workbench.formats.reviews.documents import document, read
from workbench.store.database import Workspace
from workbench.store.documents import document_column, read_document, read_time, time_column
from workbench.store.review_reports import remove_reports

ROW = "(SELECT row FROM reviews WHERE id = ?)"


class SqliteReviews:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def add(self, review: Review, items: Sequence[ReviewItem], secret: bytes) -> None:
        plan = review.plan
        with self._workspace.writing() as db:
            db.execute(
                "INSERT INTO reviews (id, created_at, prompt_id, evaluation_id, secret, document)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [
                    review.id,
                    time_column(review.created_at),
                    plan.prompt_id,
                    plan.evaluation_id,
                    secret,
                    document_column(document(review)),
                ],
            )
            row = _row(db, review.id)
            db.executemany(
                "INSERT INTO review_items VALUES (?, ?, ?, ?)",
                [
                    (row, number, item.key, document_column(document(item)))
                    for number, item in enumerate(items)
                ],
            )

    def save(self, review: Review) -> None:
        with self._workspace.writing() as db:
            _row(db, review.id)
            db.execute(
                "UPDATE reviews SET document = ? WHERE id = ?",
                [document_column(document(review)), review.id],
            )

    def review(self, review_id: str) -> Review:
        with self._workspace.reading() as db:
            _row(db, review_id)
            found = db.execute("SELECT document FROM reviews WHERE id = ?", [review_id]).fetchone()
            return _review(found)

    def with_digest(self, digest: str) -> list[Review]:
        return [review for review in self.all() if review.digest == digest]

    def all(self) -> list[Review]:
        with self._workspace.reading() as db:
            rows = db.execute("SELECT document FROM reviews ORDER BY created_at DESC, row DESC")
            return [_review(row) for row in rows]

    def items(self, review_id: str) -> list[ReviewItem]:
        with self._workspace.reading() as db:
            rows = db.execute(
                f"SELECT document FROM review_items WHERE review = {ROW} ORDER BY number",
                [review_id],
            )
            return [read(read_document(row["document"]), ReviewItem) for row in rows]

    def secret(self, review_id: str) -> bytes:
        with self._workspace.reading() as db:
            _row(db, review_id)
            found = db.execute("SELECT secret FROM reviews WHERE id = ?", [review_id]).fetchone()
            return bytes(found["secret"])

    def remove(self, review_id: str) -> None:
        with self._workspace.writing() as db:
            # Judgments name items as well as the review: they go first
            db.execute(f"DELETE FROM judgments WHERE review = {ROW}", [review_id])
            for row in db.execute("SELECT row FROM reviews WHERE id = ?", [review_id]).fetchall():
                remove_reports(db, row["row"])
            db.execute("DELETE FROM reviews WHERE id = ?", [review_id])

    def record(self, judgments: Sequence[Judgment], results: ResultsRecord | None = None) -> int:
        with self._workspace.writing() as db:
            new = sum(_record(db, judgment) for judgment in judgments)
            if results is not None:
                _keep_results(db, replace(results, judgments=new))
            return new

    def judgments(self, review_id: str) -> list[Judgment]:
        with self._workspace.reading() as db:
            rows = db.execute(
                f"SELECT document FROM judgments WHERE review = {ROW} ORDER BY row", [review_id]
            )
            return [read(read_document(row["document"]), Judgment) for row in rows]

    def keep_pack(self, pack: PackRecord) -> None:
        with self._workspace.writing() as db:
            row = _row(db, pack.review_id)
            db.execute(
                "INSERT OR IGNORE INTO review_packs VALUES (?, ?, ?, ?)",
                [row, pack.reviewer, pack.digest, time_column(pack.at)],
            )

    def packs(self, review_id: str) -> list[PackRecord]:
        with self._workspace.reading() as db:
            rows = db.execute(
                f"SELECT * FROM review_packs WHERE review = {ROW} ORDER BY at, reviewer",
                [review_id],
            )
            return [
                PackRecord(review_id, row["reviewer"], row["digest"], read_time(row["at"]))
                for row in rows
            ]

    def results(self, review_id: str) -> list[ResultsRecord]:
        with self._workspace.reading() as db:
            rows = db.execute(
                f"SELECT document FROM review_results WHERE review = {ROW} ORDER BY row",
                [review_id],
            )
            return [read(read_document(row["document"]), ResultsRecord) for row in rows]


def _keep_results(db: sqlite3.Connection, results: ResultsRecord) -> None:
    db.execute(
        "INSERT INTO review_results (review, reviewer, digest, at, document)"
        " VALUES (?, ?, ?, ?, ?)",
        [
            _row(db, results.review_id),
            results.reviewer,
            results.digest,
            time_column(results.at),
            document_column(document(results)),
        ],
    )


def _record(db: sqlite3.Connection, judgment: Judgment) -> int:
    try:
        inserted = db.execute(
            "INSERT INTO judgments (id, review, item, reviewer, at, document)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
            [
                judgment.id,
                _row(db, judgment.review_id),
                judgment.item,
                judgment.reviewer,
                time_column(judgment.at),
                document_column(document(judgment)),
            ],
        )
    except sqlite3.IntegrityError as error:
        raise InvalidInput(f"The review has no item {judgment.item}.") from error
    return inserted.rowcount


def _row(db: sqlite3.Connection, review_id: str) -> int:
    found = db.execute("SELECT row FROM reviews WHERE id = ?", [review_id]).fetchone()
    if found is None:
        raise NotFound(f"There is no review with the id {review_id}.")
    return int(found["row"])


def _review(row: sqlite3.Row) -> Review:
    return read(read_document(row["document"]), Review)
