"""Sentinel cases: chosen cases that are run again on a pinned version, to see whether its model
still behaves as it did when the version was approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workbench.domain.datasets import Case, Dataset
from workbench.domain.not_looked_at import NotLookedAt

SENTINEL = "sentinel"
"""Label of the cases of a dataset that are meant. Where none has it, all of them are."""
MARGIN = 0.1
"""The smallest change of the pass rate or the mean score that counts as one."""


class Movement(StrEnum):
    MOVED = "moved"
    NOT_MOVED = "not moved"
    CANNOT_TELL = "can't tell yet"
    NOTHING_BEFORE = "nothing to compare with"
    """The answers are kept: the next run is held against them."""
    NO_ANSWER = "no answer"


@dataclass(frozen=True, slots=True)
class KeptBefore:
    """The evaluation that a sentinel run is held against."""

    evaluation_id: str
    column: int
    name: str
    at: datetime
    evidence: bool
    """An approval of the version rests on it."""


@dataclass(frozen=True, slots=True)
class SentinelSubject:
    """A pinned version on its model, with the cases that can be run on it."""

    prompt: str
    """Its path."""
    prompt_id: str
    version: int
    """Its number in this workspace."""
    digest: str
    model: str
    environments: tuple[str, ...]
    dataset: Dataset
    """The sentinel cases alone. Those that were run before are as they were then."""
    before: KeptBefore | None = None

    @property
    def name(self) -> str:
        return f"{self.prompt} v{self.version}"


@dataclass(frozen=True, slots=True)
class SentinelPlan:
    """What would be run again, and which pinned versions cannot be."""

    subjects: tuple[SentinelSubject, ...]
    left_out: tuple[NotLookedAt, ...] = ()


@dataclass(frozen=True, slots=True)
class AnsweredAs:
    """What the provider said it answered as: model and back end, in the order they were seen."""

    models: tuple[str, ...] = ()
    fingerprints: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """`gpt-4o-2024-11-20 / fp_1`."""
        parts = (" and ".join(self.models), " and ".join(self.fingerprints))
        return " / ".join(part for part in parts if part)

    def other_model(self, then: AnsweredAs) -> bool:
        """Another one than then; what was not said is not another."""
        return _other(then.models, self.models)

    def other_back_end(self, then: AnsweredAs) -> bool:
        return _other(then.fingerprints, self.fingerprints)


@dataclass(frozen=True, slots=True)
class AnsweredSince:
    """As what the provider answered a pinned version when its evidence was made, and lately."""

    prompt: str
    version: int
    model: str
    environments: tuple[str, ...]
    then: AnsweredAs
    now: AnsweredAs
    at: datetime
    """Of the newest answer."""


@dataclass(frozen=True, slots=True)
class SentinelVerdict:
    subject: SentinelSubject
    evaluation_id: str
    movement: Movement
    sentence: str
    """For people: what was compared, and what follows."""
    cases: int = 0
    """Those that both runs have."""
    more_cases: int | None = None
    """About how many more would settle it, where that can be said."""
    method: str = ""
    notes: tuple[str, ...] = ()
    then: AnsweredAs = AnsweredAs()
    now: AnsweredAs = AnsweredAs()

    @property
    def other_model(self) -> bool:
        return self.now.other_model(self.then)

    @property
    def other_back_end(self) -> bool:
        return self.now.other_back_end(self.then)


def sentinel_cases(dataset: Dataset) -> tuple[Case, ...]:
    """Those with the label, or all where none has it; of the ones that count."""
    counting = tuple(case for case in dataset.cases if case.counts)
    return tuple(case for case in counting if SENTINEL in case.labels) or counting


def _other(then: Sequence[str], now: Sequence[str]) -> bool:
    return bool(then and now) and not set(then) & set(now)
