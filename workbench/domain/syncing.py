"""How a registry here stands to the remote it came from, and work that talks to a remote."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workbench.domain.long_work import LongWork
from workbench.domain.release_policy import principal


class RemoteFault(StrEnum):
    """Why talking to a remote failed."""

    PASSWORD = "password"
    """It asks for one that git does not have, or refuses the one it has."""
    KEY = "key"
    """SSH found no key that the server lets in."""
    HOST_UNKNOWN = "host unknown"
    HOST_CHANGED = "host changed"
    CERTIFICATE = "certificate"
    UNREACHABLE = "unreachable"
    SILENT = "silent"
    NO_REPOSITORY = "no repository"
    REJECTED = "rejected"
    """The remote has commits that are not here."""
    FORBIDDEN = "forbidden"
    """The remote's own rules do not let it in."""
    BRANCH_GONE = "branch gone"
    CANCELLED = "cancelled"
    OTHER = "other"


class SyncPhase(StrEnum):
    CONNECTING = "connecting"
    COUNTING = "counting"
    COMPRESSING = "compressing"
    RECEIVING = "receiving"
    RESOLVING = "resolving"
    WRITING = "writing"
    CHECKING = "checking"
    FILES = "files"
    """Being put in place."""


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """`percent` is None where nobody knows how much there is; `rate` is git's own words."""

    phase: SyncPhase
    percent: int | None = None
    rate: str = ""


SyncWork = LongWork[SyncProgress]
"""With a remote."""


def branch_name(deed: str, prompt: str, place: str) -> str:
    """What a branch for a pull request is called: `release/support-triage-v3`."""
    return f"{deed}/{prompt.replace('/', '-')}-{place}"


def approval_branch(prompt: str, version: int | None, environment: str, approver: str) -> str:
    """`approve/support-triage-v3-prod-alice`: several people approve the same at once."""
    who = re.sub(r"[^a-z0-9]+", "-", principal(approver).partition("@")[0]).strip("-")
    place = "-".join(filter(None, (f"v{version}" if version else "", environment, who)))
    return branch_name("approve", prompt, place)


@dataclass(frozen=True, slots=True)
class SyncState:
    """`branch` and `upstream` as people name them, `main` and `origin/main`; empty for none."""

    directory: str
    branch: str
    upstream: str = ""
    remote: str = ""
    address: str = ""
    """Of the remote, without any password."""
    ahead: int = 0
    behind: int = 0
    gone: bool = False
    """The remote has the branch no longer, as far as was fetched."""
    fetched_at: datetime | None = None
    changed: tuple[str, ...] = ()
    problem: str = ""
    """Why nothing can be fetched or pushed from here."""

    @property
    def diverged(self) -> bool:
        return bool(self.ahead and self.behind)


@dataclass(frozen=True, slots=True)
class PushDone:
    """`commit` is what the remote's branch is at now; `moved` if it was elsewhere before."""

    branch: str
    commit: str
    address: str
    moved: bool = True
    pull_request: str = ""
    """The page of the host where one is begun; empty for hosts that nobody knows."""


@dataclass(frozen=True, slots=True)
class CloneDone:
    """`commit` is empty where the remote holds none yet."""

    folder: str
    address: str
    branch: str
    commit: str
