"""Which workspaces a person trusts to run code, in one JSON file of this machine.

A workspace is known by its place and by the identity of its file, so that another file put in
its place is not trusted in its stead.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from uuid import uuid4

from workbench.domain.errors import FileProblem


class TrustFile:
    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def path(self) -> Path:
        return self._path

    def is_trusted(self, workspace: Path) -> bool:
        known = self._read().get(_place(workspace))
        return known is not None and known == _identity(workspace)

    def set_trusted(self, workspace: Path, trusted: bool) -> None:
        known = self._read()
        known.pop(_place(workspace), None)
        if trusted:
            known[_place(workspace)] = _identity(workspace)
        try:
            self._write(known)
        except OSError as error:
            raise FileProblem(f"{self._path}: cannot be written: {error.strerror}.") from error

    def _read(self) -> dict[str, Any]:
        try:
            document = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return document if isinstance(document, dict) else {}

    def _write(self, known: dict[str, Any]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_name(f".{self._path.name}.{uuid4().hex}")
        try:
            beside.write_text(json.dumps(known, indent=2), encoding="utf-8")
            os.replace(beside, self._path)
        finally:
            beside.unlink(missing_ok=True)


def _place(workspace: Path) -> str:
    return str(workspace.resolve())


def _identity(workspace: Path) -> str:
    """Of the file: it stays the same while SQLite writes it. Empty where there is none."""
    try:
        found = os.stat(workspace)
    except OSError:
        return ""
    return f"{found.st_dev}-{found.st_ino}"
