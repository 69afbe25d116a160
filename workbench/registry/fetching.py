"""Bringing what the remote has to this machine: its commits and where its branches are."""

from __future__ import annotations

from workbench.domain.syncing import SyncWork
from workbench.registry.git import Git
from workbench.registry.remote_of import (
    Remote,
    check_complete,
    note_fetched,
    remote_of,
)
from workbench.registry.repository import Repository
from workbench.registry.shadow import FETCHED, Shadow, shadow_of
from workbench.registry.transport import Transport, other_side

OPTIONS = (
    "--progress",
    "--no-tags",
    "--no-recurse-submodules",
    "--no-auto-maintenance",
    "--no-write-fetch-head",
    "--no-show-forced-updates",
)
MAIN = "HEAD"
"""What says here which branch of the remote is its main one: no branch is let in under it."""


def fetch(repository: Repository, work: SyncWork, transport: Transport) -> Remote:
    """Raises `RemoteFailed`; then nothing has changed. Branches that are gone there are
    forgotten here; none of our own is touched."""
    check_complete(repository)
    remote = remote_of(repository)
    git = Git(repository.root)
    with shadow_of(git, repository.git_folder) as shadow:
        transport.run(
            remote.address,
            (
                "fetch",
                *OPTIONS,
                *other_side(remote.address, "upload-pack"),
                "--",
                remote.address.given,
                f"+refs/heads/*:{FETCHED}*",
            ),
            work,
            folder=shadow.folder,
            git_dir=shadow.folder,
        )
        shadow.hand_over()
        _note_branches(git, remote, shadow)
    note_fetched(repository.git_folder)
    return remote


def _note_branches(git: Git, remote: Remote, shadow: Shadow) -> None:
    """Where the remote's branches are. What is gone goes first: a name may have become a folder."""
    there = {
        remote.tracking(name): commit for name, commit in shadow.fetched().items() if name != MAIN
    }
    here = _noted(git, remote)
    dead = [f"delete {name}\0{commit}\0" for name, commit in here.items() if name not in there]
    moved = [
        f"update {name}\0{commit}\0{here.get(name) or '0' * len(commit)}\0"
        for name, commit in there.items()
        if here.get(name) != commit
    ]
    for commands in (dead, moved):
        if commands:
            send = "".join(commands).encode("utf-8", "surrogateescape")
            git.run("update-ref", "-z", "--stdin", send=send)


def _noted(git: Git, remote: Remote) -> dict[str, str]:
    told = git.text(
        "for-each-ref",
        "--format=%(objectname) %(symref) %(refname)",
        remote.tracking("").rstrip("/"),
    )
    lines = (line.split(" ") for line in told.split("\n") if line)
    return {name: commit for commit, leads_to, name in lines if not leads_to}
