"""Writing what was run to a file of the person's choice: whole, or not at all."""

from __future__ import annotations

import os
import shutil
from codecs import getincrementalencoder
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from workbench.domain.errors import FileProblem


def write_whole(
    path: Path, text: str | Iterable[str], *, replacing: bool = False, encoding: str = "utf-8"
) -> Path:
    """All of it, piece by piece where it comes in pieces, or nothing.

    Raises `FileProblem` where it cannot be written, or is there and is not to be replaced."""
    if path.exists() and not replacing:
        raise FileProblem(f"{path} is there already.", hint="Choose another name.")
    pieces = (text,) if isinstance(text, str) else text
    try:
        beside = path.with_name(f".{path.name[:64]}.{uuid4().hex}")
        try:
            # Who may read it is as for any file that this person makes
            with beside.open("xb") as file:
                encoder = getincrementalencoder(encoding)()
                for piece in pieces:
                    file.write(encoder.encode(_whole(piece)))
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                shutil.copymode(path, beside)
            os.replace(beside, path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileProblem(f"{path}: cannot be written: {reason}") from error
    return path


def _whole(text: str) -> str:
    """A file has no way to hold half of a surrogate pair."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
