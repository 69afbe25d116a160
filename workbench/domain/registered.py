"""What a registry holds at one moment, read: what drift compares everything else with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from workbench.domain.prompts import PromptContent, PromptKind
from workbench.domain.releases import Finding


@dataclass(frozen=True, slots=True)
class RegisteredVersion:
    """A version file. `digest` is that of its content as it stands."""

    prompt: str
    kind: PromptKind
    number: int
    digest: str
    content: PromptContent
    file: str
    interface: int | None = None

    @property
    def name(self) -> str:
        return f"{self.prompt} v{self.number}"


@dataclass(frozen=True, slots=True)
class RegisteredPin:
    environment: str
    prompt: str
    version: int
    digest: str
    file: str
    previous: str = ""
    since: datetime | None = None
    """When the log says that it was decided; None where the log does not say."""
    rollout: tuple[str, ...] = ()
    """Digests that some callers get, in a canary."""

    @property
    def in_use(self) -> tuple[str, ...]:
        return (self.digest, *self.rollout)


@dataclass(frozen=True, slots=True)
class DatedEvidence:
    """When a file of evidence was made, and about what."""

    prompt: str
    digest: str
    suite: str
    at: datetime
    file: str


@dataclass(frozen=True, slots=True)
class DatedApproval:
    """Which policy an approval was given under, by its digest."""

    prompt: str
    digest: str
    environment: str
    policy: str
    file: str


@dataclass(frozen=True, slots=True)
class RegistrySnapshot:
    """`commit` is HEAD's; `uncommitted` are the files that are not as they are there."""

    directory: str
    name: str
    commit: str
    environments: tuple[str, ...]
    versions: tuple[RegisteredVersion, ...] = ()
    pins: tuple[RegisteredPin, ...] = ()
    evidence: tuple[DatedEvidence, ...] = ()
    approvals: tuple[DatedApproval, ...] = ()
    policy: str = ""
    """The digest of the policy in force."""
    max_ages: tuple[tuple[str, str, int], ...] = ()
    """Environment, suite and the days that its evidence may be old."""
    uncommitted: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    """Versions that are not what their digest and name say, and files that cannot be read."""

    def pins_of(self, environment: str) -> Iterator[RegisteredPin]:
        """Of one environment, or of every one for an empty name."""
        return (pin for pin in self.pins if environment in ("", pin.environment))

    def version(self, prompt: str, digest: str) -> RegisteredVersion | None:
        return next((v for v in self.versions_of(prompt) if v.digest == digest), None)

    def versions_of(self, prompt: str) -> Iterator[RegisteredVersion]:
        """Of a prompt, not of a component of the same name."""
        return (
            version
            for version in self.versions
            if version.prompt == prompt and version.kind is PromptKind.PROMPT
        )
