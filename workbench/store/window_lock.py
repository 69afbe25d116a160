"""One window writes a workspace at a time.

The terminal's commands and the engine write beside a window and do not take this lock; SQLite
orders their writes. It is for people: two windows would show each other's drafts as lost.
The system's own lock on a file beside the workspace: it goes with the process that holds it.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from workbench.domain.errors import WorkspaceBusy, WorkspaceError, WorkspaceReadOnly
from workbench.store.file_lock import lock


class WindowLock:
    """Held until `release`, or until the process ends, however it ends."""

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace
        self._file = Path(f"{workspace}.lock")
        self._handle: int | None = None

    def take(self) -> None:
        """Raises `WorkspaceBusy` at once if another window holds it."""
        handle = self._opened()
        try:
            lock(handle)
        except OSError:
            os.close(handle)
            raise WorkspaceBusy(f"{self._workspace} is open in another window.") from None
        self._handle = handle

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _opened(self) -> int:
        try:
            return os.open(self._file, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise WorkspaceReadOnly(
                    f"The folder of {self._workspace} cannot be written.",
                    hint="Open it for reading only, or copy it to a folder you may write to.",
                ) from error
            raise WorkspaceError(
                f"{self._workspace} cannot be opened: {error.strerror}.",
                hint="Check that its folder is there and can be reached.",
            ) from error
