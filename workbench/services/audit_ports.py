"""What the audit log needs of a workspace, and of a registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol

from workbench.domain.audit import (
    AuditBreak,
    AuditEntry,
    AuditHead,
    AuditNames,
    AuditQuery,
    AuditWitness,
    LoggedEntry,
)


class AuditStore(Protocol):
    """The chain of a workspace. Nothing in it is ever changed or taken out."""

    @property
    def read_only(self) -> bool: ...

    def record(self, entry: AuditEntry) -> None:
        """Add it after the newest one. On disk when this returns, without any key."""
        ...

    def head(self) -> AuditHead: ...

    def hash_of(self, number: int) -> str:
        """Empty where there is no such entry."""
        ...

    def search(
        self, query: AuditQuery, *, before: tuple[datetime, int] | None = None, limit: int
    ) -> list[LoggedEntry]:
        """Newest first; those older than `before`, a time and the number of an entry."""
        ...

    def names(self) -> AuditNames: ...

    def entries(self) -> Iterator[LoggedEntry]:
        """The oldest first."""
        ...

    def text(self, number: int) -> str:
        """The canonical JSON that is hashed; empty where there is no such entry."""
        ...

    def breaks(self) -> Iterator[AuditBreak]:
        """Where the chain does not hold."""
        ...


class RegistryLog(Protocol):
    """The events of a registry: a graph, one file for each. Calls take as long as git does."""

    def entries(self, folder: Path) -> list[LoggedEntry]:
        """Of every prompt, by time and file; read again only when something else is checked out."""
        ...

    def text(self, folder: Path, file: str) -> str:
        """The file of an event as it is. Raises `FileProblem`."""
        ...

    def statement(self, folder: Path, file: str, digest: str) -> str:
        """The approval or evidence with that digest which the event in `file` rests on. Raises
        `NotFound`."""
        ...

    def commit_of(self, folder: Path, file: str) -> str:
        """The commit that added the file; empty where none did."""
        ...

    def breaks(self, folder: Path, stopped: Callable[[], bool] = lambda: False) -> list[AuditBreak]:
        """Events that are missing, changed, cut off, and what git's history says of them."""
        ...

    def witnesses(self, folder: Path, log: str) -> list[AuditWitness]:
        """Commits that carry the head of a workspace's log of that name, oldest first."""
        ...
