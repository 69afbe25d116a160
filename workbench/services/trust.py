"""Whether code that came with a workspace may run on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from workbench.services.events import EventBus, TrustChanged


class TrustStore(Protocol):
    """Kept on this machine and not in the workspace: a file cannot vouch for itself."""

    @property
    def path(self) -> Path:
        """The file of this machine that it is kept in."""
        ...

    def is_trusted(self, workspace: Path) -> bool:
        """Never raises: what cannot be read is not trusted."""
        ...

    def set_trusted(self, workspace: Path, trusted: bool) -> None:
        """Raises `FileProblem` where it cannot be written."""
        ...


class TrustService:
    def __init__(self, trust: TrustStore, workspace: Path, events: EventBus) -> None:
        self._trust, self._workspace, self._events = trust, workspace, events

    @property
    def kept_in(self) -> Path:
        """The file of this machine that says which workspaces are trusted."""
        return self._trust.path

    @property
    def trusted(self) -> bool:
        """Reads a small file."""
        return self._trust.is_trusted(self._workspace)

    def set_trusted(self, trusted: bool) -> None:
        self._trust.set_trusted(self._workspace, trusted)
        self._events.publish(TrustChanged(trusted))
