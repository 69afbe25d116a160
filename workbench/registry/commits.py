"""One commit of exactly the planned files: all of it or nothing, whenever it is cut off.

The commit is made beside the work tree: blobs, a tree from an index of its own, and then one
`update-ref` that moves the branch if it is still where it was. Only then are the files, which
lie in git's store, put in their places. What is to be done is noted before the
branch moves, so that whoever looks next can finish it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from workbench.domain.errors import RegistryDirty, RegistryError
from workbench.registry.acting import check_identity
from workbench.registry.branches import check_new_branch
from workbench.registry.git import Git
from workbench.registry.interrupted import NOTE, STAGE, Change, Interrupted
from workbench.registry.repository import Repository

MODE = "100644"
PATIENCE = 10.0


Data = str | Callable[[], bytes] | None
"""A text, or what gives the bytes of a file when its turn comes: several may be large. None
for a file that is to be removed."""


def commit_files(
    repository: Repository,
    files: Mapping[str, Data],
    message: str,
    author: str = "",
    *,
    onto: str = "",
) -> str:
    """The new commit, its files in place. Raises `RegistryError`; then nothing has changed.

    With `onto` it is the first of a new branch, and what is checked out stays as it is.
    """
    git = Git(repository.root)
    check_identity(git, author)
    branch = check_new_branch(git, onto) if onto else ""
    stage = repository.git_folder / STAGE
    with _cleared_if_cut_off(stage):
        changes = _staged(repository, git, files, stage)
        commit = _commit_object(repository, git, changes, message, stage)
        if branch:
            move_branch(git, branch, commit, "")
    if branch:
        _clear(stage)
    else:
        advance(repository, commit, changes)
    return commit


def advance(repository: Repository, commit: str, changes: tuple[Change, ...]) -> None:
    """Move the branch to a commit that is in git's store, and put its files in place."""
    git = Git(repository.root)
    stage = repository.git_folder / STAGE
    with _cleared_if_cut_off(stage):
        stage.mkdir(exist_ok=True)
        work = Interrupted(
            branch=repository.branch, base=repository.commit, commit=commit, changes=changes
        )
        work.note(stage)
        move_branch(git, repository.branch, commit, repository.commit)
    _put_in_place(repository, git, work, stage)


def move_branch(git: Git, branch: str, to: str, expected: str) -> None:
    """Raises `RegistryDirty` where somebody else moved the branch."""
    absent = "0" * len(to)
    try:
        git.run("update-ref", "-m", "workbench: export", branch, to, expected or absent)
    except RegistryError as error:
        raise RegistryDirty(f"The branch has moved meanwhile. {error.message}") from error


def exclusive(repository: Repository) -> FileLock:
    """One writer at a time; given back by the system if its process dies."""
    return FileLock(repository.git_folder / "workbench-export.lock", timeout=PATIENCE)


def busy(error: Timeout) -> RegistryError:
    return RegistryError(
        "Another export to this registry is under way.", hint=f"Try again. ({error.lock_file})"
    )


def _staged(
    repository: Repository, git: Git, files: Mapping[str, Data], stage: Path
) -> tuple[Change, ...]:
    """The new files in git's store, and what each replaces."""
    _clear(stage)
    stage.mkdir()
    before: dict[str, Callable[[], bytes]] = {
        path: place.read_bytes for path in files if (place := repository.folder / path).exists()
    }
    after = {path: given for path, given in files.items() if given is not None}
    blobs = _stored(git, (*after.values(), *before.values()), stage / "blobs")
    new = dict(zip(after, blobs, strict=False))
    old = dict(zip(before, blobs[len(new) :], strict=True))
    return tuple(
        Change(repository.prefix + path, new.get(path, ""), old.get(path, "")) for path in files
    )


def _stored(git: Git, given: Sequence[str | Callable[[], bytes]], place: Path) -> list[str]:
    """All by one process, from files that are there only meanwhile; byte for byte, whatever the
    repository's attributes say."""
    place.mkdir()
    names = []
    for number, each in enumerate(given):
        file = place / str(number)
        file.write_bytes(each.encode() if isinstance(each, str) else each())
        names.append(os.fsencode(file) + b"\n")
    stored = git.run("hash-object", "-w", "--no-filters", "--stdin-paths", send=b"".join(names))
    shutil.rmtree(place)
    return stored.decode().split()


def _commit_object(
    repository: Repository, git: Git, changes: tuple[Change, ...], message: str, stage: Path
) -> str:
    index = stage / "index"
    parents: list[str] = []
    if repository.commit:
        git.run("read-tree", repository.commit, index=index)
        parents = ["-p", repository.commit]
    absent = "0" * len(repository.commit)
    entries = "".join(
        f"{MODE if change.blob else 0} {change.blob or absent}\t{change.path}\0"
        for change in changes
    )
    git.run("update-index", "-z", "--index-info", send=entries.encode(), index=index)
    tree = git.run("write-tree", index=index).decode().strip()
    commit = git.run("commit-tree", *parents, "-F", "-", tree, send=message.encode())
    return commit.decode().strip()


def _put_in_place(repository: Repository, git: Git, work: Interrupted, stage: Path) -> None:
    """Finish the export, or take it back."""
    try:
        work.show_in_index(git)
    except BaseException:
        _back(git, work)
        _clear(stage)
        raise
    try:
        work.put_files(repository.root, git, stage)
    except BaseException as error:
        _undo(repository, git, work, stage, error)
        if isinstance(error, OSError):
            raise RegistryError(
                f"{error.filename or 'A file'} cannot be written: {error.strerror or error}.",
                hint="Everything was put back as it was.",
            ) from error
        raise
    _clear(stage)


def _undo(
    repository: Repository, git: Git, work: Interrupted, stage: Path, cause: BaseException
) -> None:
    try:
        work.take_back(repository.root, git, stage)
        _back(git, work)
    except (OSError, RegistryError) as second:
        raise RegistryError(
            f"The export was cut off ({cause}), and could not be taken back: {second}.",
            hint="`workbench registry status` puts the files in place.",
        ) from cause
    _clear(stage)


def _back(git: Git, work: Interrupted) -> None:
    if work.base:
        move_branch(git, work.branch, work.base, work.commit)
    else:
        git.run("update-ref", "-d", work.branch, work.commit)


@contextmanager
def _cleared_if_cut_off(stage: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        _clear(stage)
        raise RegistryError(
            f"The export cannot be written: {error.strerror or error}.",
            hint="Nothing was changed.",
        ) from error
    except BaseException:
        _clear(stage)
        raise


def _clear(stage: Path) -> None:
    (stage / NOTE).unlink(missing_ok=True)
    shutil.rmtree(stage, ignore_errors=True)
