"""An audit log as JSON Lines, which can be verified without the workspace.

A line is `{"hash": …, "entry": …}`, where the hash is that of the entry's canonical JSON; of a
registry's event `{"hash": …, "file": …, "event": …}`, where it is the event's id.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import rfc8785

from workbench.domain.audit import AuditBreak, AuditSource
from workbench.domain.digests import document_digest
from workbench.formats.audit import read_entry

WRONG_LINES = (ValueError, KeyError, TypeError, RecursionError)


def entry_line(hashed: str, document: str) -> str:
    """`document`: the canonical JSON of a workspace's entry."""
    return f'{{"hash":"{hashed}","entry":{document}}}\n'


def event_line(file: str, text: str) -> str:
    """`text`: the file of a registry's event as it is. Raises `ValueError` for no JSON."""
    event = json.loads(text)
    line = {"hash": document_digest(event), "file": file, "event": event}
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"


def exported_hashes(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Number and hash of the workspace's entries. Raises `ValueError` for other lines."""
    for line in lines:
        given = json.loads(line)
        if "entry" in given:
            yield int(given["entry"]["number"]), str(given["hash"])


class LinesFollowed:
    """Follows the lines of a file, one after the other."""

    def __init__(self) -> None:
        self._line, self._last, self._hashed = 0, 0, ""

    def breaks(self, line: str) -> list[AuditBreak]:
        self._line += 1
        try:
            return [self._break(message) for message in self._wrong(json.loads(line))]
        except WRONG_LINES as error:
            return [self._break(f"cannot be read: {error}")]

    def _wrong(self, given: Any) -> Iterator[str]:
        if "event" in given:
            if document_digest(given["event"]) != given["hash"]:
                yield "was changed: what it says has another hash"
            return
        logged = read_entry(rfc8785.dumps(given["entry"]))
        last, hashed, number = self._last, self._hashed, logged.number
        self._last, self._hashed = number, str(given["hash"])
        if logged.hash != given["hash"]:
            yield "was changed: what it says has another hash"
        elif number <= last:
            yield f"entry {number} stands after entry {last}"
        elif number > last + 1:
            many = f"entries {last + 1} to {number - 1} are" if number > last + 2 else ""
            yield f"{many or f'entry {last + 1} is'} missing before it"
        elif logged.before != ((hashed,) if hashed else ()):
            yield f"entry {number} does not follow entry {last}: one of them was changed"

    def _break(self, message: str) -> AuditBreak:
        return AuditBreak(AuditSource.WORKSPACE, f"line {self._line}", message)
