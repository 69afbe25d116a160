"""Files that a configuration names, read through a port that keeps to its folder."""

from __future__ import annotations

import re
from typing import Any, Protocol

from workbench.domain.errors import FileProblem
from workbench.formats.promptfoo.documents import read_json, read_yaml

SCHEME = "file://"
CODE = re.compile(r"\.(py|[cm]?[jt]sx?|rb|go|sh|bash)(?::[\w.]+)?\Z", re.IGNORECASE)
PROGRAM = {"py": "python", "rb": "ruby", "go": "go", "sh": "shell", "bash": "shell"}
GLOB = re.compile(r"[*?{\[]")
BYTE_ORDER_MARK = "\ufeff"


class Folder(Protocol):
    """The folder of the configuration. Nothing outside of it is ever opened."""

    @property
    def name(self) -> str:
        """Its last part."""
        ...

    def read(self, name: str) -> bytes:
        """Raises `FileProblem` for what leads out, is missing, too large or no plain file."""
        ...

    def matching(self, pattern: str) -> list[str]:
        """Names of the files that a glob names, sorted."""
        ...


class Files:
    """What lies in the folder, as text and as documents."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._texts: dict[str, str] = {}
        self._documents: dict[str, Any] = {}

    def text(self, name: str) -> str:
        """Read once. Raises `FileProblem` where it is not UTF-8."""
        if name not in self._texts:
            self._texts[name] = self._decoded(name)
        return self._texts[name]

    def _decoded(self, name: str) -> str:
        data = self._folder.read(name)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise FileProblem("not UTF-8", file=name, line=line) from error
        return text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n")

    def document(self, name: str) -> Any:
        """A YAML or JSON file, or the lines of a JSONL file as a list."""
        if name not in self._documents:
            self._documents[name] = self._parsed(name)
        return self._documents[name]

    def _parsed(self, name: str) -> Any:
        text = self.text(name)
        ending = ending_of(name)
        if ending == "json":
            return read_json(text, name)
        if ending == "jsonl":
            lines = enumerate(text.split("\n"), start=1)
            return [read_json(line, name, number) for number, line in lines if line.strip()]
        return read_yaml(text, name)

    def named(self, pattern: str) -> list[str]:
        """The one file, or those of a glob. Raises `FileProblem` if there is none."""
        if not GLOB.search(pattern):
            return [pattern]
        found = self._folder.matching(pattern)
        if not found:
            raise FileProblem("no file has a name like this", file=pattern)
        return found


def path_in(text: str) -> str:
    """The path without its scheme, and without `./` in front."""
    return text.removeprefix(SCHEME).removeprefix("./")


def ending_of(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def language_of(path: str) -> str:
    """The language of a file that holds a program; empty for any other."""
    found = CODE.search(path)
    return PROGRAM.get(found[1].lower(), "javascript") if found else ""
