"""Keeping a registry in step with the remote it came from. Needs no workspace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workbench.domain.audit import AuditKind
from workbench.domain.releases import ExportDone
from workbench.domain.syncing import CloneDone, PushDone, SyncState, SyncWork
from workbench.services.events import Acted
from workbench.services.sync_ports import Remotes


class SyncService:
    """`changed` is called with the directory of a registry whose branch was moved, `tell` with
    what the audit log of the workspace keeps of it."""

    def __init__(
        self,
        remotes: Remotes,
        changed: Callable[[str], None] = lambda _directory: None,
        tell: Callable[[Acted], None] = lambda _acted: None,
    ) -> None:
        self._remotes, self._changed, self._tell = remotes, changed, tell

    def state(self, directory: Path) -> SyncState:
        """As of the last fetch: nobody is asked."""
        return self._remotes.state(Path(directory))

    def fetch(self, directory: Path, work: SyncWork | None = None) -> SyncState:
        """Ask the remote what it has. No file changes."""
        return self._remotes.fetch(Path(directory), work or SyncWork())

    def fast_forward(self, directory: Path) -> ExportDone:
        """Bring in what was fetched. Nothing to do is no mistake.

        Raises `RegistryDirty` where both sides have commits, or files are in the way.
        """
        done = self._remotes.fast_forward(Path(directory))
        if done.commit:
            words = f"{len(done.files):,} files came in."
            self._tell(Acted(AuditKind.FETCH, commit=done.commit, words=words))
            self._changed(str(Path(directory).expanduser().resolve()))
        return done

    def push(self, directory: Path, work: SyncWork | None = None, *, branch: str = "") -> PushDone:
        """Give a branch, the one that is checked out unless named, to the remote; never by
        force."""
        done = self._remotes.push(Path(directory), branch, work or SyncWork())
        if done.moved:
            words = f"{done.branch} to {done.address}"
            self._tell(Acted(AuditKind.PUSH, commit=done.commit, words=words))
        return done

    def clone(self, address: str, folder: Path, work: SyncWork | None = None) -> CloneDone:
        """A new folder with all of it, or none."""
        done = self._remotes.clone(address, Path(folder), work or SyncWork())
        self._tell(Acted(AuditKind.CLONE, commit=done.commit, words=done.address))
        return done

    def pull_request_url(self, directory: Path, branch: str) -> str:
        """Where a pull request for a pushed branch is begun; empty for hosts nobody knows."""
        return self._remotes.pull_request_url(Path(directory), branch)

    def free_branch(self, directory: Path, name: str) -> str:
        """A name for a new branch, like the one that is wished for."""
        return self._remotes.free_branch(Path(directory), name)
