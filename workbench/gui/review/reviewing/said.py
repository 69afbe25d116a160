"""What a person says of one item, as it was shown; and as it is kept, by the order of the item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from workbench.domain.review_drafts import ReviewDraft
from workbench.domain.reviews import Comment, Judgment
from workbench.domain.rubrics import FIRST, PREFERENCE_ID, SECOND, Answer

OTHER = {FIRST: SECOND, SECOND: FIRST}


@dataclass(frozen=True, slots=True)
class Said:
    answers: Mapping[str, Answer] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
    skipped: str = ""

    @property
    def nothing(self) -> bool:
        return not (self.answers or self.comments or self.skipped)


def turned(said: Said, *, swapped: bool) -> Said:
    """From the order on screen to that of the item, or back: it is the same step."""
    if not swapped:
        return said
    answers = {
        name: OTHER.get(str(answer), answer) if name == PREFERENCE_ID else answer
        for name, answer in said.answers.items()
    }
    comments = tuple(replace(each, output=1 - each.output) for each in said.comments)
    return replace(said, answers=answers, comments=comments)


def said_in(record: Judgment | ReviewDraft) -> Said:
    """By the order of the item."""
    skipped = record.skipped if isinstance(record, Judgment) else ""
    return Said(dict(record.answers), record.comments, skipped)
