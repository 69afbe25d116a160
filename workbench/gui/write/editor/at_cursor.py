"""What a template names at a place, read from the tag around it alone.

Quick and without the template language: for pointing at things, never for changing them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.gui.write.editor.completing import Kind

FARTHEST = 2000
TOKEN = re.compile(
    r"(?P<string>\"[^\"\n]*\"|'[^'\n]*')|(?P<name>[A-Za-z_]\w*)|(?P<sign>\|(?!\|)|[.=(),]|==)"
)
CLOSING = re.compile(r"[-+]?[%}]\}")
INCLUDING = ("include", "import", "extends", "from")
WORDS = """
and or not in is if else elif endif for endfor set endset include import from as extends
with without context ignore missing recursive block endblock macro endmacro call endcall
filter endfilter raw endraw true false none True False None loop self super
"""
NOT_NAMES = frozenset(WORDS.split())


@dataclass(frozen=True, slots=True)
class Thing:
    """A name in the template, from `start` to `end` in code points."""

    kind: Kind
    name: str
    start: int
    end: int


def thing_at(text: str, offset: int) -> Thing | None:
    tag = tag_at(text, offset)
    if tag is None:
        return None
    start, end = tag
    before: list[str] = []
    for match in TOKEN.finditer(text, start, end):
        if match.start() > offset:
            return None
        if offset <= match.end() and not match["sign"]:
            return _thing(match, before)
        before.append(match.group())
    return None


def tag_at(text: str, offset: int) -> tuple[int, int] | None:
    """From where to where the inside of the tag reaches that the place is in."""
    first = max(0, offset - FARTHEST)
    start = max(text.rfind("{{", first, offset + 1), text.rfind("{%", first, offset + 1))
    if start < 0 or CLOSING.search(text, start + 2, offset):
        return None
    closing = CLOSING.search(text, max(start + 2, offset - 1), offset + FARTHEST)
    end = closing.start() if closing else text.find("\n", offset)
    return start + 2, len(text) if end < 0 else end


def _thing(match: re.Match[str], before: list[str]) -> Thing | None:
    last = before[-1] if before else ""
    if match["string"]:
        named = bool(before) and before[0] in INCLUDING
        path = match.group()[1:-1]
        if not (named and path):
            return None
        return Thing(Kind.COMPONENT, path, match.start() + 1, match.end() - 1)
    name = match.group()
    if last == "|" or (last == "filter" and len(before) == 1):
        kind = Kind.FILTER
    elif last == "is" or before[-2:] == ["is", "not"]:
        kind = Kind.TEST
    elif last == "." or name in NOT_NAMES:
        return None
    else:
        kind = Kind.VARIABLE
    return Thing(kind, name, match.start(), match.end())
