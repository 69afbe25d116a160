"""The text of a file whose encoding nobody tells."""

from __future__ import annotations

import codecs

from workbench.domain.errors import FileProblem

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
WINDOWS = "The file is not UTF-8: it was read as Windows-1252. Look at letters such as é and ü."


def decoded(data: bytes, file: str) -> tuple[str, tuple[str, ...]]:
    """The text without a byte-order mark, and what was assumed. Raises `FileProblem`."""
    if data.startswith(UTF_16):
        try:
            return data.decode("utf-16"), ("The file is UTF-16.",)
        except UnicodeDecodeError as error:
            raise FileProblem("begins as UTF-16, but is not", file=file) from error
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        if b"\0" in data[:4096]:
            raise FileProblem("is not a text file", file=file) from error
        return data.decode("cp1252", errors="replace"), (WINDOWS,)
