"""Which tags are open at a place: what is to be closed next."""

from __future__ import annotations

import re
from collections.abc import Iterator

FARTHEST = 100_000
"""Characters before the place that are looked at."""
PAIRED = ("if", "for", "with", "macro", "call", "filter", "block")
WORD = re.compile(r"[-+]?\s*(\w+)")
END_RAW = re.compile(r"\{%[-+]?\s*endraw\b")


def open_tags(before: str) -> tuple[str, ...]:
    """Names of the tags that are open after this text, the innermost first."""
    opened: list[str] = []
    for word, rest in _tags(before[-FARTHEST:]):
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
