"""The cells of a Jupyter notebook, each as a small source file of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from workbench.domain.errors import FileProblem

NOTEBOOK = ".ipynb"
SUFFIXES = {"python": ".py", "javascript": ".js", "typescript": ".ts"}
MAGIC = re.compile(r"^[ \t]*[%!?].*$|^.*\?$", re.MULTILINE)
"""Lines for the notebook and not for Python."""


@dataclass(frozen=True, slots=True)
class SourcePart:
    """A file, or a cell of one. `name` says by its ending how it is read."""

    name: str
    data: bytes
    cell: int | None = None
    """Counted from 1, as notebooks show them from the top."""


def source_parts(file: str, data: bytes) -> Iterator[SourcePart]:
    """Raises `FileProblem` for a notebook that is none."""
    if PurePosixPath(file).suffix.lower() != NOTEBOOK:
        yield SourcePart(file, data)
        return
    document = _document(file, data)
    language = _language(document)
    for number, cell in enumerate(document["cells"], 1):
        if not isinstance(cell, dict):
            continue
        text = _text(cell.get("source"))
        if cell.get("cell_type") == "markdown":
            yield SourcePart("cell.md", text.encode("utf-8", "replace"), number)
        elif cell.get("cell_type") == "code" and language in SUFFIXES:
            if language == "python":
                text = "" if text.lstrip().startswith("%%") else MAGIC.sub("pass", text)
            data = text.encode("utf-8", "replace")
            yield SourcePart(f"cell{SUFFIXES[language]}", data, number)


def _document(file: str, data: bytes) -> dict[str, Any]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FileProblem("not readable as a notebook", file=file) from error
    if not isinstance(document, dict) or not isinstance(document.get("cells"), list):
        raise FileProblem("not readable as a notebook", file=file)
    return document


def _language(document: dict[str, Any]) -> str:
    """Python where a notebook does not say."""
    metadata = document.get("metadata")
    for part, key in (("kernelspec", "language"), ("language_info", "name")):
        of = metadata.get(part) if isinstance(metadata, dict) else None
        language = of.get(key) if isinstance(of, dict) else None
        if isinstance(language, str):
            return language.casefold()
    return "python"


def _text(source: Any) -> str:
    """A text, or a list of its lines."""
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""
