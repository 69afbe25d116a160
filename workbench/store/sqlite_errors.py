"""What SQLite raises, as errors a person can act on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from workbench.domain.errors import (
    InvalidInput,
    WorkbenchError,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceError,
    WorkspaceReadOnly,
)


def translated(error: sqlite3.Error | UnicodeEncodeError, path: Path) -> WorkbenchError:
    if isinstance(error, UnicodeEncodeError):
        return InvalidInput("The text holds half a character (a lone surrogate), here not allowed.")
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    make = BY_CODE.get(code)
    if make:
        return make(path)
    if isinstance(error, sqlite3.ProgrammingError) and "closed" in str(error):
        return WorkspaceError(f"{path} is closed.")
    return WorkspaceError(f"{path} cannot be used: {error}.")


def damaged(path: Path) -> WorkspaceDamaged:
    return WorkspaceDamaged(f"{path} is damaged.")


def not_a_database(path: Path) -> WorkspaceDamaged:
    return WorkspaceDamaged(
        f"{path} is not a workspace.", hint="Choose another file. Nothing was changed."
    )


def full(path: Path) -> WorkspaceError:
    return WorkspaceError(
        f"There is no room on the disk to write {path}.",
        hint="Free some space and try again. What was kept before is unharmed.",
    )


def unwritable(path: Path) -> WorkspaceReadOnly:
    return WorkspaceReadOnly(
        f"{path} cannot be written.",
        hint="Open it for reading only, or copy it to a folder you may write to.",
    )


def busy(path: Path) -> WorkspaceBusy:
    return WorkspaceBusy(
        f"Another program is writing to {path} and does not finish.",
        hint="Try again in a moment. Nothing was lost.",
    )


def unreadable(path: Path) -> WorkspaceError:
    return WorkspaceError(
        f"{path} cannot be opened.", hint="Check that the file and its folder can be reached."
    )


def device_failed(path: Path) -> WorkspaceError:
    return WorkspaceError(
        f"The disk did not take or give what belongs to {path}.",
        hint="It may be full, over its quota or failing. What was kept before is unharmed.",
    )


BY_CODE = {
    sqlite3.SQLITE_CORRUPT: damaged,
    sqlite3.SQLITE_NOTADB: not_a_database,
    sqlite3.SQLITE_FULL: full,
    sqlite3.SQLITE_READONLY: unwritable,
    sqlite3.SQLITE_PERM: unwritable,
    sqlite3.SQLITE_BUSY: busy,
    sqlite3.SQLITE_LOCKED: busy,
    sqlite3.SQLITE_CANTOPEN: unreadable,
    sqlite3.SQLITE_IOERR: device_failed,
}
