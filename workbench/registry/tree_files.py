"""The bytes of a registry's files, each read when it is first wanted: a plan wants few of many."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping

from workbench.domain.errors import RegistryError
from workbench.formats.strict_yaml import LARGEST_FILE

FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class TreeFiles(Mapping[str, bytes]):
    """Of files under a folder, by path. `known`: the bytes of those that are not read there."""

    def __init__(self, folder: str, known: dict[str, bytes | None]) -> None:
        self._folder, self._known = folder, known

    def __getitem__(self, path: str) -> bytes:
        """Raises `RegistryError` where a file that was there cannot be read."""
        data = self._known[path]
        if data is None:
            data = self._known[path] = self._read(path)
        return data

    def __contains__(self, path: object) -> bool:
        return path in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    @classmethod
    def under(cls, folder: str, paths: Iterable[str]) -> TreeFiles:
        return cls(folder, dict.fromkeys(paths))

    def with_files(self, added: Mapping[str, bytes]) -> TreeFiles:
        return TreeFiles(self._folder, {**self._known, **added})

    def only(self, prefixes: tuple[str, ...]) -> TreeFiles:
        known = {path: data for path, data in self._known.items() if path.startswith(prefixes)}
        return TreeFiles(self._folder, known)

    def of(self, paths: Iterable[str]) -> TreeFiles:
        return TreeFiles(self._folder, {path: self._known[path] for path in paths})

    def without(self, paths: Collection[str]) -> TreeFiles:
        known = {path: data for path, data in self._known.items() if path not in paths}
        return TreeFiles(self._folder, known)

    def _read(self, path: str) -> bytes:
        try:
            with open(os.open(f"{self._folder}/{path}", FLAGS), "rb", buffering=0) as file:
                return file.read(LARGEST_FILE + 1)
        except OSError as error:
            raise RegistryError(f"{error.filename} cannot be read: {error.strerror}.") from error


def files_of(files: Mapping[str, bytes]) -> TreeFiles:
    return files if isinstance(files, TreeFiles) else TreeFiles("", dict(files))
