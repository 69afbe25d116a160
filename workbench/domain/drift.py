"""What no longer agrees: the registry, its pins, the workspace, what runs, and copies in code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.long_work import LongWork
from workbench.domain.not_looked_at import NotLookedAt
from workbench.domain.releases import FindingSeverity
from workbench.domain.sentinels import SentinelVerdict


class DriftArea(StrEnum):
    """Where was looked, by the names that findings carry."""

    CONTENT = "D1"
    WORKSPACE = "D2"
    DEPLOYED = "D3"
    CODE = "D4"
    WORLD = "D5"


class DriftKind(StrEnum):
    CHANGED = "changed"
    """A version file is not what its digest says."""
    UNCOMMITTED = "uncommitted"
    NOT_EXPORTED = "not exported"
    MISSING = "missing"
    LAGGING = "lagging"
    WRONG_VERSION = "wrong version"
    FOREIGN = "foreign"
    IDENTICAL = "identical copy"
    EDITED = "edited copy"
    OUTDATED = "outdated copy"
    UNPINNABLE = "unpinnable"
    OLD_EVIDENCE = "old evidence"
    NEWER_POLICY = "newer policy"
    RETIRED = "retired model"
    RETIRING = "model to be retired"
    OTHER_MODEL = "another model"
    """The provider answers under another name than it did when the version was approved."""
    OTHER_BACK_END = "another back end"
    MOVED = "moved"
    CANNOT_TELL = "can't tell yet"
    NOTHING_BEFORE = "nothing to compare with"
    UNKNOWN_PROMPT = "unknown prompt"
    UNPINNED_PROMPT = "prompt without a pin"
    OTHER_INTERFACE = "another interface"


SEVERITIES = {
    DriftKind.UNCOMMITTED: FindingSeverity.WARNING,
    DriftKind.NOT_EXPORTED: FindingSeverity.WARNING,
    DriftKind.LAGGING: FindingSeverity.NOTE,
    DriftKind.IDENTICAL: FindingSeverity.NOTE,
    DriftKind.UNPINNABLE: FindingSeverity.WARNING,
    DriftKind.NEWER_POLICY: FindingSeverity.WARNING,
    DriftKind.RETIRING: FindingSeverity.WARNING,
    DriftKind.OTHER_BACK_END: FindingSeverity.WARNING,
    DriftKind.CANNOT_TELL: FindingSeverity.NOTE,
    DriftKind.NOTHING_BEFORE: FindingSeverity.NOTE,
}
"""Everything else is drift. These agree still, or are somebody's next step."""


@dataclass(frozen=True, slots=True)
class TextChange:
    """A stretch of a registered text, and what the copy has in its place."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy of a registered text, and how it differs from the version it is nearest to."""

    version: int
    digest: str
    share: float
    """Of the words that both have, from 0 to 1."""
    changes: tuple[TextChange, ...] = ()
    more_changes: int = 0
    current: int | None = None
    """The version in use, or the newest; None for a component that is in no environment."""
    registered: str = ""
    text: str = ""
    """The two texts whole, for who wants to see all of the difference."""


@dataclass(frozen=True, slots=True)
class DriftFinding:
    """`file` is relative to what was looked at: the registry, the source folder, the log."""

    area: DriftArea
    kind: DriftKind
    prompt: str
    message: str
    file: str = ""
    line: int | None = None
    environment: str = ""
    copied: Copied | None = None
    cell: int | None = None
    """Of a notebook, from 1; the line is counted in it."""

    @property
    def severity(self) -> FindingSeverity:
        return SEVERITIES.get(self.kind, FindingSeverity.ERROR)

    @property
    def place(self) -> str:
        at = f"{self.file}[{self.cell}]" if self.cell else self.file
        return f"{at}:{self.line}" if self.line else at


@dataclass(frozen=True, slots=True)
class DriftProgress:
    """What is looked at, and how many files or entries of it so far."""

    area: DriftArea
    count: int = 0


DriftWork = LongWork[DriftProgress]


@dataclass(frozen=True, slots=True)
class DriftReport:
    registry: str
    commit: str
    looked: tuple[tuple[DriftArea, int], ...]
    """How many versions, approvals, entries, texts and pins were compared."""
    findings: tuple[DriftFinding, ...] = ()
    skipped: tuple[NotLookedAt, ...] = ()
    """Files of the source tree that no prompt is looked for in."""
    failed: tuple[NotLookedAt, ...] = ()
    """What was asked for and could not be looked at."""
    sentinels: tuple[SentinelVerdict, ...] = ()

    @property
    def drifted(self) -> bool:
        return any(finding.severity is FindingSeverity.ERROR for finding in self.findings)
