"""What an environment asks of a version, demand by demand, and what there is of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DemandState(StrEnum):
    MET = "met"
    MISSING = "missing"
    RULE = "rule"
    """It holds for whoever acts; there is nothing to be fulfilled beforehand."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A line of the policy, and how a version stands to it."""

    words: str
    state: DemandState
    line: int | None = None
    """Of policy.yaml."""
    there: tuple[str, ...] = ()
    """Who approved, and in which role; which evidence there is, with its figures."""
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signing:
    """With what this person would sign; `problem` says why they cannot."""

    key: str = ""
    problem: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one version in one environment, and of who asks."""

    prompt: str
    version: int
    digest: str
    environment: str
    level: str
    demands: tuple[Demand, ...] = ()
    uncounted: tuple[str, ...] = ()
    """Approvals that are there and do not count, with the reason."""
    evidence: tuple[tuple[str, str], ...] = ()
    """Name and digest of each file about this version."""
    person: str = ""
    """Who would approve: whom git names."""
    roles: tuple[str, ...] = ()
    """That this person holds for this prompt."""
    refused: str = ""
    """Why this person may not approve; empty if they may."""
    signed: bool = False
    """The policy counts signed approvals only."""
    signing: Signing = Signing()

    @property
    def missing(self) -> tuple[Demand, ...]:
        return tuple(each for each in self.demands if each.state is DemandState.MISSING)
