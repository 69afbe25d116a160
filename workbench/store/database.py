"""An open workspace file: one connection for each thread, short transactions."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.domain.errors import WorkspaceError, WorkspaceReadOnly
from workbench.store.owners import Owner
from workbench.store.sqlite_errors import translated

BUSY_SECONDS = 10.0


class Workspace:
    """Use `opening.open_workspace`, which checks the file and brings its schema up to date.

    `immutable` is for a file in a folder that cannot be written: SQLite then takes no locks.
    """

    def __init__(self, path: Path, *, read_only: bool = False, immutable: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self.owner = Owner(path)
        self.known_secrets: Callable[[], frozenset[str]] = frozenset
        """What must never be written to the audit log."""
        self._immutable = immutable
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._closed = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The thread's connection; several statements see one state of the workspace."""
        with self._translating():
            connection = self._connection()
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """A transaction that takes the write lock first: what is read in it stays true.

        What was committed survives the end of the process; if `durable`, a power cut too.
        """
        if self.read_only:
            raise WorkspaceReadOnly(f"{self.path} is open for reading only.")
        with self._translating():
            connection = self._connection()
            if connection.in_transaction:
                yield connection
                return
            connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise

    def close(self) -> None:
        """Close the connections of all threads. They must have finished their work."""
        with self._guard:
            self._closed = True
            while self._connections:
                self._connections.pop().close()
        self.owner.release()

    @contextmanager
    def _translating(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, UnicodeEncodeError) as error:
            raise translated(error, self.path) from error

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._connect()
        return connection

    def _connect(self) -> sqlite3.Connection:
        with self._guard:
            if self._closed:
                raise WorkspaceError(f"{self.path} is closed.")
            connection = connect(self.path, read_only=self.read_only, immutable=self._immutable)
            self._connections.append(connection)
        return connection


def connect(path: Path, *, read_only: bool = False, immutable: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode that makes no file. Raises what SQLite raises."""
    mode = ("mode=ro" if read_only else "mode=rw") + ("&immutable=1" if immutable else "")
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    return connection
