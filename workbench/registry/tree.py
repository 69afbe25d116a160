"""The files of a registry folder as they are on disk, or as they would be after an export."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbench.domain.errors import RegistryError
from workbench.registry.git import Git
from workbench.registry.layout import ATTACHMENTS
from workbench.registry.tree_files import TreeFiles, files_of

MOST_FILES = 500_000
FILE, SUBMODULE = "100", "160"
"""How git's modes of them begin."""


@dataclass(frozen=True, slots=True)
class RegistryTree:
    """Bytes by path, with `/` between folders. Links are named and never followed."""

    files: Mapping[str, bytes]
    links: tuple[str, ...] = ()
    attached: Mapping[str, int] = field(default_factory=dict)
    """Sizes of the files in attachments/, whose bytes stay on disk."""
    folder: Path | None = None
    """Where they are; None for what is not written yet."""

    def with_files(self, files: Mapping[str, str]) -> RegistryTree:
        added = {path: text.encode() for path, text in files.items()}
        return replace(self, files=files_of(self.files).with_files(added))

    def only(self, prefixes: Collection[str]) -> RegistryTree:
        """The part whose paths begin with one of the prefixes."""
        chosen = tuple(prefixes)
        links = tuple(link for link in self.links if link.startswith(chosen))
        return replace(self, files=files_of(self.files).only(chosen), links=links)

    def of(self, paths: Iterable[str]) -> RegistryTree:
        """The part with these paths and no links, whose bytes are let go with it."""
        return replace(self, files=files_of(self.files).of(paths), links=())

    def without(self, paths: Collection[str]) -> RegistryTree:
        return replace(self, files=files_of(self.files).without(paths))

    def text(self, path: str) -> str | None:
        data = self.files.get(path)
        return None if data is None else data.decode("utf-8", "replace")


def read_tree(folder: Path) -> RegistryTree:
    """Submodules are left out. Raises `RegistryError` where a folder cannot be read; a file is
    read when it is wanted."""
    files: dict[str, bytes | None] = {}
    links: list[str] = []
    attached: dict[str, int] = {}
    try:
        for path, entry in _walk(str(folder), ""):
            if entry.is_symlink() or not entry.is_file(follow_symlinks=False):
                links.append(path)
            elif path.startswith(ATTACHMENTS):
                attached[path] = entry.stat(follow_symlinks=False).st_size
            else:
                files[path] = None
            if len(files) + len(attached) > MOST_FILES:
                raise RegistryError(f"{folder} holds more than {MOST_FILES:,} files.")
    except OSError as error:
        raise RegistryError(f"{error.filename} cannot be read: {error.strerror}.") from error
    return RegistryTree(TreeFiles(str(folder), files), tuple(links), attached, folder)


def listed_tree(folder: Path, git: Git) -> RegistryTree:
    """The same of a folder in which nothing is changed: git knows its files without a look at
    each. Files that git ignores are no part of it."""
    files: dict[str, bytes | None] = {}
    links: list[str] = []
    attached: dict[str, int] = {}
    listed = git.run("ls-files", "-z", "--stage", "--", ".").decode("utf-8", "surrogateescape")
    for entry in listed.split("\0")[:-1]:
        facts, _, path = entry.partition("\t")
        if facts.startswith(SUBMODULE):
            continue
        if not facts.startswith(FILE):
            links.append(path)
        elif path.startswith(ATTACHMENTS):
            place = folder / path
            attached[path] = place.lstat().st_size if place.is_file() else 0
        else:
            files[path] = None
    return RegistryTree(TreeFiles(str(folder), files), tuple(links), attached, folder)


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda found: found.name):
            if entry.name == ".git":
                continue
            if entry.is_dir(follow_symlinks=False):
                if os.path.lexists(os.path.join(entry.path, ".git")):
                    continue
                yield from _walk(entry.path, f"{prefix}{entry.name}/")
            else:
                yield f"{prefix}{entry.name}", entry
