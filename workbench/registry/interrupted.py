"""An export between its commit and its files: noted on disk, finished by whoever looks next."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import msgspec

from workbench.domain.errors import RegistryError
from workbench.formats import typed
from workbench.registry.file_placing import Placed, blob_of, put
from workbench.registry.git import Git
from workbench.registry.repository import Repository
from workbench.registry.safe_paths import stays_inside

STAGE = "workbench-export"
NOTE = "note.json"
MODE = "100644"
SUBMODULE = "160000"


class Change(msgspec.Struct, frozen=True):
    """A path in the work tree, its new blob, and the one before; "" where there is no file."""

    path: str
    blob: str
    before: str
    mode: str = MODE
    before_mode: str = MODE

    @property
    def on_disk(self) -> bool:
        """A submodule is a line of the index alone: it is never fetched."""
        return self.mode != SUBMODULE


class Interrupted(msgspec.Struct, frozen=True, kw_only=True):
    branch: str
    base: str
    commit: str
    changes: tuple[Change, ...]

    def note(self, stage: Path) -> None:
        """On disk, whole, when this returns."""
        ready = stage / f"{NOTE}.new"
        with open(ready, "wb") as file:
            file.write(msgspec.json.encode(self))
            file.flush()
            os.fsync(file.fileno())
        os.replace(ready, stage / NOTE)
        _sync_folder(stage)

    def show_in_index(self, git: Git, *, new: bool = True) -> None:
        """Say to git's index what the work tree is about to hold."""
        absent = "0" * len(self.commit)
        blobs = [
            (change.mode, change.blob, change.path)
            if new
            else (change.before_mode, change.before, change.path)
            for change in self.changes
        ]
        entries = (
            f"{mode if blob else 0} {blob or absent}\t{path}\0" for mode, blob, path in blobs
        )
        git.run("update-index", "-z", "--index-info", send="".join(entries).encode())

    def put_files(self, root: Path, git: Git, stage: Path) -> tuple[str, ...]:
        """Put every file in place that is still as it was before; the files that were put."""
        files = (c for c in self.changes if c.on_disk)
        waiting = [c for c in files if blob_of(root / c.path, self.commit) == c.before]
        put(root, [Placed(c.path, c.blob, c.mode) for c in waiting], git, stage)
        return tuple(change.path for change in waiting)

    def take_back(self, root: Path, git: Git, stage: Path) -> None:
        """Put every file back that is as it was going to be."""
        files = (c for c in self.changes if c.on_disk)
        done = [c for c in files if blob_of(root / c.path, self.commit) == c.blob]
        put(root, [Placed(c.path, c.before, c.before_mode) for c in done], git, stage)
        self.show_in_index(git, new=False)

    def still_in(self, git: Git, commit: str) -> Interrupted:
        """The changes that a later commit has not overtaken."""
        there = _blobs_in(git, commit)
        kept = (c for c in self.changes if c.blob == there.get(c.path, ""))
        return msgspec.structs.replace(self, changes=tuple(kept))


def interrupted_in(repository: Repository) -> Interrupted | None:
    try:
        data = (repository.git_folder / STAGE / NOTE).read_bytes()
        work = typed.read(data, Interrupted)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError) as error:
        raise RegistryError(f"The note of a cut off export cannot be read: {error}.") from error
    if not all(stays_inside(change.path) for change in work.changes):
        raise RegistryError(
            "The note of a cut off export names files outside of the repository.",
            hint=f"Somebody may want to harm you: ask who made the folder. To forget the note, "
            f"remove {repository.git_folder / STAGE}. Nothing was changed.",
        )
    return work


def recover(repository: Repository) -> tuple[str, ...]:
    """Finish what was cut off after its commit; forget what was cut off before. The files put."""
    work = interrupted_in(repository)
    stage = repository.git_folder / STAGE
    if work is None:
        _forget(stage)
        return ()
    git = Git(repository.root)
    tip = git.maybe("rev-parse", "-q", "--verify", work.branch)
    if not _holds(git, tip, work.commit):
        _forget(stage)
        return ()
    if repository.branch != work.branch:
        return ()
    work = work.still_in(git, tip)
    try:
        work.show_in_index(git)
        done = work.put_files(repository.root, git, stage)
    except OSError as error:
        raise RegistryError(f"{error.filename} cannot be written: {error.strerror}.") from error
    _forget(stage)
    return tuple(path.removeprefix(repository.prefix) for path in done)


def _holds(git: Git, newest: str, commit: str) -> bool:
    if not newest:
        return False
    if newest == commit:
        return True
    return git.maybe("merge-base", newest, commit) == commit


def _forget(stage: Path) -> None:
    with contextlib.suppress(OSError):
        (stage / NOTE).unlink(missing_ok=True)
        for leftover in stage.iterdir():
            leftover.unlink()
        stage.rmdir()


def _blobs_in(git: Git, commit: str) -> dict[str, str]:
    """By path; of submodules the commit."""
    told = git.run("ls-tree", "-r", "-z", "--full-tree", commit)
    entries = told.decode("utf-8", "surrogateescape").split("\0")[:-1]
    pairs = (entry.partition("\t") for entry in entries)
    return {path: facts.split(" ")[2] for facts, _tab, path in pairs}


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
