"""What a reviewer said of an item without going on: kept, so that nothing is said twice."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.reviews import Comment
from workbench.domain.rubrics import Answer


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """It counts for nothing until it is judged. All is by the order of the item."""

    review_id: str
    reviewer: str
    item: str
    """Key of the item."""
    answers: tuple[tuple[str, Answer], ...] = ()
    comments: tuple[Comment, ...] = ()
    seconds: float = 0.0
    """That the person looked at it."""

    @property
    def empty(self) -> bool:
        return not self.answers and not self.comments
