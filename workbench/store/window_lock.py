"""One window writes a workspace at a time.

The terminal's commands and the engine write beside a window and do not take this lock; SQLite
orders their writes. It is for people: two windows would show each other's drafts as lost.
"""

from __future__ import annotations

from pathlib import Path

from workbench.domain.errors import WorkspaceBusy, WorkspaceReadOnly


class WindowLock:
    """Held until `release`, or until the process ends, however it ends."""

    def __init__(self, workspace: Path) -> None:
        from filelock import FileLock  # only a window needs it

        self._workspace = workspace
        self._lock = FileLock(f"{workspace}.lock")

    def take(self) -> None:
        """Raises `WorkspaceBusy` at once if another window holds it."""
        from filelock import Timeout

        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise WorkspaceBusy(f"{self._workspace} is open in another window.") from None
        except OSError as error:
            raise WorkspaceReadOnly(
                f"The folder of {self._workspace} cannot be written.",
                hint="Open it for reading only, or copy it to a folder you may write to.",
            ) from error

    def release(self) -> None:
        self._lock.release()
