"""What the overview of a review shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workbench.domain.reviews import (
    Judgment,
    PackRecord,
    ResultsRecord,
    ReviewerProgress,
    ReviewSummary,
)


@dataclass(frozen=True, slots=True)
class ReviewerLine:
    """What is known of one reviewer."""

    progress: ReviewerProgress
    seconds: float = 0.0
    """That the person looked at what was answered."""
    last: datetime | None = None
    """When the person answered last."""
    packed: datetime | None = None
    """When a pack was written last."""
    returned: datetime | None = None
    """When results were taken in last."""

    @property
    def done(self) -> int:
        return self.progress.judged + self.progress.skipped

    @property
    def left(self) -> int:
        return self.progress.asked - self.done


@dataclass(frozen=True, slots=True)
class OverviewContent:
    summary: ReviewSummary
    lines: tuple[ReviewerLine, ...] = ()
    packs: tuple[PackRecord, ...] = ()
    results: tuple[ResultsRecord, ...] = ()
    evaluation: str = ""
    """Name of the evaluation that the outputs are from, if it is still there."""
    prompt: str = ""
    """Path of the prompt, if it is still there."""

    @property
    def judged(self) -> int:
        return sum(line.progress.judged for line in self.lines)


def content_of(
    summary: ReviewSummary,
    judgments: list[Judgment],
    packs: list[PackRecord],
    results: list[ResultsRecord],
    evaluation: str = "",
    prompt: str = "",
) -> OverviewContent:
    """`judgments` are those that count."""
    lines = tuple(_line(each, judgments, packs, results) for each in summary.reviewers)
    return OverviewContent(summary, lines, tuple(packs), tuple(results), evaluation, prompt)


def _line(
    progress: ReviewerProgress,
    judgments: list[Judgment],
    packs: list[PackRecord],
    results: list[ResultsRecord],
) -> ReviewerLine:
    own = [each for each in judgments if each.reviewer == progress.name]
    return ReviewerLine(
        progress,
        sum(each.seconds for each in own),
        max((each.at for each in own), default=None),
        max((each.at for each in packs if each.reviewer == progress.name), default=None),
        max((each.at for each in results if each.reviewer == progress.name), default=None),
    )
