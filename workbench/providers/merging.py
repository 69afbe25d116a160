"""Makes few events of many small ones, before litellm spends half a millisecond on each.

Only neighbours are merged that differ in nothing but the text they add to an answer of
OpenAI's protocol. Everything else passes as it came, byte for byte, and nothing is held back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

EVENT = re.compile(rb"data: ?(\{[^\r\n]*\})\r?\n\r?\n")
BLANK_LINE = re.compile(rb"^\r?\n", re.MULTILINE)
TEXTS = ("content", "reasoning_content", "reasoning")
VARYING = ("created", "obfuscation")
"""Members that may differ between two events without a meaning for the answer."""


@dataclass(frozen=True, slots=True)
class _Addition:
    """An event that does nothing but add text."""

    raw: bytes
    document: dict[str, Any]
    """The event without the text and what varies."""
    varying: dict[str, Any]
    member: str
    text: str

    def may_precede(self, other: _Addition) -> bool:
        """A surrogate pair that was cut in two stays in two events: joined, it is one character."""
        cut = "\ud800" <= self.text[-1] <= "\udbff"
        return self.member == other.member and self.document == other.document and not cut


class Merger:
    """Takes the whole lines of one event stream as they arrive."""

    def __init__(self) -> None:
        self._inside = False
        """The last line handed on was of an event that has not ended."""
        self.adding = False
        """The newest event does nothing but add text."""

    def merged(self, lines: bytes) -> bytes:
        out: list[bytes] = []
        additions: list[_Addition] = []
        for block in self._blocks(lines):
            addition = _addition(block) if isinstance(block, re.Match) else None
            if additions and not (addition and additions[-1].may_precede(addition)):
                out.append(_joined(additions))
                additions = []
            if addition:
                additions.append(addition)
            else:
                out.append(block[0] if isinstance(block, re.Match) else block)
        self.adding = bool(additions)
        if additions:
            out.append(_joined(additions))
        return b"".join(out)

    def _blocks(self, lines: bytes) -> Iterator[re.Match[bytes] | bytes]:
        """Events of one `data` line as a match, whatever else there is as it is."""
        start = 0
        while start < len(lines):
            event = None if self._inside else EVENT.match(lines, start)
            if event:
                yield event
                start = event.end()
                continue
            end = BLANK_LINE.search(lines, start)
            self._inside = end is None
            stop = end.end() if end else len(lines)
            yield lines[start:stop]
            start = stop


def _joined(additions: list[_Addition]) -> bytes:
    first = additions[0]
    if len(additions) == 1:
        return first.raw
    delta = first.document["choices"][0]["delta"]
    delta[first.member] = "".join(addition.text for addition in additions)
    return b"data: " + json.dumps(first.document | first.varying).encode() + b"\n\n"


def _addition(event: re.Match[bytes]) -> _Addition | None:
    try:
        document = json.loads(event[1])
    except (ValueError, RecursionError):
        return None
    if document.get("object") != "chat.completion.chunk" or document.get("usage") is not None:
        return None
    delta = _delta(document)
    member = _text_member(delta) if delta else None
    if delta is None or member is None:
        return None
    varying = {name: document.pop(name) for name in VARYING if name in document}
    if any(isinstance(v, dict | list) for name, v in document.items() if name != "choices"):
        return None
    return _Addition(event[0], document, varying, member, delta.pop(member))


def _delta(document: dict[str, Any]) -> dict[str, Any] | None:
    """Of the only choice, if nothing else is said of that."""
    choices = document.get("choices")
    if not isinstance(choices, list) or len(choices) != 1 or not isinstance(choices[0], dict):
        return None
    said = {name for name, value in choices[0].items() if value is not None}
    delta = choices[0].get("delta")
    if not said <= {"index", "delta"} or choices[0].get("index", 0) != 0:
        return None
    return delta if isinstance(delta, dict) else None


def _text_member(delta: dict[str, Any]) -> str | None:
    """The member that holds the text, if nothing but that is said."""
    said = [name for name, value in delta.items() if value not in (None, "")]
    if "role" in said and delta["role"] == "assistant":
        said.remove("role")
    if len(said) != 1 or said[0] not in TEXTS or not isinstance(delta[said[0]], str):
        return None
    return said[0]
