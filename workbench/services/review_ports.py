"""What is kept of reviews: a part of `ports`, from where it is imported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from workbench.domain.review_drafts import ReviewDraft
from workbench.domain.review_reports import ReportRecord, SavedReport
from workbench.domain.reviews import (
    Judgment,
    PackRecord,
    ResultsRecord,
    Review,
    ReviewItem,
)
from workbench.domain.rubrics import Rubric
from workbench.domain.unfinished import Unfinished


class ReviewStore(Protocol):
    """Judgments are only ever added."""

    def add(self, review: Review, items: Sequence[ReviewItem], secret: bytes) -> None: ...

    def save(self, review: Review) -> None:
        """Replace all but its items. Raises `NotFound`."""
        ...

    def review(self, review_id: str) -> Review:
        """Raises `NotFound`."""
        ...

    def with_digest(self, digest: str) -> list[Review]:
        """Newest first; more than one where the same was set up twice."""
        ...

    def all(self) -> list[Review]:
        """Newest first."""
        ...

    def items(self, review_id: str) -> list[ReviewItem]: ...

    def secret(self, review_id: str) -> bytes: ...

    def remove(self, review_id: str) -> None:
        """With everything that was said in it; the runs stay."""
        ...

    def record(self, judgments: Sequence[Judgment], results: ResultsRecord | None = None) -> int:
        """All or none, but for those that are there already; how many were new.

        With `results`, the file that they came in is noted with them and with how many of them
        were new, or nothing is.

        Raises `InvalidInput` for an item that the review does not have.
        """
        ...

    def judgments(self, review_id: str) -> list[Judgment]:
        """All that was ever said, in the order in which it was recorded."""
        ...

    def keep_pack(self, pack: PackRecord) -> None:
        """Once; again is no mistake."""
        ...

    def packs(self, review_id: str) -> list[PackRecord]: ...

    def results(self, review_id: str) -> list[ResultsRecord]:
        """In the order in which they were taken in."""
        ...


class ReviewDraftStore(Protocol):
    """One for each review, reviewer and item."""

    def keep(self, draft: ReviewDraft) -> None:
        """In the place of an earlier one. Raises `InvalidInput` for an item that the review does
        not have."""
        ...

    def drop(self, review_id: str, reviewer: str, item: str) -> None:
        """None is no mistake."""
        ...

    def drafts(self, review_id: str, reviewer: str) -> list[ReviewDraft]: ...


class UnfinishedStore(Protocol):
    """One for each kind and name."""

    def keep(self, kind: Unfinished, name: str, document: dict[str, Any]) -> None:
        """In the place of an earlier one."""
        ...

    def drop(self, kind: Unfinished, name: str) -> None:
        """None is no mistake."""
        ...

    def documents(self, kind: Unfinished) -> dict[str, dict[str, Any]]:
        """By name."""
        ...


class RubricStore(Protocol):
    def rubrics(self, *, archived: bool = False) -> list[Rubric]:
        """The newest version of each that is not put aside, by name; or of those that are."""
        ...

    def rubric(self, rubric_id: str, version: int | None = None) -> Rubric:
        """The newest version if none is given. Raises `NotFound`."""
        ...

    def keep(self, rubric: Rubric) -> None:
        """A version that is there already never changes: then it raises `InvalidInput`."""
        ...

    def archive(self, rubric_id: str, *, archived: bool = True) -> None: ...


class ReviewReportStore(Protocol):
    """Reports never change. With their review they go, but for those that an approval names."""

    def keep(self, report: SavedReport) -> None:
        """Once; again is no mistake. Raises `NotFound` where the review is gone."""
        ...

    def report(self, digest: str) -> SavedReport:
        """Raises `NotFound`."""
        ...

    def of_review(self, review_id: str) -> list[ReportRecord]:
        """Newest judgments first."""
        ...

    def of_version(self, version_digest: str) -> list[ReportRecord]:
        """Those in which outputs of that content were judged, newest judgments first."""
        ...
