"""Which remote a registry's branch belongs to, and how it stands to it. Reads, asks nobody."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from workbench.domain.errors import InvalidInput, RegistryError, RemoteFailed
from workbench.domain.remote_addresses import HINT, RemoteAddress, read_address
from workbench.domain.syncing import RemoteFault, SyncState
from workbench.registry.git import Git
from workbench.registry.repository import Repository

FETCHED = "workbench-fetched"
"""A file whose time says when it was."""
USUAL = "origin"
KEYS = ("url", "pushurl")


@dataclass(frozen=True, slots=True)
class Remote:
    name: str
    address: RemoteAddress
    push_address: RemoteAddress

    def tracking(self, branch: str) -> str:
        """Where what the remote's branch was at last is noted here."""
        return f"refs/remotes/{self.name}/{branch}"


def remote_of(repository: Repository) -> Remote:
    """That of the branch, or the only one there is. Raises `RegistryError` for none."""
    git = repository.git
    name = remote_name(repository)
    if not name:
        raise RegistryError(
            "The registry has no remote to fetch from or push to.",
            hint="Make an empty repository on your host, then: git remote add origin ADDRESS",
        )
    if not _named_well(git, name):
        raise RegistryError("The name of the remote is none that git takes.", hint="git remote -v")
    fetched, pushed = (git.maybe("config", "--get", f"remote.{name}.{key}") for key in KEYS)
    if not fetched:
        raise RegistryError(
            f"The remote {name} has no address.", hint=f"git remote set-url {name} ADDRESS"
        )
    address = _allowed(fetched, repository.root)
    return Remote(name, address, _allowed(pushed, repository.root) if pushed else address)


def check_complete(repository: Repository) -> None:
    """Raises `RegistryError` where a remote cannot be talked to from there."""
    if problem := _incomplete(repository):
        raise RegistryError(f"{problem[0].upper()}{problem[1:]}.", hint=repository_hint(repository))


def repository_hint(repository: Repository) -> str:
    if repository.shallow:
        return "Fetch the whole history once: git fetch --unshallow"
    return "Check out a branch with git first."


def state_of(repository: Repository) -> SyncState:
    name = remote_name(repository)
    state = SyncState(
        directory=str(repository.folder),
        branch=repository.branch.removeprefix("refs/heads/"),
        upstream=repository.upstream.removeprefix("refs/remotes/"),
        remote=name,
        ahead=repository.ahead,
        behind=repository.behind,
        gone=upstream_gone(repository),
        fetched_at=fetched_at(repository.git_folder),
        changed=repository.changed,
        problem=_incomplete(repository),
    )
    if not name:
        return replace(state, problem=state.problem or "there is no remote")
    try:
        return replace(state, address=remote_of(repository).address.shown)
    except (RegistryError, InvalidInput) as error:
        return replace(state, problem=state.problem or error.message.rstrip("."))


def upstream_gone(repository: Repository) -> bool:
    if not repository.upstream:
        return False
    return not repository.git.maybe("rev-parse", "-q", "--verify", repository.upstream)


def gone(repository: Repository) -> RemoteFailed:
    name = repository.upstream.removeprefix("refs/remotes/")
    return RemoteFailed(
        f"The remote has no branch {name.partition('/')[2] or name} any more.",
        kind=RemoteFault.BRANCH_GONE,
        hint="It was probably merged: check out the main branch with git. Or push yours again.",
    )


def note_fetched(git_folder: Path) -> None:
    with contextlib.suppress(OSError):
        (git_folder / FETCHED).touch()


def remote_name(repository: Repository) -> str:
    git = repository.git
    branch = repository.branch.removeprefix("refs/heads/")
    named = git.maybe("config", "--get", f"branch.{branch}.remote") if branch else ""
    if named and named != ".":
        return named
    known = git.maybe("remote").splitlines()
    return USUAL if USUAL in known else known[0] if len(known) == 1 else ""


def _named_well(git: Git, name: str) -> bool:
    """`check-ref-format` says yes with its status alone."""
    try:
        git.run("check-ref-format", f"refs/remotes/{name}/x")
    except RegistryError:
        return False
    return True


def _incomplete(repository: Repository) -> str:
    if repository.shallow:
        return "the repository is a shallow clone"
    return "" if repository.branch else "no branch is checked out (detached head)"


def _allowed(text: str, root: Path) -> RemoteAddress:
    """Raises `InvalidInput`, as for an address that was typed."""
    return checked(read_address(text), root)


def checked(address: RemoteAddress, root: Path) -> RemoteAddress:
    """A folder as a whole path. Raises `InvalidInput` for what can be read on the way, unless
    the person's own configuration allows it."""
    if address.scheme == "file" and not address.text.lower().startswith("file:"):
        return replace(address, text=os.path.normpath(root / Path(address.text).expanduser()))
    if not address.encrypted and not _plain_http_allowed(root):
        raise InvalidInput(
            f"{address.shown} is not encrypted: others can read and change what is fetched.",
            hint="Use https. To allow it all the same: "
            f"git config --global protocol.http.allow always. {HINT}",
        )
    return address


def _plain_http_allowed(folder: Path) -> bool:
    git = Git(folder)
    said = (
        git.maybe("config", place, "--get", "protocol.http.allow")
        for place in ("--global", "--system")
    )
    return "always" in said


def fetched_at(git_folder: Path) -> datetime | None:
    """By the workbench or by git itself, whichever was later."""
    times = []
    for name in (FETCHED, "FETCH_HEAD"):
        with contextlib.suppress(OSError):
            times.append((git_folder / name).stat().st_mtime)
    return datetime.fromtimestamp(max(times), UTC) if times else None
