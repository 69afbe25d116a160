"""One person's way through a review: what is said already, what comes next, what can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.domain.review_drafts import ReviewDraft
from workbench.domain.reviews import Judgment, Review, ReviewItem
from workbench.gui.review.reviewing.said import Said, said_in


@dataclass(frozen=True, slots=True)
class Opened:
    """What is read before the first item is shown."""

    review: Review
    queue: tuple[ReviewItem, ...]
    judgments: tuple[Judgment, ...]
    """Of this person, those that count."""
    drafts: Mapping[str, ReviewDraft]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an item, by the order of the item."""

    said: Said = Said()
    seconds: float = 0.0
    judged: bool = False
    """It counts: it was judged or skipped."""


@dataclass(frozen=True, slots=True)
class Step:
    """A judgment that was given in this sitting, and what counted before it."""

    key: str
    before: Known


class Sitting:
    def __init__(self, opened: Opened, reviewer: str) -> None:
        self.review, self.reviewer = opened.review, reviewer
        self.queue = opened.queue
        self.position = 0
        self._counting = {each.item: _known(each) for each in opened.judgments}
        self._half = {key: _half(draft) for key, draft in opened.drafts.items()}
        self._spent: dict[str, float] = {}
        self._again: set[str] = set()
        self._steps: list[Step] = []

    @property
    def item(self) -> ReviewItem:
        return self.queue[self.position]

    @property
    def count(self) -> int:
        return len(self.queue)

    @property
    def answered(self) -> int:
        return sum(not known.said.skipped for known in self._counted())

    @property
    def skipped(self) -> int:
        return sum(bool(known.said.skipped) for known in self._counted())

    @property
    def left(self) -> int:
        return self.count - self.answered - self.skipped

    @property
    def can_undo(self) -> bool:
        return bool(self._steps)

    def known(self, key: str) -> Known:
        """What is half said, else what counts, else nothing."""
        return self._half.get(key) or self.counting(key)

    def counting(self, key: str) -> Known:
        return self._counting.get(key, Known())

    def seconds(self, key: str) -> float:
        """That the person looked at it so far, in this sitting and before."""
        return self._spent.get(key, self.known(key).seconds)

    def spend(self, key: str, seconds: float) -> None:
        self._spent[key] = seconds

    def next_open(self, *, after: int | None = None) -> int | None:
        """The next item without an answer, from the beginning again behind the last; None where
        there is none but the one at `after`."""
        start = -1 if after is None else after
        places = (*range(start + 1, self.count), *range(max(start, 0)))
        return next((place for place in places if self._open(self.queue[place])), None)

    def go_to(self, position: int) -> None:
        self.position = position
        self._again.discard(self.item.key)

    def look_again(self) -> int | None:
        """At those that were skipped: they count as open until they are looked at."""
        self._again = {key for key, known in self._counting.items() if known.said.skipped}
        return self.next_open()

    def keep_half(self, key: str, said: Said, seconds: float) -> None:
        if said == self.counting(key).said:
            self._half.pop(key, None)
        else:
            self._half[key] = Known(said, seconds)

    def judged(self, key: str, said: Said, seconds: float) -> None:
        self._steps.append(Step(key, self.counting(key)))
        self._counting[key] = Known(said, seconds, judged=True)
        self._half.pop(key, None)

    def failed(self, key: str, before: Known, said: Said, seconds: float) -> None:
        """A judgment did not reach the disk: it is half said again."""
        self._restore(key, before)
        self._half[key] = Known(said, seconds)
        kept = [step for step in self._steps if step.key != key]
        self._steps = kept

    def undo(self) -> Step | None:
        """Take the newest judgment of this sitting back; what it said is half said then."""
        if not self._steps:
            return None
        step = self._steps.pop()
        taken = self.counting(step.key)
        self._restore(step.key, step.before)
        if not taken.said.skipped:
            self._half[step.key] = Known(taken.said, taken.seconds)
        self.position = self.place_of(step.key)
        return step

    def place_of(self, key: str) -> int:
        return next(place for place, item in enumerate(self.queue) if item.key == key)

    def _restore(self, key: str, before: Known) -> None:
        if before.judged:
            self._counting[key] = before
        else:
            self._counting.pop(key, None)

    def _open(self, item: ReviewItem) -> bool:
        return item.key in self._again or item.key not in self._counting

    def _counted(self) -> Iterable[Known]:
        return (self._counting[item.key] for item in self.queue if item.key in self._counting)


def _known(judgment: Judgment) -> Known:
    return Known(said_in(judgment), judgment.seconds, judged=True)


def _half(draft: ReviewDraft) -> Known:
    return Known(said_in(draft), draft.seconds)
