"""The files of a registry folder as they are on disk, or as they would be after an export."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbench.domain.errors import RegistryError
from workbench.formats.strict_yaml import LARGEST_FILE
from workbench.registry.layout import ATTACHMENTS

MOST_FILES = 500_000


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
        return replace(self, files={**self.files, **added})

    def only(self, prefixes: Collection[str]) -> RegistryTree:
        """The part whose paths begin with one of the prefixes."""
        chosen = tuple(prefixes)
        files = {path: data for path, data in self.files.items() if path.startswith(chosen)}
        links = tuple(link for link in self.links if link.startswith(chosen))
        return replace(self, files=files, links=links)

    def without(self, paths: Collection[str]) -> RegistryTree:
        files = {path: data for path, data in self.files.items() if path not in paths}
        return replace(self, files=files)

    def text(self, path: str) -> str | None:
        data = self.files.get(path)
        return None if data is None else data.decode("utf-8", "replace")


def read_tree(folder: Path) -> RegistryTree:
    """Submodules are left out. Raises `RegistryError` where a file cannot be read."""
    files: dict[str, bytes] = {}
    links: list[str] = []
    attached: dict[str, int] = {}
    try:
        for path, entry in _walk(str(folder), ""):
            if entry.is_symlink() or not entry.is_file(follow_symlinks=False):
                links.append(path)
                continue
            if path.startswith(ATTACHMENTS):
                attached[path] = entry.stat(follow_symlinks=False).st_size
                continue
            with open(entry.path, "rb") as file:
                files[path] = file.read(LARGEST_FILE + 1)
            if len(files) + len(attached) > MOST_FILES:
                raise RegistryError(f"{folder} holds more than {MOST_FILES:,} files.")
    except OSError as error:
        raise RegistryError(f"{error.filename} cannot be read: {error.strerror}.") from error
    return RegistryTree(files, tuple(links), attached, folder)


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
