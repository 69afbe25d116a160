"""Files of a change put into the work tree, many at a time.

Each is whole in the git folder, and on the disk, before it takes its place there at once, so that
a file is as it was or as it is to be whenever this ends. Git is asked a few times for all of them
and not twice for each.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.errors import RegistryError
from workbench.registry.git import Git

EXECUTABLE = "100755"
AT_ONCE, BYTES_AT_ONCE = 250, 32 * 1024 * 1024
"""Files that are read together, and how much of them."""
FEW = 8
"""So many are brought onto the disk one by one."""
SHA256_LETTERS = 64


@dataclass(frozen=True, slots=True)
class Placed:
    """What is to be at a path: a blob of git's store, or no file where there is none."""

    path: str
    blob: str
    mode: str


def blob_of(place: Path, like: str) -> str:
    """The blob of the file as it stands, named as this one is; empty where there is no file."""
    if not os.path.lexists(place) or (place.is_dir() and not place.is_symlink()):
        return ""
    data = place.read_bytes()
    kind = "sha256" if len(like) == SHA256_LETTERS else "sha1"
    made = hashlib.new(kind, b"blob %d\0" % len(data), usedforsecurity=False)
    made.update(data)
    return made.hexdigest()


def put(root: Path, files: Iterable[Placed], git: Git, stage: Path) -> None:
    """What goes makes room for what comes: a file may become a folder, and a folder a file."""
    coming = []
    for each in files:
        if each.blob:
            coming.append(each)
        else:
            _remove(root, each.path)
    for part in _parts(coming, git):
        _put_together(root, part, git, stage)


def _put_together(root: Path, files: list[Placed], git: Git, stage: Path) -> None:
    """Made in the git folder, so that nothing strange is left in the work tree if it ends here."""
    made = []
    for number, (each, data) in enumerate(zip(files, _contents(files, git), strict=True)):
        new = stage / f"{number}.new"
        # A folder that somebody handed over may hold a link of that name
        new.unlink(missing_ok=True)
        new.write_bytes(data)
        if each.mode == EXECUTABLE:
            new.chmod(new.stat().st_mode | 0o111)
        made.append(new)
    _bring_to_disk(made)
    for each, new in zip(files, made, strict=True):
        place = root / each.path
        _check_folders(root, place.parent)
        place.parent.mkdir(parents=True, exist_ok=True)
        # Replaced at once, and never written through a link
        os.replace(new, place)


def _parts(files: list[Placed], git: Git) -> Iterator[list[Placed]]:
    part: list[Placed] = []
    size = 0
    for each, length in zip(files, _sizes(files, git), strict=True):
        if part and (len(part) == AT_ONCE or size + length > BYTES_AT_ONCE):
            yield part
            part, size = [], 0
        part.append(each)
        size += length
    if part:
        yield part


def _sizes(files: list[Placed], git: Git) -> list[int]:
    if not files:
        return []
    told = git.run("cat-file", "--batch-check=%(objecttype) %(objectsize)", send=_names(files))
    facts = [line.split(" ") for line in told.decode().splitlines()]
    for each, (kind, _size) in zip(files, facts, strict=True):
        if kind != "blob":
            raise RegistryError(f"{each.path} cannot be written: git lacks {each.blob}.")
    return [int(size) for _kind, size in facts]


def _contents(files: list[Placed], git: Git) -> Iterator[bytes]:
    told = memoryview(git.run("cat-file", "--batch", send=_names(files)))
    at = 0
    for _each in files:
        end = bytes(told[at : at + 200]).index(b"\n") + at
        size = int(bytes(told[at:end]).rpartition(b" ")[2])
        yield bytes(told[end + 1 : end + 1 + size])
        at = end + 1 + size + 1


def _names(files: list[Placed]) -> bytes:
    return "".join(f"{each.blob}\n" for each in files).encode()


def _bring_to_disk(files: list[Path]) -> None:
    """All at once where there are many: the disk is waited for once."""
    if len(files) > FEW and hasattr(os, "sync"):
        os.sync()
        return
    for each in files:
        with open(each, "rb+") as file:
            os.fsync(file.fileno())


def _remove(root: Path, path: str) -> None:
    _check_folders(root, (root / path).parent)
    (root / path).unlink(missing_ok=True)
    folder = (root / path).parent
    while folder != root:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _check_folders(root: Path, folder: Path) -> None:
    for part in (folder, *folder.parents):
        if part == root:
            return
        if part.is_symlink():
            raise RegistryError(f"{part} is a link; the registry's files are never written there.")
