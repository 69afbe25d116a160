"""Writing a file so that it is there whole or not at all, and replaces none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.domain.errors import WorkspaceError


@contextmanager
def placed(target: Path) -> Iterator[Path]:
    """The path of a new, empty file to write; it becomes `target` when the block ends well.

    Raises `FileExistsError` if there is a file of that name by then.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
    except OSError as error:
        raise WorkspaceError(
            f"{target} cannot be made: {error.strerror}.",
            hint="Choose a folder that exists and that you may write to.",
        ) from error
    os.close(handle)
    path = Path(name)
    try:
        yield path
        _put_in_place(path, target)
    finally:
        for left in (path, *(Path(f"{name}{end}") for end in ("-journal", "-wal", "-shm"))):
            left.unlink(missing_ok=True)


def _put_in_place(path: Path, target: Path) -> None:
    try:
        _settle(path)
        _name_without_replacing(path, target)
        _settle(target.parent)
    except FileExistsError:
        raise
    except OSError as error:
        raise WorkspaceError(f"{target} cannot be made: {error.strerror}.") from error


def _name_without_replacing(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if target.exists():
            raise FileExistsError(target) from None
        path.rename(target)


def _settle(path: Path) -> None:
    """Have it on the disk before anything is said of it. Windows cannot do so for folders."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
