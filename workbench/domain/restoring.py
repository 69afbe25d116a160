"""What a team's registry gives back to a workspace: what is found there, and what will come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workbench.domain.approvals import Evidence
from workbench.domain.long_work import LongWork
from workbench.domain.prompts import Prompt, PromptKind
from workbench.domain.releases import Release


class RestorePhase(StrEnum):
    READING = "reading"
    CHECKING = "checking"
    """Files that go along with messages are looked at."""
    BRINGING = "bringing"


@dataclass(frozen=True, slots=True)
class RestoreProgress:
    """`of`: how many prompts, components or files there are."""

    phase: RestorePhase
    done: int
    of: int


RestoreWork = LongWork[RestoreProgress]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file of the registry that is left out, and why. `file` is relative to the registry."""

    file: str
    reason: str
    line: int | None = None

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class FoundVersion:
    """A version whose content has its digest as a workspace keeps it, too."""

    release: Release
    file: str


def approval_key(
    digest: str, environment: str, approver: str, at: datetime
) -> tuple[str, str, str, datetime]:
    """A person may approve a version once more, naming evidence; registries keep no less than
    seconds."""
    return digest, environment, approver, at.replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class FoundApproval:
    """`signed`: a signature lies beside it, and it is a good one."""

    digest: str
    approver: str
    environment: str
    note: str
    at: datetime
    runs: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    signed: bool
    file: str

    @property
    def key(self) -> tuple[str, str, str, datetime]:
        return approval_key(self.digest, self.environment, self.approver, self.at)


@dataclass(frozen=True, slots=True)
class FoundPrompt:
    """A prompt or component with what can be read of it, the oldest version first."""

    prompt: Prompt
    folder: str
    versions: tuple[FoundVersion, ...]
    approvals: tuple[FoundApproval, ...] = ()
    numbers: frozenset[int] = frozenset()
    """Those taken in the registry, by files that cannot be read as well."""


@dataclass(frozen=True, slots=True)
class FoundRegistry:
    directory: str
    name: str
    prompts: tuple[FoundPrompt, ...]
    refused: tuple[Refusal, ...] = ()
    pins: tuple[tuple[str, int], ...] = ()
    """The environments in their order, and how many prompts each has pinned."""
    is_repository: bool = True
    doubts: tuple[str, ...] = ()
    """What could not be checked, in words."""


@dataclass(frozen=True, slots=True)
class ComingVersion:
    """A version that is not here yet. `number` is the registry's, `here` what it gets."""

    found: FoundVersion
    here: int

    @property
    def number(self) -> int:
        return self.found.release.number


@dataclass(frozen=True, slots=True)
class Intake:
    """What a store takes in of one prompt: versions with the numbers and digests they have.

    `prompt` has the id it has here. With `follows` its draft becomes the newest of the versions,
    made when that was; the draft of a prompt that `is_new` always does.
    """

    prompt: Prompt
    releases: tuple[Release, ...]
    is_new: bool = False
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """What will come of one prompt or component."""

    found: FoundPrompt
    is_new: bool
    versions: tuple[ComingVersion, ...] = ()
    known: int = 0
    """How many of its versions are here already."""
    approvals: tuple[FoundApproval, ...] = ()
    known_approvals: int = 0
    follows: bool = True
    """The draft has no changes of its own, and what is newest then was made from its version."""
    card_differs: bool = False
    """Title, labels or the like are not as in the registry; those here stay."""
    tells_status: bool = False
    """Whether it is deprecated, which only the registry knows, is news here."""

    @property
    def path(self) -> str:
        return self.found.prompt.path

    @property
    def kind(self) -> PromptKind:
        return self.found.prompt.kind

    @property
    def brings(self) -> bool:
        return bool(self.is_new or self.versions or self.approvals or self.tells_status)

    @property
    def renumbered(self) -> tuple[ComingVersion, ...]:
        return tuple(each for each in self.versions if each.here != each.number)


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """Everything a restore will bring, made before anything is written."""

    registry: FoundRegistry
    arrivals: tuple[Arrival, ...]
    refused: tuple[Refusal, ...] = ()

    @property
    def coming(self) -> tuple[Arrival, ...]:
        return tuple(each for each in self.arrivals if each.brings)

    @property
    def new_prompts(self) -> int:
        return self._new(PromptKind.PROMPT)

    @property
    def new_components(self) -> int:
        return self._new(PromptKind.COMPONENT)

    @property
    def versions(self) -> int:
        return sum(len(each.versions) for each in self.arrivals)

    @property
    def approvals(self) -> int:
        return sum(len(each.approvals) for each in self.arrivals)

    def _new(self, kind: PromptKind) -> int:
        return sum(each.is_new and each.kind is kind for each in self.arrivals)


@dataclass(frozen=True, slots=True)
class Restored:
    """What came. `stopped`: it was cancelled, and the rest can be brought by doing it again."""

    prompts: int
    versions: int
    approvals: int
    stopped: bool = False
    registry_before: str = ""
    """What the settings called the team's registry, where that was another folder."""


def notes_of(arrival: Arrival) -> Iterator[str]:
    """What is not in this workspace as it is in the registry, in sentences."""
    for each in arrival.renumbered:
        yield f"version {each.number} of the registry is version {each.here} here"
    if arrival.versions and not arrival.follows:
        yield "the draft stays as it is"
    if arrival.card_differs:
        yield "title, description, owner or labels here are others, and stay"
    if arrival.found.prompt.deprecated:
        instead = arrival.found.prompt.replaced_by
        yield "deprecated" + (f": use {instead} instead" if instead else "")
