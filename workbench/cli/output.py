"""Writing results to standard output and progress to standard error.

Text of models and files can hold terminal escapes and characters that hide or reorder
what follows; in text output they are shown as escapes. `--json` is exact.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def printable(text: str) -> str:
    r"""Control, bidirectional and invisible characters become escapes such as `\x1b`."""
    return UNSAFE.sub(lambda match: _escape(match[0]), text.replace("\r\n", "\n"))


def write(text: str = "", *, end: str = "\n") -> None:
    sys.stdout.write(printable(text) + end)
    sys.stdout.flush()


def write_json(document: Any) -> None:
    """One JSON document and nothing else."""
    sys.stdout.write(json.dumps(document, indent=2) + "\n")


def write_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Columns aligned by blanks; line breaks inside a cell become blanks."""
    lines = [[" ".join(printable(cell).split()) for cell in row] for row in (header, *rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        sys.stdout.write("  ".join(cells).rstrip() + "\n")


def progress(text: str) -> None:
    sys.stderr.write(printable(text) + "\n")
    sys.stderr.flush()


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
