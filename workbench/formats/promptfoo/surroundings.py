"""What reading a configuration asks of the product and of the folder around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from workbench.domain.checks import Check
from workbench.domain.errors import FileProblem
from workbench.formats.located import Place
from workbench.formats.promptfoo.files import (
    SCHEME,
    Files,
    ending_of,
    language_of,
    path_in,
)
from workbench.formats.promptfoo.ledger import Ledger, shown

DOCUMENTS = ("json", "yaml", "yml", "jsonl")
BINARY = frozenset(
    """
    png jpg jpeg gif webp bmp svg ico tif tiff avif heic pdf mp3 wav m4a ogg flac mp4 mov avi
    webm docx xlsx pptx zip gz parquet
    """.split()  # noqa: SIM905 - read as a list of words
)
NEVER_RUN = "programs of a file are never run by an import"


def _no_problem(_: Any) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the product knows and the reader does not."""

    kinds: frozenset[str]
    """Kinds of check that exist here."""
    check_problem: Callable[[Check], str] = _no_problem
    """Why a check cannot be used; empty where it can."""
    template_problem: Callable[[str], str] = _no_problem
    """Why a text is no template; empty where it is one."""
    servers: Mapping[str, str] = field(default_factory=dict)
    """Names of the servers in the settings by their address, as `server_key` writes it."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    files: Files
    rules: Rules
    ledger: Ledger

    def document(self, name: str, place: Place) -> Any:
        """What a file holds, as a document; None, and a line in the ledger, where it cannot."""
        return self._read(name, place, self.files.document)

    def text(self, name: str, place: Place) -> str | None:
        text = self._read(name, place, self.files.text)
        return text if isinstance(text, str) else None

    def named(self, pattern: str, place: Place) -> list[str]:
        """Files that a path or a glob names; none, and a line in the ledger, where there is none.

        Those that hold programs or pictures are not among them.
        """
        path = path_in(pattern)
        if language_of(path):
            self.ledger.leave(place, shown(pattern), NEVER_RUN)
            return []
        try:
            found = self.files.named(path)
        except FileProblem as problem:
            self.ledger.leave(place, shown(pattern), problem.reason)
            return []
        return [name for name in found if self._readable(name, place)]

    def loaded(self, value: str, place: Place) -> Any:
        """What `file://…` stands for: a document for YAML and JSON, else the text of the file."""
        path = path_in(value)
        if language_of(path):
            self.ledger.leave(place, shown(value), NEVER_RUN)
            return None
        if not self._readable(path, place):
            return None
        if ending_of(path) in DOCUMENTS:
            return self.document(path, place)
        return self.text(path, place)

    def _readable(self, name: str, place: Place) -> bool:
        if language_of(name):
            self.ledger.leave(place, shown(name), NEVER_RUN)
            return False
        if ending_of(name) in BINARY:
            self.ledger.leave(place, shown(name), "a file of this kind is not read as text")
            return False
        return True

    def _read(self, name: str, place: Place, read: Callable[[str], Any]) -> Any:
        try:
            return read(name)
        except FileProblem as problem:
            self.ledger.leave(place, f"{SCHEME}{name}", str(problem.message))
            return None
