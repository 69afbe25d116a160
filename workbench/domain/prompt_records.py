"""What a registry keeps of one prompt, to be looked at: versions, approvals, evidence, its log."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.approvals import Evidence


@dataclass(frozen=True, slots=True)
class IncludedComponent:
    """A component that a version includes. Numbers that nothing tells are 0."""

    path: str
    version: int
    newest: int

    @property
    def behind(self) -> bool:
        """The registry holds a newer version of it than the one that is included."""
        return 0 < self.version < self.newest


@dataclass(frozen=True, slots=True)
class ReleasedVersion:
    number: int
    digest: str
    author: str
    created_at: str
    note: str
    components: tuple[IncludedComponent, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordedApproval:
    digest: str
    environment: str
    approver: str
    decision: str
    at: str
    role: str = ""
    comment: str = ""
    signed: bool = False
    """A signature stands beside it; whether it is good, `verify` says."""
    evidence: tuple[str, ...] = ()
    """Digests of the files that it rests on."""


@dataclass(frozen=True, slots=True)
class RecordedEvidence:
    digest: str
    """Of the version it is about."""
    file: str
    file_digest: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Portion:
    """A version, and the share of callers that gets it; 0 where none is told."""

    version: int
    weight: int


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event of the log. Numbers of versions that nothing tells are 0."""

    kind: str
    actor: str
    at: str
    environment: str = ""
    version: int = 0
    """What it is about, or what was pinned."""
    before: int = 0
    """What was pinned before."""
    canary: tuple[Portion, ...] = ()
    """Began, or got other shares."""
    ended: tuple[Portion, ...] = ()
    """Canaries that came to an end with it."""
    reason: str = ""
    severity: str = ""
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class PromptRecord:
    prompt: str
    title: str = ""
    description: str = ""
    owners: tuple[str, ...] = ()
    versions: tuple[ReleasedVersion, ...] = ()
    """Newest first."""
    approvals: tuple[RecordedApproval, ...] = ()
    """Newest first."""
    evidence: tuple[RecordedEvidence, ...] = ()
    events: tuple[RecordedEvent, ...] = ()
    """Newest first."""
    unread: int = 0
    """Files that could not be read, which `verify` names."""

    def version(self, digest: str) -> ReleasedVersion | None:
        return next((each for each in self.versions if each.digest == digest), None)

    def approvals_of(self, digest: str) -> list[RecordedApproval]:
        return [each for each in self.approvals if each.digest == digest]

    def evidence_of(self, digest: str) -> list[RecordedEvidence]:
        return [each for each in self.evidence if each.digest == digest]
