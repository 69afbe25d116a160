"""Which runs somebody still works on.

Who records an unfinished run keeps a locked file beside the workspace while it lives, and its
name in the run's row. However a process ends, its lock goes with it: what is unfinished and
whose owner's file is gone, or can be locked, was left behind.
"""

from __future__ import annotations

import os
import secrets
import threading
from contextlib import suppress
from pathlib import Path

from workbench.store.file_lock import lock

ATTEMPTS = 60
"""At a file that nobody clears away before it is locked: where several others look at the same
time, five were seen not to be enough."""
NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0)


class Owner:
    """One opened workspace as the owner of the runs that are recorded through it."""

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace
        self._guard = threading.Lock()
        self._name, self._handle = "", -1

    @property
    def name(self) -> str:
        """From the first use on it stands for a lock that is held.

        Empty where no file can be locked: the runs are then taken for left behind.
        """
        with self._guard:
            for _attempt in range(0 if self._name else ATTEMPTS):
                if self._take(secrets.token_hex(6)):
                    break
            return self._name

    def living(self) -> frozenset[str]:
        """The others who still work on runs. The files of those who are gone are removed."""
        found = set()
        for name in self._names():
            if name != self._name and not self._clear_away(name):
                found.add(name)
        return frozenset(found)

    def release(self) -> None:
        with self._guard:
            if self._name:
                _remove(self._file(self._name), self._handle)
                self._name, self._handle = "", -1

    def _take(self, name: str) -> bool:
        """False if somebody cleared the file away before it was locked."""
        file = self._file(name)
        try:
            handle = os.open(file, NEW, 0o666)
        except OSError:
            return False
        try:
            lock(handle)
            if not os.path.samestat(os.fstat(handle), os.stat(file)):
                raise OSError("another file")
        except OSError:
            _remove(file, handle)
            return False
        self._name, self._handle = name, handle
        return True

    def _clear_away(self, name: str) -> bool:
        """Whether its owner is gone."""
        file = self._file(name)
        try:
            handle = os.open(file, os.O_RDWR | getattr(os, "O_CLOEXEC", 0))
        except FileNotFoundError:
            return True
        except OSError:
            return False
        try:
            lock(handle)
        except OSError:
            os.close(handle)
            return False
        _remove(file, handle)
        return True

    def _names(self) -> list[str]:
        start, end = f"{self._workspace.name}.runs-", ".lock"
        with suppress(OSError):
            files = [entry.name for entry in os.scandir(self._workspace.absolute().parent)]
            ours = [name for name in files if name.startswith(start) and name.endswith(end)]
            return [name.removeprefix(start).removesuffix(end) for name in ours]
        return []

    def _file(self, name: str) -> Path:
        return Path(f"{self._workspace}.runs-{name}.lock")


def _remove(file: Path, handle: int) -> None:
    """While it is locked where the system allows that: nobody can take it in between."""
    with suppress(OSError):
        file.unlink()
    os.close(handle)
    with suppress(OSError):
        file.unlink()
