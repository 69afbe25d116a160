"""Writing what was run to a file of the person's choice: whole, or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from uuid import uuid4

from workbench.domain.errors import FileProblem


def write_whole(path: Path, text: str, *, replacing: bool = False, encoding: str = "utf-8") -> Path:
    """Raises `FileProblem` where it cannot be written, or is there and is not to be replaced."""
    if path.exists() and not replacing:
        raise FileProblem(f"{path} is there already.", hint="Choose another name.")
    # A file has no way to hold half of a surrogate pair
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    try:
        beside = path.with_name(f".{path.name[:64]}.{uuid4().hex}")
        try:
            # Who may read it is as for any file that this person makes
            with beside.open("xb") as file:
                file.write(whole.encode(encoding))
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
