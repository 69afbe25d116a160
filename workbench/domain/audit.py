"""Who did what to which version, on which evidence: the entries of an audit log.

An entry never changes. Those of a workspace are a chain: each names the hash of the one before
it. Those of a registry are its log's events, which name the events before them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from workbench.domain.approvals import Approval
from workbench.domain.prompts import Version


class AuditKind(StrEnum):
    """What was done in a workspace. A registry's events have kinds of their own, too."""

    BEGIN = "begin"
    COMMIT = "commit"
    IMPORT = "import"
    RESTORE = "restore"
    RESTORE_APPROVAL = "restore-approval"
    APPROVE = "approve"
    EXPORT = "export"
    PIN = "pin"
    PROMOTE = "promote"
    ROLLBACK = "rollback"
    CANARY = "canary"
    WITHDRAW = "withdraw"
    DEPRECATE = "deprecate"
    ARCHIVE = "archive"
    APPROVE_IN_REGISTRY = "approve-recorded"
    INIT = "init"
    CLONE = "clone"
    FETCH = "fetch"
    MERGE = "merge"
    RENUMBER = "renumber"
    PUSH = "push"
    CLOSE_REVIEW = "close-review"
    REOPEN_REVIEW = "reopen-review"
    REMOVE_REVIEW = "remove-review"
    REPORT = "report"
    PIN_BASELINE = "pin-baseline"
    SET_GATE = "set-gate"
    JUDGE_GATE = "judge-gate"
    REMOVE_EVALUATION = "remove-evaluation"


class AuditSource(StrEnum):
    """Which log an entry is from."""

    WORKSPACE = "workspace"
    REGISTRY = "registry"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What is told. Fields that have nothing to say are empty."""

    at: datetime
    kind: str
    actor: str = ""
    prompt: str = ""
    """Its path."""
    version: int | None = None
    digest: str = ""
    environment: str = ""
    evidence: tuple[str, ...] = ()
    """Digests of what it rests on."""
    commit: str = ""
    words: str = ""
    log: str = ""
    """Of the first entry only: what the log is called, drawn by chance."""


@dataclass(frozen=True, slots=True)
class LoggedEntry:
    """An entry in its place: `hash` is over all of it and over what came before."""

    entry: AuditEntry
    hash: str
    source: AuditSource = AuditSource.WORKSPACE
    number: int = 0
    """In the workspace's chain, from 1."""
    before: tuple[str, ...] = ()
    """Hashes of the entries it follows: one in a chain, none of the first, several in a graph."""
    file: str = ""
    """In a registry: the file of the event."""
    rank: int = 0
    """In a registry: among the events of its second, which its parents come before."""


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The newest entry of a workspace's chain: who knows it knows all before it."""

    log: str
    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class AuditBreak:
    """Where a log does not hold, and what is wrong there."""

    source: AuditSource
    place: str
    """`entry 7`, or a file."""
    message: str
    number: int = 0
    """Of the entry in a workspace's chain."""
    file: str = ""


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """What is looked for; empty fields ask nothing. Words must all be there."""

    words: tuple[str, ...] = ()
    person: str = ""
    prompt: str = ""
    """A path, or the beginning of one."""
    kind: str = ""
    environment: str = ""
    source: AuditSource | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Before that time."""


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some entries, newest first, and where the next ones begin."""

    entries: tuple[LoggedEntry, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class AuditNames:
    """What there is to choose from when one searches."""

    people: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    environments: tuple[str, ...] = ()


def committed(version: Version, path: str) -> AuditEntry:
    return AuditEntry(
        version.created_at,
        AuditKind.COMMIT,
        version.author,
        path,
        version.number,
        version.digest,
        words=version.note,
    )


def approved(approval: Approval, path: str) -> AuditEntry:
    return AuditEntry(
        approval.created_at,
        AuditKind.APPROVE,
        approval.approver,
        path,
        approval.version,
        approval.digest,
        approval.environment,
        tuple(each.digest for each in approval.evidence),
        words=approval.note,
    )


def brought_back(approval: Approval, path: str, at: datetime, registry: str) -> AuditEntry:
    """An approval that was given elsewhere and came from a registry."""
    when = approval.created_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    words = f"Given on {when}; it came from the registry {registry}. {approval.note}"
    entry = approved(approval, path)
    return replace(entry, at=at, kind=AuditKind.RESTORE_APPROVAL, words=words)


@dataclass(frozen=True, slots=True)
class AuditWitness:
    """A commit that says which entry was the newest when it was made."""

    commit: str
    log: str
    """The beginning of what the log is called."""
    number: int
    hash: str
    at: datetime
    author: str = ""


WITNESS_LOG = 12
"""So much of a log's name a commit carries."""


def witness_line(head: AuditHead) -> str:
    """What a commit's message carries of the log at that moment."""
    return f"Audit: {head.log[:WITNESS_LOG]}/{head.number} {head.hash}"
