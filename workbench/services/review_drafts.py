"""Half-given answers of reviewers: kept while they are given, gone once they are judged."""

from __future__ import annotations

from workbench.domain.review_drafts import ReviewDraft
from workbench.services.review_ports import ReviewDraftStore


class ReviewDraftService:
    def __init__(self, drafts: ReviewDraftStore) -> None:
        self._drafts = drafts

    def keep(self, draft: ReviewDraft) -> None:
        """In the place of an earlier one of the same person and item; one that says nothing is
        no draft."""
        if draft.empty:
            self._drafts.drop(draft.review_id, draft.reviewer, draft.item)
        else:
            self._drafts.keep(draft)

    def drop(self, review_id: str, reviewer: str, item: str) -> None:
        self._drafts.drop(review_id, reviewer, item)

    def drafts(self, review_id: str, reviewer: str) -> dict[str, ReviewDraft]:
        """By the key of the item."""
        return {draft.item: draft for draft in self._drafts.drafts(review_id, reviewer)}
