"""Bringing a branch that is only behind to where its remote is: one move, finished or undone."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.domain.errors import RegistryDirty, RegistryError
from workbench.domain.releases import ExportDone
from workbench.registry.commits import advance
from workbench.registry.git import Git
from workbench.registry.interrupted import MODE, SUBMODULE, Change
from workbench.registry.remote_of import check_complete, gone, upstream_gone
from workbench.registry.repository import Repository, listed, read_repository
from workbench.registry.safe_paths import stays_inside
from workbench.registry.writing import alone, recovered

LINK = "120000"


def fast_forward(repository: Repository) -> ExportDone:
    """The files that came. Raises `RegistryDirty` where something of one's own is in the way;
    then nothing has changed."""
    check_complete(repository)
    if not repository.upstream:
        raise RegistryError(
            "The branch follows none of a remote.",
            hint="Push it first, or: git branch --set-upstream-to origin/main",
        )
    if upstream_gone(repository):
        raise gone(repository)
    repository, _put = recovered(repository.folder)
    with alone(repository):
        repository = read_repository(repository.folder)
        _check_clean(repository)
        if not repository.behind:
            return ExportDone("")
        git = Git(repository.root)
        target = git.text("rev-parse", "--verify", f"{repository.upstream}^{{commit}}")
        changes = changes_between(git, repository.commit, target)
        check_in_place(repository, git, changes)
        advance(repository, target, changes)
    files = (change.path for change in changes if change.path.startswith(repository.prefix))
    return ExportDone(target, tuple(file.removeprefix(repository.prefix) for file in files))


def _check_clean(repository: Repository) -> None:
    if repository.conflicts or repository.under_way or repository.changed:
        raise RegistryDirty(repository.told)
    if repository.ahead and repository.behind:
        name = repository.upstream.removeprefix("refs/remotes/")
        raise RegistryDirty(
            f"Your branch and {name} have each gone their own way: "
            f"{repository.ahead} ahead, {repository.behind} behind.",
            hint="Merge them: workbench registry merge. Nothing was changed.",
        )


def check_in_place(repository: Repository, git: Git, changes: Sequence[Change]) -> None:
    """Raises where the changes cannot be put in place without harm; nothing has changed then."""
    _check_usable(git, changes)
    _check_not_in_the_way(repository, git, changes)


def changes_between(git: Git, base: str, target: str) -> tuple[Change, ...]:
    """What takes the work tree from one commit to another."""
    told = git.run("diff-tree", "-r", "-z", "--no-renames", "--no-commit-id", base, target)
    parts = told.decode("utf-8", "surrogateescape").split("\0")[:-1]
    pairs = zip(parts[::2], parts[1::2], strict=True)
    changes = (_change(facts.removeprefix(":").split(" "), path) for facts, path in pairs)
    # What goes makes room: a file may become a folder, and a folder a file
    return tuple(sorted(changes, key=lambda change: bool(change.blob)))


def _change(facts: Sequence[str], path: str) -> Change:
    before_mode, mode, before, blob, _letter = facts
    return Change(
        path,
        "" if set(mode) == {"0"} else blob,
        "" if set(before_mode) == {"0"} else before,
        MODE if set(mode) == {"0"} else mode,
        MODE if set(before_mode) == {"0"} else before_mode,
    )


def _check_usable(git: Git, changes: Sequence[Change]) -> None:
    """What comes is somebody else's: nothing is written through a link or outside the folder."""
    modes = {change.mode for change in changes} | {change.before_mode for change in changes}
    if SUBMODULE in modes and _replaced_by_submodule(changes):
        raise RegistryError(
            "What the remote has turns files into a submodule.", hint="Bring it in with: git pull"
        )
    if LINK in modes and git.maybe("config", "--type=bool", "--get", "core.symlinks") != "false":
        links = tuple(c.path for c in changes if LINK in (c.mode, c.before_mode))
        raise RegistryError(
            f"What the remote has holds symbolic links: {listed(links)}.",
            hint="Look at them, then bring them in with git pull; or use a clone made with "
            "`workbench registry clone`, which keeps links as text.",
        )
    for change in changes:
        _check_path(change.path)


def _replaced_by_submodule(changes: Sequence[Change]) -> bool:
    return any(
        (c.mode == SUBMODULE) != (c.before_mode == SUBMODULE) and c.blob and c.before
        for c in changes
    )


def _check_path(path: str) -> None:
    if not stays_inside(path):
        raise RegistryError(
            f"What the remote has holds a file that cannot be written: {path!r}.",
            hint="Somebody may want to harm you: ask who made it. Nothing was changed.",
        )


def _check_not_in_the_way(repository: Repository, git: Git, changes: Sequence[Change]) -> None:
    """Raises `RegistryDirty` for files of one's own at the same places, in the whole repository."""
    coming = {change.path for change in changes if change.on_disk}
    told = git.run(
        "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames",
        "--ignored=matching", "--ignore-submodules=all",
    )  # fmt: skip
    entries = told.decode("utf-8", "surrogateescape").split("\0")
    own = {entry[3:].rstrip("/") for entry in entries if entry}
    parents = {parent for path in coming for parent in _folders(path)}
    if blocked := sorted(name for name in own if name in coming | parents or _inside(name, coming)):
        raise RegistryDirty(
            f"Files of yours are where others would come: {listed(tuple(blocked))}.",
            hint="Commit them, or put them aside, with git first. Nothing was changed.",
        )


def _folders(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]


def _inside(name: str, coming: set[str]) -> bool:
    """Something of one's own lies in a folder where a file is to be."""
    return any(folder in coming for folder in _folders(name))
