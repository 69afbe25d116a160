"""Files of one folder, and of nothing outside of it: what a file that somebody sent may name."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path, PurePosixPath

from workbench.domain.errors import FileProblem

LARGEST_FILE = 16 * 1024 * 1024
LARGEST_SUM = 128 * 1024 * 1024
"""Of all that is read of the folder together."""
MOST_ENTRIES = 20_000
"""Looked through for one pattern."""
MOST_FOUND = 2_000
SKIPPED = frozenset({"node_modules", ".git", ".venv", "__pycache__"})


class ConfinedFolder:
    def __init__(self, root: Path) -> None:
        self._root = root.expanduser().resolve()
        self._read = 0

    @property
    def name(self) -> str:
        return self._root.name

    def read(self, name: str) -> bytes:
        """Raises `FileProblem` for what leads out of the folder, is missing, or is too large."""
        path = self._inside(name)
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                raise FileProblem("no plain file", file=name)
            with path.open("rb") as file:
                data = file.read(LARGEST_FILE + 1)
        except OSError as error:
            raise FileProblem(error.strerror or "cannot be read", file=name) from error
        self._read += len(data)
        if len(data) > LARGEST_FILE or self._read > LARGEST_SUM:
            raise FileProblem(f"larger than {LARGEST_FILE // 2**20} MB", file=name)
        return data

    def matching(self, pattern: str) -> list[str]:
        """Names of the files that a glob names, sorted; `**` stands for any folders."""
        wanted = re.compile(_expression(pattern))
        found: list[str] = []
        looked_at = 0
        for folder, folders, files in os.walk(self._root):
            folders[:] = sorted(each for each in folders if each not in SKIPPED)
            looked_at += len(folders) + len(files)
            if looked_at > MOST_ENTRIES or len(found) > MOST_FOUND:
                raise FileProblem("the folder holds too many files", file=pattern)
            inside = Path(folder).relative_to(self._root)
            names = (str(PurePosixPath(*inside.parts, each)) for each in files)
            found += [name for name in names if wanted.fullmatch(name)]
        return sorted(found)

    def _inside(self, name: str) -> Path:
        if not name or "\0" in name:
            raise FileProblem("names no file", file=name)
        if name.startswith(("/", "\\", "~")) or re.match(r"[A-Za-z]:", name):
            raise FileProblem("leads out of the folder: its path is absolute", file=name)
        try:
            path = (self._root / name).resolve()
        except (OSError, RuntimeError) as error:
            raise FileProblem("cannot be read", file=name) from error
        if not path.is_relative_to(self._root):
            raise FileProblem("leads out of the folder", file=name)
        return path


def _expression(pattern: str) -> str:
    """The glob as a regular expression over the whole name."""
    parts: list[str] = []
    rest = pattern
    while rest:
        if rest.startswith("**/"):
            parts.append("(?:[^/]+/)*")
            rest = rest[3:]
            continue
        character, rest = rest[0], rest[1:]
        if character == "*":
            parts.append("[^/]*")
        elif character == "?":
            parts.append("[^/]")
        elif character == "{" and "}" in rest:
            inside, _, rest = rest.partition("}")
            parts.append(f"(?:{'|'.join(map(re.escape, inside.split(',')))})")
        elif character == "[" and "]" in rest:
            inside, _, rest = rest.partition("]")
            negated = inside.startswith(("!", "^"))
            letters = re.escape(inside.lstrip("!^")).replace(r"\-", "-")
            parts.append(f"[{'^' if negated else ''}{letters}]")
        else:
            parts.append(re.escape(character))
    return "".join(parts)
