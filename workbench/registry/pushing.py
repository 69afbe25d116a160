"""Giving a branch to the remote. Nothing there is ever overwritten."""

from __future__ import annotations

from pathlib import Path

from workbench.domain.errors import InvalidInput, NotFound, RegistryError, RemoteFailed
from workbench.domain.remote_addresses import RemoteAddress
from workbench.domain.syncing import PushDone, RemoteFault, SyncWork
from workbench.registry.git import Git
from workbench.registry.remote_of import Remote, check_complete, remote_of
from workbench.registry.repository import Repository
from workbench.registry.shadow import shadow_of
from workbench.registry.transport import Transport, other_side

OPTIONS = (
    "--porcelain",
    "--progress",
    "--no-verify",
    "--no-signed",
    "--no-follow-tags",
    "--no-force",
    "--no-mirror",
    "--recurse-submodules=no",
)
HOOKS = ("pre-receive", "update", "post-receive", "post-update", "reference-transaction")


def push(repository: Repository, branch: str, work: SyncWork, transport: Transport) -> PushDone:
    """Of a branch, by default the one that is checked out. Raises `RemoteFailed`."""
    if repository.shallow or not branch:
        check_complete(repository)
    git = Git(repository.root)
    remote = remote_of(repository)
    branch = branch or repository.branch.removeprefix("refs/heads/")
    commit = _commit_of(git, branch)
    target = _target(git, remote, branch)
    noted = git.maybe("rev-parse", "-q", "--verify", remote.tracking(target))
    _check_ahead(git, noted, commit, f"{remote.name}/{target}")
    _check_no_hooks(remote.push_address)
    with shadow_of(git, repository.git_folder) as shadow:
        transport.run(
            remote.push_address,
            (
                "push",
                *OPTIONS,
                *other_side(remote.push_address, "receive-pack"),
                "--",
                remote.push_address.given,
                f"{commit}:refs/heads/{target}",
            ),
            work,
            folder=shadow.folder,
            git_dir=shadow.folder,
        )
    git.run("update-ref", "-m", "workbench: push", remote.tracking(target), commit)
    _follow(git, remote, branch, target)
    return PushDone(branch, commit, remote.push_address.shown, commit != noted)


def _commit_of(git: Git, branch: str) -> str:
    commit = git.maybe("rev-parse", "-q", "--verify", f"refs/heads/{branch}^{{commit}}")
    if not commit:
        raise NotFound(f"There is no branch {branch}.", hint="git branch shows those there are.")
    return commit


def _target(git: Git, remote: Remote, branch: str) -> str:
    """What the branch is called at the remote: the same, unless it follows another there."""
    followed = git.maybe("config", "--get", f"branch.{branch}.merge")
    if git.maybe("config", "--get", f"branch.{branch}.remote") != remote.name:
        return branch
    target = followed.removeprefix("refs/heads/") if followed.startswith("refs/heads/") else branch
    return target or branch


def _check_ahead(git: Git, noted: str, commit: str, name: str) -> None:
    """Raises `RemoteFailed` where it is known here already that the remote would not take it."""
    if not noted:
        return
    try:
        git.run("merge-base", "--is-ancestor", noted, commit)
    except RegistryError as error:
        raise RemoteFailed(
            f"{name} has commits that are not in your branch.",
            kind=RemoteFault.REJECTED,
            hint="Take them in first: workbench registry pull, or workbench registry merge if that "
            "says so. "
            "Nothing was sent.",
        ) from error


def _check_no_hooks(address: RemoteAddress) -> None:
    """A folder's hooks would run here, as this person. They may be its rules, so that leaving
    them out is no way, either."""
    if address.scheme != "file":
        return
    folder = Path(address.path)
    git = Git(folder) if folder.is_dir() else None
    if git is None:
        return
    named = git.maybe("config", "--file", str(_config_of(folder)), "--get", "core.hooksPath")
    hooks = folder / named if named else _git_folder(folder) / "hooks"
    if found := [name for name in HOOKS if (hooks / name).is_file()]:
        raise InvalidInput(
            f"{address.shown} runs programs of its own on a push ({', '.join(found)}).",
            hint="They would run as you, so the workbench does not push there. Use git push.",
        )


def _git_folder(folder: Path) -> Path:
    return folder / ".git" if (folder / ".git").is_dir() else folder


def _config_of(folder: Path) -> Path:
    return _git_folder(folder) / "config"


def _follow(git: Git, remote: Remote, branch: str, target: str) -> None:
    """A branch that followed none follows what it was pushed to."""
    if git.maybe("config", "--get", f"branch.{branch}.remote"):
        return
    git.run("config", f"branch.{branch}.remote", remote.name)
    git.run("config", f"branch.{branch}.merge", f"refs/heads/{target}")
