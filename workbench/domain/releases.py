"""What goes into the team registry, what is planned for it, and what was found in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workbench.domain.approvals import Approval
from workbench.domain.errors import InvalidInput
from workbench.domain.prompts import Attachment, Prompt, PromptContent
from workbench.domain.release_policy import Level

ENVIRONMENTS = ("dev", "staging", "prod")
ENVIRONMENT_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
OWNER = re.compile(r"@[A-Za-z0-9._/-]{1,80}|[A-Za-z0-9._+-]{1,80}@[A-Za-z0-9.-]{1,80}")


class FindingSeverity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    """Nothing is wrong; somebody may want to know."""


@dataclass(frozen=True, slots=True)
class RegistrySetup:
    """What a new registry begins with."""

    environments: tuple[str, ...] = ENVIRONMENTS
    """In their order; the first is where versions arrive."""
    level: Level = "recorded"
    owners: tuple[str, ...] = ()
    """Who has to look at changes of policy, trust and the last environment: `@acme/leads`."""

    def __post_init__(self) -> None:
        wrong = [name for name in self.environments if not ENVIRONMENT_NAME.fullmatch(name)]
        if wrong or not self.environments or len(set(self.environments)) < len(self.environments):
            named = f"{wrong[0]!r} cannot be the name of one" if wrong else "each has its own name"
            raise InvalidInput(
                f"These cannot be a registry's environments: {named}.",
                hint="Use small letters, digits and hyphens, each name once: dev, staging, prod",
            )
        if bad := [who for who in self.owners if not OWNER.fullmatch(who)]:
            raise InvalidInput(
                f"{bad[0]!r} names no owner.", hint="As the forge knows them: @acme/leads"
            )


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a file of the registry breaks. `file` is relative to the registry."""

    rule: str
    severity: FindingSeverity
    file: str
    message: str
    line: int | None = None

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Release:
    """A version as it is handed to a registry."""

    prompt: Prompt
    number: int
    """Its number in the workspace; the registry keeps it unless it is taken there."""
    digest: str
    content: PromptContent
    author: str
    created_at: datetime
    note: str
    ancestors: tuple[str, ...] = ()
    """Digests of the versions it came from, the nearest first."""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that a message names, and how large it is."""

    attachment: Attachment
    size: int


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """A version, what it includes, and the approvals that let it out."""

    release: Release
    components: tuple[Release, ...]
    approvals: tuple[Approval, ...]
    environment: str
    actor: str
    at: datetime
    attached: tuple[AttachedFile, ...] = ()
    allow_interface_change: bool = False
    """Callers in the environment are ready for other inputs or another output."""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file before and after; `old` is None where there is none yet."""

    path: str
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class RemovedFile:
    """A file that goes, with what it held."""

    path: str
    old: str


@dataclass(frozen=True, slots=True)
class PlannedAttachment:
    """A file that goes along with a message, new in the registry."""

    path: str
    attachment: Attachment
    size: int


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """Everything an export will write, made before anything is written."""

    directory: str
    registry: str
    prompt_id: str
    path: str
    workspace_number: int
    number: int
    digest: str
    environment: str
    files: tuple[PlannedFile, ...]
    message: str
    branch: str
    base: str
    """The commit the plan was made on; empty where there is none yet."""
    attachments: tuple[PlannedAttachment, ...] = ()
    notes: tuple[str, ...] = ()
    """What there is to know before it is done; nothing that forbids it."""
    onto: str = ""
    """A new branch for the commit; without one it goes onto the branch that is checked out."""
    actor: str = ""
    """Whom the log will name."""

    @property
    def commit_needed(self) -> bool:
        return bool(self.files or self.attachments)


@dataclass(frozen=True, slots=True)
class ExportDone:
    """`commit` is empty where there was nothing to do."""

    commit: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pin:
    """What an environment uses of a prompt."""

    environment: str
    prompt: str
    version: int
    digest: str
    interface: int


@dataclass(frozen=True, slots=True)
class RegistryStatus:
    """The state of a registry folder; `problems` says what stands in the way of an export."""

    directory: str
    registry: str
    branch: str
    commit: str
    upstream: str = ""
    ahead: int = 0
    behind: int = 0
    fetched_at: datetime | None = None
    changed: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    recovered: tuple[str, ...] = ()
    """Files of an interrupted export that have now been put in place."""
    pins: tuple[Pin, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything an environment uses, as one file; `text` is empty where there are `problems`."""

    environment: str
    text: str = ""
    prompts: int = 0
    problems: tuple[Finding, ...] = ()
    refused: tuple[Finding, ...] = ()
    """Pins whose version readers will refuse: it was withdrawn while it was in use."""


@dataclass(frozen=True, slots=True)
class ApprovalRequest:
    """An approval to be recorded in a registry, of a version that it holds."""

    prompt: str
    version: int | None
    """None for the newest."""
    environment: str
    approver: str
    note: str
    at: datetime
    role: str = ""
    evidence: tuple[str, ...] = ()
    """Names of evidence files there, or the beginnings of their digests."""
    sign: bool = False
    """Also where the policy does not ask for it."""
    onto: str = ""
    """A new branch for the commit; without one it goes onto the branch that is checked out."""


@dataclass(frozen=True, slots=True)
class MissingDemand:
    """What a version lacks, by which rule, and the line of policy.yaml that asks for it."""

    rule: str
    message: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class PolicyReport:
    """What an environment asks for, and what a version has and lacks of that."""

    environment: str
    level: str
    asks: tuple[str, ...]
    prompt: str = ""
    version: int = 0
    digest: str = ""
    approved_by: tuple[str, ...] = ()
    """Whose approvals count."""
    missing: tuple[MissingDemand, ...] = ()
