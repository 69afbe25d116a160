"""Which tags are open at a place: what is to be closed next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from PySide6.QtGui import QTextCursor

NEAR, FARTHEST = 10_000, 100_000
"""Characters before the place that are looked at, the more only if nothing is open in the fewer."""
PAIRED = ("if", "for", "with", "macro", "call", "filter", "block")
WORD = re.compile(r"[-+]?\s*(\w+)")
END_RAW = re.compile(r"\{%[-+]?\s*endraw\b")


def open_tags(lines: Iterable[str]) -> tuple[str, ...]:
    """Names of the tags that are open at a place, the innermost first.

    `lines` stand before it, nearest first; no more of them are read than it takes to find one.
    """
    found: tuple[str, ...] = ()
    read: list[str] = []
    length, enough = 0, NEAR
    for line in lines:
        read.append(line)
        length += len(line) + 1
        if length >= enough:
            found = _open_after(_joined(read))
            if found or length >= FARTHEST:
                return found
            enough = FARTHEST
    return _open_after(_joined(read))


def lines_before(cursor: QTextCursor) -> Iterator[str]:
    """The line up to the cursor, and those above it from below."""
    block = cursor.block()
    units = block.text().encode("utf-16-le", "surrogatepass")[: 2 * cursor.positionInBlock()]
    yield units.decode("utf-16-le", "ignore")
    while (block := block.previous()).isValid():
        yield block.text()


def _joined(lines: list[str]) -> str:
    return "\n".join(reversed(lines))[-FARTHEST:]


def _open_after(text: str) -> tuple[str, ...]:
    opened: list[str] = []
    for word, rest in _tags(text):
        if word in PAIRED or (word == "set" and "=" not in rest):
            opened.append(word)
        elif word.startswith("end") and word[3:] in opened:
            while opened.pop() != word[3:]:
                """What was left open inside is over as well."""
    return tuple(reversed(opened))


def _tags(text: str) -> Iterator[tuple[str, str]]:
    """First word and the rest of each whole tag, in one pass over the text."""
    at = text.find("{")
    while at >= 0:
        kind, end = text[at : at + 2], at + 1
        if kind in ("{#", "{%"):
            end = text.find(f"{kind[1]}}}", at + 2)
            if end < 0:
                return
            word = WORD.match(text, at + 2, end) if kind == "{%" else None
            if word and word[1] == "raw":
                closing = END_RAW.search(text, end)
                if closing is None:
                    return
                end = closing.end()
            elif word:
                yield word[1], text[word.end() : end]
        at = text.find("{", end)
