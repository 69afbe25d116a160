"""Reviews and rubrics kept in memory, with the rules of those on disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tests.fakes import MemoryApprovals
from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.review_drafts import ReviewDraft
from workbench.domain.review_reports import ReportRecord, SavedReport
from workbench.domain.reviews import Judgment, PackRecord, ResultsRecord, Review, ReviewItem
from workbench.domain.rubrics import Rubric
from workbench.domain.unfinished import Unfinished


class MemoryReviews:
    def __init__(self) -> None:
        self._reviews: dict[str, Review] = {}
        self._items: dict[str, tuple[ReviewItem, ...]] = {}
        self._secrets: dict[str, bytes] = {}
        self._judgments: list[Judgment] = []
        self._packs: list[PackRecord] = []
        self._results: list[ResultsRecord] = []

    def add(self, review: Review, items: Sequence[ReviewItem], secret: bytes) -> None:
        self._reviews[review.id] = review
        self._items[review.id], self._secrets[review.id] = tuple(items), secret

    def save(self, review: Review) -> None:
        self.review(review.id)
        self._reviews[review.id] = review

    def review(self, review_id: str) -> Review:
        if review_id not in self._reviews:
            raise NotFound(f"There is no review with the id {review_id}.")
        return self._reviews[review_id]

    def with_digest(self, digest: str) -> list[Review]:
        return [review for review in self.all() if review.digest == digest]

    def all(self) -> list[Review]:
        newest_last = sorted(self._reviews.values(), key=lambda review: review.created_at)
        return newest_last[::-1]

    def items(self, review_id: str) -> list[ReviewItem]:
        return list(self._items.get(review_id, ()))

    def secret(self, review_id: str) -> bytes:
        self.review(review_id)
        return self._secrets[review_id]

    def remove(self, review_id: str) -> None:
        self._reviews.pop(review_id, None)
        self._items.pop(review_id, None)
        self._judgments = [each for each in self._judgments if each.review_id != review_id]

    def record(self, judgments: Sequence[Judgment], results: ResultsRecord | None = None) -> int:
        for judgment in judgments:
            self.review(judgment.review_id)
            if judgment.item not in {item.key for item in self._items[judgment.review_id]}:
                raise InvalidInput(f"The review has no item {judgment.item}.")
        known = {judgment.id for judgment in self._judgments}
        new = {each.id: each for each in judgments if each.id not in known}
        self._judgments.extend(new.values())
        if results is not None:
            self.review(results.review_id)
            self._results.append(replace(results, judgments=len(new)))
        return len(new)

    def judgments(self, review_id: str) -> list[Judgment]:
        return [each for each in self._judgments if each.review_id == review_id]

    def keep_pack(self, pack: PackRecord) -> None:
        self.review(pack.review_id)
        same = (pack.review_id, pack.reviewer, pack.digest)
        if same not in {(each.review_id, each.reviewer, each.digest) for each in self._packs}:
            self._packs.append(pack)

    def packs(self, review_id: str) -> list[PackRecord]:
        own = (each for each in self._packs if each.review_id == review_id)
        return sorted(own, key=lambda pack: (pack.at, pack.reviewer))

    def results(self, review_id: str) -> list[ResultsRecord]:
        return [each for each in self._results if each.review_id == review_id]


class MemoryUnfinished:
    def __init__(self) -> None:
        self._kept: dict[tuple[Unfinished, str], dict[str, Any]] = {}

    def keep(self, kind: Unfinished, name: str, document: dict[str, Any]) -> None:
        self._kept[kind, name] = document

    def drop(self, kind: Unfinished, name: str) -> None:
        self._kept.pop((kind, name), None)

    def documents(self, kind: Unfinished) -> dict[str, dict[str, Any]]:
        return {name: made for (of, name), made in sorted(self._kept.items()) if of is kind}


class MemoryReviewDrafts:
    def __init__(self, reviews: MemoryReviews) -> None:
        self._reviews = reviews
        self._drafts: dict[tuple[str, str, str], ReviewDraft] = {}

    def keep(self, draft: ReviewDraft) -> None:
        if draft.item not in {item.key for item in self._reviews.items(draft.review_id)}:
            raise InvalidInput(f"The review has no item {draft.item}.")
        self._drafts[draft.review_id, draft.reviewer, draft.item] = draft

    def drop(self, review_id: str, reviewer: str, item: str) -> None:
        self._drafts.pop((review_id, reviewer, item), None)

    def drafts(self, review_id: str, reviewer: str) -> list[ReviewDraft]:
        known = {item.key for item in self._reviews.items(review_id)}
        return [
            draft
            for (of, who, item), draft in sorted(self._drafts.items())
            if (of, who) == (review_id, reviewer) and item in known
        ]


class MemoryRubrics:
    def __init__(self) -> None:
        self._rubrics: dict[tuple[str, int], Rubric] = {}
        self._archived: set[str] = set()

    def rubrics(self, *, archived: bool = False) -> list[Rubric]:
        known = {rubric_id for rubric_id, _ in self._rubrics}
        ids = {each for each in known if (each in self._archived) is archived}
        return sorted((self.rubric(each) for each in ids), key=lambda each: (each.name, each.id))

    def rubric(self, rubric_id: str, version: int | None = None) -> Rubric:
        versions = [number for known, number in self._rubrics if known == rubric_id]
        wanted = version if version is not None else max(versions, default=0)
        if wanted not in versions:
            raise NotFound(f"There is no rubric with the id {rubric_id}.")
        return self._rubrics[rubric_id, wanted]

    def keep(self, rubric: Rubric) -> None:
        if (rubric.id, rubric.version) in self._rubrics:
            raise InvalidInput(f"Version {rubric.version} of {rubric.name} is there already.")
        self._rubrics[rubric.id, rubric.version] = rubric
        self._archived.discard(rubric.id)

    def archive(self, rubric_id: str, *, archived: bool = True) -> None:
        if archived:
            self._archived.add(rubric_id)
        else:
            self._archived.discard(rubric_id)


class MemoryReviewReports:
    """With the approvals whose evidence stays when a review is removed."""

    def __init__(self, reviews: MemoryReviews, approvals: MemoryApprovals) -> None:
        self._reviews, self._approvals = reviews, approvals
        self._reports: dict[str, SavedReport] = {}

    def keep(self, report: SavedReport) -> None:
        self._reviews.review(report.record.review_id)
        self._reports.setdefault(report.digest, report)

    def report(self, digest: str) -> SavedReport:
        found = [each for each in self._there() if each.digest == digest]
        if not found:
            raise NotFound(f"There is no report with the digest {digest}.")
        return found[0]

    def of_review(self, review_id: str) -> list[ReportRecord]:
        there = [each.record for each in self._there() if self._has_review(each)]
        return _newest_first([each for each in there if each.review_id == review_id])

    def of_version(self, version_digest: str) -> list[ReportRecord]:
        there = [each.record for each in self._there()]
        return _newest_first([each for each in there if version_digest in each.versions])

    def _there(self) -> list[SavedReport]:
        named = self._approvals.evidence_digests()
        return [
            each
            for each in self._reports.values()
            if self._has_review(each) or each.digest in named
        ]

    def _has_review(self, report: SavedReport) -> bool:
        return report.record.review_id in {review.id for review in self._reviews.all()}


def _newest_first(records: list[ReportRecord]) -> list[ReportRecord]:
    """Of two with the same time, the one that was kept later."""
    found = sorted(records, key=lambda record: record.at)
    found.reverse()
    return found
