"""A person's decision on one version digest, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EvidenceKind(StrEnum):
    REVIEW = "review report"
    EVALUATION = "evaluation"


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of an evaluation as numbers, which a registry's policy can be held against."""

    suite: str
    """The dataset, by the name that a policy asks for."""
    dataset: str
    """Its digest."""
    cases: int
    metrics: tuple[tuple[str, str, float], ...] = ()
    """Model, metric and value of each."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a version and can be read again: a report of a review, an evaluation."""

    kind: EvidenceKind
    name: str
    digest: str
    """Of what was read: a report's Markdown, an evaluation's figures."""
    summary: str = ""
    """What it comes to, for people; it stays in the workspace."""
    id: str = ""
    """Of the review or the evaluation in this workspace."""
    at: datetime | None = None
    """Of the newest judgment; of an evaluation, when it was asked for."""
    figures: tuple[tuple[str, str], ...] = ()
    """Name and words of each. They hold no output and name nobody: they may go into git."""
    measured: Measured | None = None


@dataclass(frozen=True, slots=True)
class EvidenceOffer:
    """Evidence there is of a version, before anybody approves on it."""

    evidence: Evidence
    fresh: bool = True
    """Nothing was said or measured since."""
    note: str = ""
    """What there is to know of it before one rests on it, in words."""


@dataclass(frozen=True, slots=True)
class Approval:
    id: str
    prompt_id: str
    digest: str
    version: int
    approver: str
    note: str
    created_at: datetime
    environment: str = "dev"
    runs: tuple[str, ...] = ()
    """Ids of the runs of this digest that the approver could see."""
    evidence: tuple[Evidence, ...] = ()
    """What the approver says to have looked at."""
    signed: bool = False
    """It came from a registry, where a good signature stood beside it."""
