"""Results that come back from review packs: looked at, told, and only then taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from workbench.domain.digests import bytes_digest
from workbench.domain.errors import DoubtfulResults, InvalidInput
from workbench.domain.review_standing import standing, what_was_said
from workbench.domain.reviews import Judgment, ResultsRecord, Review, ReviewItem, ShownOutput
from workbench.formats.reviews.results import LARGEST, ResultsFile, read_results
from workbench.services.events import EventBus, ReviewsChanged
from workbench.services.ports import ReviewStore
from workbench.services.review_intake import Intake, taken_in
from workbench.services.reviews import ReviewService
from workbench.services.small_files import read_small

MOST_NOTES = 100
DIGEST_SHOWN = 19


@dataclass(frozen=True, slots=True)
class ResultsPlan:
    """What taking in a results file would do."""

    name: str
    """Of the file."""
    review: Review
    reviewer: str
    digest: str
    """Of the file's bytes."""
    judgments: tuple[Judgment, ...] = ()
    """What is new in it."""
    known: int = 0
    """Judgments that are there already."""
    changed: int = 0
    """Items that the person answers otherwise than before; the earlier answer is kept."""
    outdated: int = 0
    """Items of which the person said something newer since: that counts."""
    notes: tuple[str, ...] = ()
    """What was noticed about it, in words; what was left out is named."""
    doubts: tuple[str, ...] = ()
    """Why it cannot be trusted; there are some only where a person insisted."""
    taken_at: datetime | None = None
    """The very same file was taken in then."""

    @property
    def sentence(self) -> str:
        """What it would do, for a person."""
        if not self.judgments:
            return f"Nothing new from {self.reviewer}: {self._why_nothing()}."
        parts = [f"{_counted(len(self.judgments), 'new answer')} from {self.reviewer}"]
        if self.changed:
            parts.append(f"{self.changed} in the place of an earlier one")
        if self.outdated:
            parts.append(f"{self.outdated} older than what {self.reviewer} said since")
        if self.known:
            parts.append(f"{self.known} known already")
        return ", ".join(parts) + "."

    def _why_nothing(self) -> str:
        if self.taken_at:
            return f"this file was taken in on {self.taken_at:%Y-%m-%d at %H:%M} UTC"
        if self.known:
            return "all of it is known already"
        return "it holds no answer that can be used" if self.notes else "it holds no answers"


class ReviewResultsService:
    def __init__(
        self,
        service: ReviewService,
        reviews: ReviewStore,
        key: Callable[[str, str], bytes],
        events: EventBus,
        now: Callable[[], datetime],
    ) -> None:
        """`key` gives, of a review and a reviewer, what that person's pack signs with."""
        self._service, self._reviews, self._key = service, reviews, key
        self._events, self._now = events, now

    def read(self, data: bytes, name: str, *, insist: bool = False) -> ResultsPlan:
        """What `take` would take in; nothing is changed. `name` is the file's, for messages.

        Raises `FileProblem` where it is no results file, `InvalidInput` where it belongs to no
        review or reviewer of this workspace, `DoubtfulResults` where it is not what left a pack:
        with `insist` such a file is read all the same, and flagged.
        """
        file = read_results(data, name)
        review = self._review_of(file)
        doubts = tuple(self._doubts(review, file))
        if doubts and not insist:
            raise DoubtfulResults(
                f"{name}: {' '.join(doubts)}",
                hint=f"Nothing was taken in. Ask {file.reviewer} for the file as it was saved.",
            )
        said = self._service.everything_said(review.id)
        intake = self._intake(review, file, said)
        digest = bytes_digest(data)
        earlier = [each for each in self.taken(review.id) if each.digest == digest]
        changed, outdated = _against(said, intake.judgments)
        return ResultsPlan(
            name,
            review,
            file.reviewer,
            digest,
            intake.judgments,
            intake.known,
            changed,
            outdated,
            _fewer(intake.notes),
            doubts,
            earlier[-1].at if earlier else None,
        )

    def read_file(self, path: Path, *, insist: bool = False) -> ResultsPlan:
        """As `read`."""
        return self.read(read_small(path, LARGEST), path.name, insist=insist)

    def take(self, plan: ResultsPlan) -> ResultsRecord:
        """All of it or nothing. What is there already is not recorded twice."""
        record = ResultsRecord(
            plan.review.id,
            plan.reviewer,
            plan.digest,
            self._now(),
            len(plan.judgments),
            (*plan.doubts, *plan.notes),
        )
        if plan.taken_at and not plan.judgments:
            return record
        new = self._reviews.record(plan.judgments, record)
        self._events.publish(ReviewsChanged(plan.review.id))
        return replace(record, judgments=new)

    def taken(self, review_id: str) -> list[ResultsRecord]:
        """The files that were taken in, in that order."""
        return self._reviews.results(review_id)

    def _review_of(self, file: ResultsFile) -> Review:
        """Of several that ask the same about the same, the one whose pack it is."""
        alike = self._reviews.with_digest(file.review)
        if not alike:
            raise InvalidInput(self._foreign(file), hint="Nothing was taken in.")
        own = [review for review in alike if file.reviewer in review.plan.reviewers]
        if not own:
            names = ", ".join(alike[0].plan.reviewers)
            raise InvalidInput(
                f"{file.reviewer} is no reviewer of {alike[0].plan.name}.",
                hint=f"Nothing was taken in. Its reviewers are {names}.",
            )
        review = min(own, key=lambda each: len(list(self._doubts(each, file))))
        if review.closed:
            raise InvalidInput(
                f"{review.plan.name} is closed: nothing more is to be judged.",
                hint="Nothing was taken in. Open the review again first.",
            )
        return review

    def _foreign(self, file: ResultsFile) -> str:
        """The pack may be known all the same: then the file was changed."""
        for review in self._reviews.all():
            if file.pack in {pack.digest for pack in self._reviews.packs(review.id)}:
                return (
                    f"It comes from a pack of {review.plan.name}, "
                    "but says that it belongs to another review: it was changed."
                )
        return (
            f"It belongs to a review that is not in this workspace ({_short(file.review)}): "
            f"answers of {file.reviewer}, saved on {file.made_at:%Y-%m-%d}."
        )

    def _doubts(self, review: Review, file: ResultsFile) -> Iterator[str]:
        if not file.is_signed_with(self._key(review.id, file.reviewer)):
            yield (
                f"The signature of {file.reviewer}'s answers to {review.plan.name} does not "
                "hold: they were changed after they were saved, or made somewhere else."
            )
        packs = [pack for pack in self._reviews.packs(review.id) if pack.digest == file.pack]
        if not packs:
            yield f"No such pack was written for {review.plan.name} ({_short(file.pack)})."
        elif file.reviewer not in {pack.reviewer for pack in packs}:
            yield f"The pack was written for {packs[0].reviewer}, not for {file.reviewer}."

    def _intake(self, review: Review, file: ResultsFile, said: Sequence[Judgment]) -> Intake:
        queue = self._service.queue(review.id, file.reviewer)

        def shown(item: ReviewItem) -> tuple[ShownOutput, ...]:
            return self._service.shown(review.id, file.reviewer, (item,))[0].outputs

        return taken_in(review, queue, file, said, shown, self._now())


def _against(said: Sequence[Judgment], new: Sequence[Judgment]) -> tuple[int, int]:
    """Items of which an answer changes, and items of which something newer was said before."""
    before = {(each.reviewer, each.item): each for each in standing(said)}
    changed = outdated = 0
    for place, judgment in {(each.reviewer, each.item): each for each in new}.items():
        if place not in before:
            continue
        if before[place].at > judgment.at:
            outdated += 1
        elif what_was_said(before[place]) != what_was_said(judgment):
            changed += 1
    return changed, outdated


def _fewer(notes: Sequence[str]) -> tuple[str, ...]:
    more = len(notes) - MOST_NOTES
    return (*notes[:MOST_NOTES], *((f"and {more} more of this kind",) if more > 0 else ()))


def _counted(count: int, name: str) -> str:
    return f"1 {name}" if count == 1 else f"{count} {name}s"


def _short(digest: str) -> str:
    return digest[:DIGEST_SHOWN] + "…"
