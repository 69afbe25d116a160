"""What runs where: changes of an environment's pins, and the matrix of prompts and environments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from workbench.domain.errors import RegistryError
from workbench.domain.releases import PlannedFile, RemovedFile
from workbench.domain.syncing import branch_name

Severity = Literal["advisory", "block"]
PREVIOUS = "previous"


class Change(StrEnum):
    """What can be done to a prompt in a registry, besides exporting a version of it."""

    PIN = "pin"
    PROMOTE = "promote"
    ROLLBACK = "rollback"
    CANARY = "canary"
    WITHDRAW = "withdraw"
    DEPRECATE = "deprecate"
    ARCHIVE = "archive"
    ACTIVATE = "activate"
    """Back from deprecated or archived."""
    REINSTATE = "reinstate"
    """A withdrawal is taken back."""


class CanaryStep(StrEnum):
    SHARE = "share"
    """Begin a canary, or change its share."""
    FINISH = "finish"
    """All callers get it."""
    STOP = "stop"
    """Nobody gets it any more."""


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """What somebody wants to be changed. Fields that a change has no use for stay as they are."""

    change: Change
    prompt: str
    actor: str
    """Empty for whom git names."""
    at: datetime
    environment: str = ""
    version: str = ""
    """A number, the start of a digest, `previous`; empty where the change itself says which."""
    note: str = ""
    source: str = ""
    """Promote: from which environment. Empty: the one that policy names, or the one before."""
    step: CanaryStep = CanaryStep.SHARE
    weight: int = 0
    """Canary: per cent of callers."""
    severity: Severity = "block"
    replaced_by: str = ""
    allow_interface_change: bool = False
    while_pinned: bool = False
    """Withdraw a version also where an environment uses it."""


class Mend(StrEnum):
    """What would do away with a reason against a change."""

    NOTHING = ""
    APPROVE = "approve"
    """The version, for `Reason.environment`."""
    PROMOTE = "promote"
    """The version to `Reason.environment` first."""
    EVALUATE = "evaluate"
    """And approve on that."""
    ALLOW_INTERFACE = "allow the interface"
    WHILE_PINNED = "while pinned"
    END_CANARY = "end the canary"
    ACTIVATE = "activate"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a change may not be: in words, by which rule, and where that is asked for."""

    words: str
    rule: str = ""
    place: str = ""
    """The line of the policy that asks for it, as `policy.yaml:12`."""
    mend: Mend = Mend.NOTHING
    environment: str = ""
    """Where it is mended."""
    option: str = ""
    """What somebody may say in the terminal to have it all the same."""

    @property
    def line(self) -> str:
        asides = "".join(f" ({each})" for each in (self.place, self.option) if each)
        return self.words + asides


class ChangeRefused(RegistryError):
    """With every reason at once, and what else there is to know."""

    title = "Refused"

    def __init__(
        self,
        message: str,
        reasons: Sequence[Reason],
        notes: Sequence[str] = (),
        *,
        hint: str,
        version: int | None = None,
    ) -> None:
        """`version` is the one that the change is about."""
        self.reasons, self.notes, self.version = tuple(reasons), tuple(notes), version
        lines = "".join(f"\n- {reason.line}" for reason in self.reasons)
        super().__init__(f"{message}{lines}", hint=hint)


@dataclass(frozen=True, slots=True)
class ChangePlan:
    """Everything a change will write, made before anything is written."""

    directory: str
    registry: str
    change: Change
    prompt: str
    environment: str
    version: int | None
    digest: str
    files: tuple[PlannedFile, ...]
    removals: tuple[RemovedFile, ...]
    message: str
    branch: str
    base: str
    """The commit the plan was made on."""
    notes: tuple[str, ...] = ()
    """What there is to know before it is done; nothing that forbids it."""
    actor: str = ""
    """Whom the log and the commit message will name."""
    onto: str = ""
    """A new branch for the commit; without one it goes onto the branch that is checked out."""

    @property
    def usual_branch(self) -> str:
        """What a new branch for it is called, if nobody says otherwise."""
        return branch_name(self.change.value, self.prompt, self.environment or "life")

    @property
    def removed(self) -> tuple[str, ...]:
        return tuple(file.path for file in self.removals)

    @property
    def commit_needed(self) -> bool:
        return bool(self.files or self.removals)


@dataclass(frozen=True, slots=True)
class Share:
    """A canary: a second version, and how many per cent of callers get it."""

    version: int
    digest: str
    weight: int


@dataclass(frozen=True, slots=True)
class PinnedVersion:
    """What an environment uses of a prompt, who decided it, when, and on what."""

    environment: str
    version: int
    digest: str
    interface: int
    actor: str = ""
    at: str = ""
    reason: str = ""
    approvers: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    canary: tuple[Share, ...] = ()
    withdrawn: str = ""
    """`advisory` or `block`, if the version was withdrawn."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two neighbouring environments, in words; empty if nothing does."""

    before: str
    after: str
    words: str


@dataclass(frozen=True, slots=True)
class PromptPins:
    """A row of the matrix."""

    prompt: str
    status: str
    replaced_by: str
    pins: tuple[PinnedVersion, ...]
    """In the order of the environments; one that does not use it is missing, and all of them are
    where the prompt is archived, or was not pinned yet."""
    differences: tuple[Difference, ...] = ()

    def pin(self, environment: str) -> PinnedVersion | None:
        return next((pin for pin in self.pins if pin.environment == environment), None)


@dataclass(frozen=True, slots=True)
class PinConflict:
    """A pin that two people changed; git waits for one of the two to be chosen."""

    file: str
    prompt: str
    environment: str
    ours: str
    """In words: the version, who decided it and when."""
    theirs: str

    @property
    def words(self) -> str:
        return (
            f"{self.environment} of {self.prompt} was changed twice: "
            f"here {self.ours}; in what is merged {self.theirs}"
        )


@dataclass(frozen=True, slots=True)
class Overview:
    """What runs where, in the environments' own order."""

    environments: tuple[str, ...]
    prompts: tuple[PromptPins, ...]
    conflicts: tuple[PinConflict, ...] = ()


@dataclass(frozen=True, slots=True)
class PinnedText:
    """A pinned version's readable content, to be compared with another environment's."""

    environment: str
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class ComponentUse:
    """A pinned version that includes a component in another state than its newest."""

    environment: str
    prompt: str
    version: int
    includes: int | None
    """The component's version in it; None where the registry does not hold that."""
    newest: int
