"""The texts that a source file holds, by its kind: what of it could be a prompt.

Nothing is run or resolved. Any bytes may be given; what cannot be read as its kind is said.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from workbench.domain.errors import FileProblem
from workbench.formats.texts_in_documents import json_texts, markdown_texts, yaml_texts
from workbench.formats.texts_in_javascript import javascript_texts
from workbench.formats.texts_in_python import python_texts

Texts = Iterator[tuple[int, str]]
"""The line on which each begins, and what it says. Values that are filled in stand there as in a
template, or as `FILLED_IN`."""
PYTHON = (".py", ".pyi")
JAVASCRIPT = (".js", ".cjs", ".mjs", ".jsx", ".ts", ".cts", ".mts", ".tsx")
_READERS: dict[str, Callable[[str], Texts]] = {
    **dict.fromkeys(PYTHON, python_texts),
    **dict.fromkeys(JAVASCRIPT, javascript_texts),
    ".yaml": yaml_texts,
    ".yml": yaml_texts,
    ".json": json_texts,
    ".jsonl": json_texts,
    ".md": markdown_texts,
    ".markdown": markdown_texts,
    ".mdx": markdown_texts,
}
EXTENSIONS = frozenset(_READERS)
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def texts_of(file: str, data: bytes) -> Texts:
    """Raises `FileProblem`, also after some of the texts were given."""
    return _READERS[PurePosixPath(file).suffix.lower()](decoded(file, data))


def decoded(file: str, data: bytes) -> str:
    """UTF-8, or what a byte-order mark says, or else the letters that are surely right."""
    marked = next((name for mark, name in BYTE_ORDER_MARKS.items() if data.startswith(mark)), "")
    if not marked and b"\0" in data[:8192]:
        raise FileProblem("binary", file=file)
    text = data.decode(marked or "utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
