"""Files that people hand in, read only as far as they are allowed to go."""

from __future__ import annotations

from pathlib import Path

from workbench.domain.errors import FileProblem


def read_small(path: Path, largest: int) -> bytes:
    """One byte more than `largest` of a file that is larger: its reader refuses that.

    Raises `FileProblem` where it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(largest + 1)
    except OSError as error:
        raise FileProblem(error.strerror or "cannot be read", file=str(path)) from error
