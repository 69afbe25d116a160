"""What the services need of git to talk to the remote of a registry."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from workbench.domain.releases import ExportDone
from workbench.domain.syncing import CloneDone, PushDone, SyncState, SyncWork


class Remotes(Protocol):
    """Raises `RemoteFailed` where a remote cannot be used; then nothing has changed here."""

    def state(self, folder: Path) -> SyncState:
        """As far as is known here: no remote is asked."""
        ...

    def fetch(self, folder: Path, work: SyncWork) -> SyncState: ...

    def fast_forward(self, folder: Path) -> ExportDone:
        """Raises `RegistryDirty` where the branch cannot simply go on to its upstream."""
        ...

    def push(self, folder: Path, branch: str, work: SyncWork) -> PushDone: ...

    def clone(self, address: str, folder: Path, work: SyncWork) -> CloneDone: ...

    def pull_request_url(self, folder: Path, branch: str) -> str:
        """Empty where the host is not known."""
        ...

    def free_branch(self, folder: Path, name: str) -> str:
        """The name, or the first with a number after it that no branch has."""
        ...
