"""The remotes of registries, by git: see `transport` for how they are talked to."""

from __future__ import annotations

from pathlib import Path

from workbench.domain.errors import InvalidInput, RegistryError
from workbench.domain.pull_requests import pull_request_url
from workbench.domain.releases import ExportDone
from workbench.domain.syncing import CloneDone, PushDone, SyncState, SyncWork
from workbench.registry.branches import free_branch
from workbench.registry.cloning import clone
from workbench.registry.fast_forwarding import fast_forward
from workbench.registry.fetching import fetch
from workbench.registry.pushing import push
from workbench.registry.remote_of import remote_of, state_of
from workbench.registry.repository import Repository, read_repository
from workbench.registry.transport import SILENCE, Transport


class GitRemotes:
    """`silence`: seconds without a word after which a remote is given up."""

    def __init__(self, silence: float = SILENCE) -> None:
        self._transport = Transport(silence)

    def state(self, folder: Path) -> SyncState:
        return state_of(read_repository(folder))

    def fetch(self, folder: Path, work: SyncWork) -> SyncState:
        repository = read_repository(folder)
        fetch(repository, work, self._transport)
        return state_of(read_repository(repository.folder))

    def fast_forward(self, folder: Path) -> ExportDone:
        return fast_forward(read_repository(folder))

    def push(self, folder: Path, branch: str, work: SyncWork) -> PushDone:
        return push(read_repository(folder), branch, work, self._transport)

    def clone(self, address: str, folder: Path, work: SyncWork) -> CloneDone:
        return clone(address, folder, work, self._transport)

    def pull_request_url(self, folder: Path, branch: str) -> str:
        repository = read_repository(folder)
        try:
            remote = remote_of(repository)
        except (RegistryError, InvalidInput):
            return ""
        into = _merged_into(repository, remote.name)
        return pull_request_url(remote.push_address.text, branch, into)

    def free_branch(self, folder: Path, name: str) -> str:
        return free_branch(read_repository(folder).git, name)


def _merged_into(repository: Repository, remote: str) -> str:
    """The remote's main branch where it is known, or else what the checked out one follows."""
    beginning = f"refs/remotes/{remote}/"
    main = repository.git.maybe("symbolic-ref", "-q", f"{beginning}HEAD")
    return (main or repository.upstream).removeprefix(beginning)
