"""The source files under a folder, one at a time: no link is followed, nothing large is read.

In a git repository git says which files are ignored; elsewhere every file counts.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from workbench.domain.errors import RegistryError
from workbench.domain.not_looked_at import NotLookedAt
from workbench.formats.notebooks import NOTEBOOK
from workbench.formats.source_text import EXTENSIONS
from workbench.registry.git import Git, GitFailed

LARGEST = 2 * 1024 * 1024
MOST_FILES = 200_000
VENDORED = frozenset(
    """.git .hg .svn .tox .nox .venv venv .mypy_cache .ruff_cache .pytest_cache __pycache__
    node_modules bower_components site-packages vendor third_party dist build target""".split()  # noqa: SIM905
)
"""Folders of what others wrote, or of what is made from what is here."""


def source_files(folder: Path) -> Iterator[tuple[str, bytes] | NotLookedAt]:
    """Each file that may hold prompts, by its path in the folder, or why it was not read.

    Raises `RegistryError` where there is no such folder.
    """
    if not folder.is_dir():
        raise RegistryError(f"There is no folder {folder}.", hint="Name one with --src.")
    found = 0
    vendored: set[str] = set()
    for path in _paths(folder):
        outside = _vendored(path)
        if outside:
            if outside not in vendored:
                vendored.add(outside)
                yield NotLookedAt(f"{outside}/", "somebody else's code, or made from yours")
        elif (folder / path).is_dir() and not (folder / path).is_symlink():
            yield NotLookedAt(f"{path}/", "a submodule, or a folder that cannot be read")
        elif PurePosixPath(path).suffix.lower() in (*EXTENSIONS, NOTEBOOK):
            found += 1
            if found > MOST_FILES:
                yield NotLookedAt(path, f"and what follows: more than {MOST_FILES:,} files")
                return
            yield _read(folder, path)


def _paths(folder: Path) -> Iterator[str]:
    try:
        listed = Git(folder).run(
            "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "."
        )
    except GitFailed:
        yield from _walk(folder)
        return
    names = dict.fromkeys(listed.decode("utf-8", "surrogateescape").split("\0"))
    yield from sorted(name for name in names if name)


def _walk(folder: Path) -> Iterator[str]:
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            with os.scandir(folder / prefix) as entries:
                inside = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            # Named as a file is, so that it is said like a file that cannot be read
            yield f"{prefix.rstrip('/')}"
            continue
        for entry in inside:
            path = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if entry.name in VENDORED:
                    yield f"{path}/"
                else:
                    waiting.append(f"{path}/")
            else:
                yield path


def _vendored(path: str) -> str:
    parts = path.split("/")
    at = next((i for i, part in enumerate(parts[:-1]) if part in VENDORED), None)
    return "" if at is None else "/".join(parts[: at + 1])


def _read(folder: Path, path: str) -> tuple[str, bytes] | NotLookedAt:
    try:
        if not stat.S_ISREG(os.lstat(folder / path).st_mode):
            return NotLookedAt(path, "a link, or no file")
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(folder / path, flags), "rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        return NotLookedAt(path, f"cannot be read: {getattr(error, 'strerror', '') or error}")
    if len(data) > LARGEST:
        return NotLookedAt(path, f"larger than {LARGEST // 2**20} MB")
    return path, data
