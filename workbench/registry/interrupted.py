"""An export between its commit and its files: noted on disk, finished by whoever looks next."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import msgspec

from workbench.domain.errors import RegistryError
from workbench.registry.git import Git
from workbench.registry.repository import Repository
from workbench.registry.safe_paths import stays_inside

STAGE = "workbench-export"
NOTE = "note.json"
MODE = "100644"
EXECUTABLE = "100755"
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
        waiting = [c for c in files if _blob_of(root / c.path, git) == c.before]
        for change in waiting:
            _put(root, change.path, change.blob, git, stage, change.mode)
        return tuple(change.path for change in waiting)

    def take_back(self, root: Path, git: Git, stage: Path) -> None:
        """Put every file back that is as it was going to be."""
        for change in self.changes:
            place = root / change.path
            if not change.on_disk or _blob_of(place, git) != change.blob:
                continue
            _put(root, change.path, change.before, git, stage, change.before_mode)
        self.show_in_index(git, new=False)

    def still_in(self, git: Git, commit: str) -> Interrupted:
        """The changes that a later commit has not overtaken."""
        kept = (c for c in self.changes if c.blob == _blob_in(git, commit, c.path))
        return msgspec.structs.replace(self, changes=tuple(kept))


def interrupted_in(repository: Repository) -> Interrupted | None:
    try:
        data = (repository.git_folder / STAGE / NOTE).read_bytes()
        work = msgspec.json.decode(data, type=Interrupted)
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


def _blob_of(place: Path, git: Git) -> str:
    """The blob of the file as it stands; empty where there is none."""
    if not os.path.lexists(place) or (place.is_dir() and not place.is_symlink()):
        return ""
    return git.run("hash-object", "--stdin", send=place.read_bytes()).decode().strip()


def _put(root: Path, path: str, blob: str, git: Git, stage: Path, mode: str) -> None:
    if blob:
        _write(root, path, git.run("cat-file", "blob", blob), stage, mode)
        return
    _check_folders(root, (root / path).parent)
    (root / path).unlink(missing_ok=True)
    _remove_empty((root / path).parent, root)


def _write(root: Path, path: str, data: bytes, stage: Path, mode: str) -> None:
    """Replace the file at once, never through a link. Made in the git folder, so that nothing
    strange is left in the work tree if it ends here."""
    place = root / path
    _check_folders(root, place.parent)
    place.parent.mkdir(parents=True, exist_ok=True)
    new = stage / "file.new"
    new.unlink(missing_ok=True)
    with open(new, "xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if mode == EXECUTABLE:
        new.chmod(new.stat().st_mode | 0o111)
    os.replace(new, place)


def _blob_in(git: Git, commit: str, path: str) -> str:
    return git.maybe("rev-parse", "-q", "--verify", f"{commit}:{path}")


def _check_folders(root: Path, folder: Path) -> None:
    for part in (folder, *folder.parents):
        if part == root:
            return
        if part.is_symlink():
            raise RegistryError(f"{part} is a link; the registry's files are never written there.")


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
