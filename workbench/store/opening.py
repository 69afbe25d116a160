"""Opening a workspace: what the file is, whether it is sound, and whether its schema is ours.

Nothing is written before the file is known to be a sound workspace of this or an earlier
release, and an earlier one is copied before it is brought up to date.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from workbench.domain.errors import (
    NotFound,
    WorkspaceDamaged,
    WorkspaceError,
    WorkspaceReadOnly,
    WorkspaceTooNew,
)
from workbench.store.database import Workspace, connect
from workbench.store.placing import placed
from workbench.store.schema import APPLICATION_ID, SCHEMA
from workbench.store.sqlite_errors import damaged, not_a_database, translated, unwritable

SMALLEST = 100
"""Bytes of a database's header. SQLite takes a shorter file for an empty database."""
QUICK_CHECK_BYTES = 32 * 1024 * 1024
"""Larger files are not read through at each start; `check` does it when asked."""


def open_workspace(path: Path, *, read_only: bool = False, check: bool = True) -> Workspace:
    """Raises `NotFound`, `WorkspaceDamaged`, `WorkspaceTooNew` or `WorkspaceReadOnly`."""
    _look_at_file(path)
    schema = _look_inside(path, check=check)
    if schema > SCHEMA:
        raise WorkspaceTooNew(
            f"{path} was made by a later release: its schema is {schema}, "
            f"the newest known here is {SCHEMA}."
        )
    if read_only:
        return _for_reading(path, schema)
    _prepare_for_writing(path, schema)
    return Workspace(path)


def outdated(path: Path) -> bool:
    """Whether opening it for writing brings it up to date first, which may take a while."""
    with suppress(WorkspaceError, NotFound):
        return _look_inside(path, check=False) < SCHEMA
    return False


def make_workspace(path: Path, fill: Callable[[Workspace], None] = lambda workspace: None) -> None:
    """A new workspace, filled by `fill`; there whole or not at all.

    If another program makes one there in the meantime, that one stands.
    """
    try:
        with placed(path) as new:
            with closing(connect(new)) as connection:
                _migrate(connection, expected=0)
            workspace = Workspace(new)
            try:
                fill(workspace)
            finally:
                workspace.close()
            with closing(connect(new)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
    except FileExistsError:
        return
    except sqlite3.Error as error:
        raise translated(error, path) from error
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be made: {error.strerror}.") from error


def _look_at_file(path: Path) -> None:
    """Without opening it. To close a file takes away every lock that this process has on it, those
    of SQLite, too: another process would find nobody at work, and clear the log away."""
    if path.is_dir():
        raise WorkspaceError(f"{path} is a folder, not a workspace.")
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise NotFound(f"There is no workspace at {path}.") from None
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be read: {error.strerror}.") from error
    if not os.access(path, os.R_OK):
        raise WorkspaceError(f"{path} cannot be read: {os.strerror(errno.EACCES)}.")
    if size < SMALLEST:
        raise not_a_database(path)


def _look_inside(path: Path, *, check: bool) -> int:
    """The number of its schema.

    With no log beside it nobody writes to it, and it can be looked at without a trace. Should
    somebody begin just then, a second look is taken as one of several programs.
    """
    if not Path(f"{path}-wal").exists():
        with suppress(sqlite3.Error, WorkspaceError):
            return _look(path, check=check, immutable=True)
    try:
        return _look(path, check=check, immutable=False)
    except sqlite3.Error as error:
        raise translated(error, path) from error


def _look(path: Path, *, check: bool, immutable: bool) -> int:
    with closing(connect(path, read_only=True, immutable=immutable)) as connection:
        application = _pragma(connection, "application_id")
        if application != APPLICATION_ID:
            raise WorkspaceDamaged(
                f"{path} is a database, but not a workspace.",
                hint="Choose another file. Nothing was changed.",
            )
        schema = _pragma(connection, "user_version")
        if check and schema <= SCHEMA and path.stat().st_size <= QUICK_CHECK_BYTES:
            answers = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
            if answers != ["ok"]:
                raise damaged(path)
    return schema


def _for_reading(path: Path, schema: int) -> Workspace:
    if schema < SCHEMA:
        raise WorkspaceReadOnly(
            f"{path} was made by an earlier release and has to be brought up to date.",
            hint="Open it once for writing.",
        )
    try:
        with closing(connect(path, read_only=True)) as connection:
            _pragma(connection, "user_version")
    except sqlite3.Error as error:
        if not _folder_unwritable(error) or _has_unmerged_changes(path):
            raise translated(error, path) from error
        return Workspace(path, read_only=True, immutable=True)
    return Workspace(path, read_only=True)


def _folder_unwritable(error: sqlite3.Error) -> bool:
    """SQLite could not make the log beside a file that it could read."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def _has_unmerged_changes(path: Path) -> bool:
    wal = Path(f"{path}-wal")
    return wal.exists() and wal.stat().st_size > 0


def _prepare_for_writing(path: Path, schema: int) -> None:
    try:
        with closing(connect(path)) as connection:
            _try_to_write(connection, schema)
            if schema < SCHEMA:
                _copy_aside(connection, path, schema)
                _migrate(connection, expected=schema)
            connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.Error as error:
        if _folder_unwritable(error):
            raise unwritable(path) from error
        raise translated(error, path) from error


def _try_to_write(connection: sqlite3.Connection, schema: int) -> None:
    """SQLite begins a write transaction on a file it may only read, and fails at the write."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA user_version = {schema}")
    connection.rollback()


def _copy_aside(connection: sqlite3.Connection, path: Path, schema: int) -> None:
    """`team.workbench` of schema 2 is copied to `team.before-0003.workbench`."""
    target = path.with_name(f"{path.stem}.before-{schema + 1:04}{path.suffix}")
    try:
        with placed(target) as new, closing(sqlite3.connect(new)) as copy:
            connection.backup(copy)
    except FileExistsError:
        return


def _migrate(connection: sqlite3.Connection, *, expected: int) -> None:
    """All steps or none. Another program may have taken them in the meantime."""
    from sqlite_utils import Database  # a quarter of a second, when there is something to do

    from workbench.store.migrations import schema

    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _pragma(connection, "user_version") == expected:
            schema.apply(Database(connection, execute_plugins=False))
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
