"""Reports of reviews: what was judged and said, to be read by others and kept as evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workbench.domain.agreements import ReviewFigures
from workbench.domain.reviews import Judgment


@dataclass(frozen=True, slots=True)
class JudgedOutput:
    """An output of a review with where it is from, which reviewers were not told."""

    item: str
    """Key of the item."""
    run_id: str
    prompt: str
    """Path of the prompt."""
    version: int | None
    """None: a state of the draft."""
    model: str
    version_digest: str
    """Of the content that was run."""
    text_digest: str
    """`sha256:` and the SHA-256 of the text in UTF-8."""
    text: str
    inputs: tuple[tuple[str, str], ...] = ()

    @property
    def contender(self) -> str:
        version = "draft" if self.version is None else f"v{self.version}"
        return f"{self.prompt} {version} · {self.model}"


@dataclass(frozen=True, slots=True)
class ReviewReport:
    figures: ReviewFigures
    outputs: tuple[JudgedOutput, ...]
    """In the order of the items; of a pair the item's first one first."""
    said: tuple[Judgment, ...]
    """Those that count, by time."""
    at: datetime
    """Of the newest judgment, so that the same judgments make the same report."""


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """A line in the list of reports."""

    digest: str
    """`sha256:` and the SHA-256 of its Markdown in UTF-8."""
    review_id: str
    name: str
    at: datetime
    people: int
    items: int
    judgments: int
    sentence: str = ""
    blind: bool = True
    figures: tuple[tuple[str, str], ...] = ()
    """Name and words of each, in short. They hold no output and name nobody."""
    versions: tuple[str, ...] = ()
    """Digests of the contents whose outputs were judged."""


@dataclass(frozen=True, slots=True)
class SavedReport:
    record: ReportRecord
    markdown: str
    html: str
    figures: str
    """The figures as JSON, without any output."""

    @property
    def digest(self) -> str:
        return self.record.digest
