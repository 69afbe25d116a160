"""Answers that are half given, in SQLite."""

from __future__ import annotations

from workbench.domain.errors import InvalidInput
from workbench.domain.review_drafts import ReviewDraft
from workbench.formats.reviews.documents import document, read
from workbench.store.database import Workspace
from workbench.store.documents import document_column, read_document

ROW = "(SELECT row FROM reviews WHERE id = ?)"
OF_ITEM = f"review = {ROW} AND reviewer = ? AND item = ?"


class SqliteReviewDrafts:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def keep(self, draft: ReviewDraft) -> None:
        with self._workspace.writing() as db:
            kept = db.execute(
                "INSERT INTO review_drafts (review, reviewer, item, document)"
                " SELECT review, ?, key, ? FROM review_items"
                f" WHERE review = {ROW} AND key = ?"
                " ON CONFLICT (review, reviewer, item) DO UPDATE SET document = excluded.document",
                [draft.reviewer, document_column(document(draft)), draft.review_id, draft.item],
            )
            if not kept.rowcount:
                raise InvalidInput(f"The review has no item {draft.item}.")

    def drop(self, review_id: str, reviewer: str, item: str) -> None:
        with self._workspace.writing() as db:
            db.execute(f"DELETE FROM review_drafts WHERE {OF_ITEM}", [review_id, reviewer, item])

    def drafts(self, review_id: str, reviewer: str) -> list[ReviewDraft]:
        with self._workspace.reading() as db:
            rows = db.execute(
                f"SELECT document FROM review_drafts WHERE review = {ROW} AND reviewer = ?",
                [review_id, reviewer],
            )
            return [read(read_document(row["document"]), ReviewDraft) for row in rows]
