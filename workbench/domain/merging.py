"""What two people did to a registry at once, brought together: what comes in, what is renumbered,
what somebody has to choose, and every file that it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.releases import Finding, PlannedFile, RemovedFile


class MergeSide(StrEnum):
    OURS = "ours"
    """As it is here."""
    THEIRS = "theirs"
    """As it is in what comes in."""


Choices = Mapping[str, MergeSide]
"""The side that is chosen, by the file of a conflict."""


class ConflictKind(StrEnum):
    PIN = "pin"
    """Two decisions about what an environment uses of a prompt."""
    CARD = "card"
    """Two edits of a prompt's card."""
    FILE = "file"
    """Two edits of policy, roles, labels, or another file."""


@dataclass(frozen=True, slots=True)
class MergeConflict:
    """What both sides changed, so that a person has to choose."""

    file: str
    kind: ConflictKind
    ours: str
    """In words: what it is here, who decided it and when."""
    theirs: str
    base_text: str | None
    """What can be compared: as it was before both; None where there was nothing."""
    ours_text: str | None
    theirs_text: str | None
    prompt: str = ""
    environment: str = ""
    reason: str = ""
    """Why it cannot stay as it is, where the rules found that, and not git."""
    options: tuple[MergeSide, ...] = tuple(MergeSide)
    """The sides that may be chosen."""
    choice: MergeSide | None = None

    @property
    def words(self) -> str:
        if self.kind is ConflictKind.PIN:
            what = f"{self.environment} of {self.prompt}"
        elif self.prompt:
            what = f"the {self.kind} of {self.prompt}"
        else:
            what = self.file
        if self.reason:
            return f"{what} cannot be both: {self.reason}; here {self.ours}, there {self.theirs}"
        return f"{what} was changed twice: here {self.ours}; in what is merged {self.theirs}"


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A version whose number was taken: its digest and approvals stay what they are."""

    prompt: str
    digest: str
    before: int
    number: int
    interface_before: int = 0
    interface: int = 0

    @property
    def words(self) -> str:
        text = f"{self.prompt} v{self.before} becomes v{self.number}"
        if self.interface != self.interface_before:
            text += f", interface {self.interface_before} becomes {self.interface}"
        return text


@dataclass(frozen=True, slots=True)
class Divided:
    """A prompt of which both sides made versions: neither has what the other changed."""

    prompt: str
    ours: int
    """The newest number of each side, after renumbering."""
    theirs: int

    @property
    def newest(self) -> int:
        return max(self.ours, self.theirs)

    @property
    def words(self) -> str:
        older = min(self.ours, self.theirs)
        return (
            f"{self.prompt}: v{self.newest} is the newest and lacks what v{older} changed; "
            "merge the two in a new version if both are wanted"
        )


@dataclass(frozen=True, slots=True)
class Arrival:
    """A commit that comes in."""

    commit: str
    subject: str
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class MergedFile:
    """A path of the repository, and what stands there afterwards; nothing for one that goes."""

    path: str
    blob: str = ""
    """As git holds it already."""
    text: str | None = None
    """What is written for the merge."""
    mode: str = "100644"

    @property
    def removed(self) -> bool:
        return not self.blob and self.text is None


@dataclass(frozen=True, slots=True)
class MergePlan:
    """Everything a merge comes to, made before anything is written."""

    directory: str
    registry: str
    branch: str
    base: str
    """The commit that the branch was at."""
    other: str
    """The commit that comes in, and what it is called."""
    other_name: str
    fast_forward: bool = False
    """Nothing was done here since: the branch only has to follow."""
    under_way: bool = False
    """Git's own merge stands in the middle; this finishes it."""
    arrivals: tuple[Arrival, ...] = ()
    incoming: tuple[str, ...] = ()
    """Files of the registry that come in as they are."""
    renumbered: tuple[Renumbered, ...] = ()
    divided: tuple[Divided, ...] = ()
    conflicts: tuple[MergeConflict, ...] = ()
    files: tuple[PlannedFile, ...] = ()
    """What is in neither side and is written for the merge, compared with what is here."""
    removals: tuple[RemovedFile, ...] = ()
    """Of ours, what goes: a version under its old number, a pin that was not chosen."""
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    """What the rules find in the merged registry and not in what comes in: it may not be."""
    message: str = ""
    actor: str = ""
    """Whom the log and the commit name."""
    result: tuple[MergedFile, ...] = ()
    """Every path that differs from what is here."""

    @property
    def removed(self) -> tuple[str, ...]:
        return tuple(file.path for file in self.removals)

    @property
    def open_conflicts(self) -> tuple[MergeConflict, ...]:
        return tuple(each for each in self.conflicts if each.choice is None)

    @property
    def needed(self) -> bool:
        return self.base != self.other and bool(self.other)

    @property
    def ready(self) -> bool:
        return self.needed and not self.open_conflicts and not self.findings


@dataclass(frozen=True, slots=True)
class RenumberPlan:
    """Versions of one prompt that have a number twice, and what is written to part them."""

    directory: str
    prompt: str
    renumbered: tuple[Renumbered, ...]
    files: tuple[PlannedFile, ...]
    removed: tuple[str, ...]
    message: str
    branch: str
    base: str
    actor: str = ""

    @property
    def commit_needed(self) -> bool:
        return bool(self.files or self.removed)
