"""Regular expressions as JavaScript reads them, matched within a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from workbench.domain.errors import InvalidInput

PATTERN_S = 0.2
"""Seconds that one match may take."""
LONGEST_PATTERN = 20_000
BLANKS = r"\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""What `\\s` is in JavaScript, whatever else is ASCII."""
ELSEWHERE = {"s": f"[{BLANKS}]", "S": f"[^{BLANKS}]"}
IN_CLASS = {"s": BLANKS, "b": r"\x08"}
KEPT = frozenset("dDwWbBtnvfr0123456789xupP")
"""Letters after a backslash that mean the same in both flavours. All others are themselves."""
PROPERTY = re.compile(r"\\[pP]\{[^}]*\}")
QUANTIFIER = re.compile(r"\{\d+(?:,\d*)?\}")
NAMED = re.compile(r"k<([^>]*)>")
ATOM = re.compile(
    r"(?:\\[^\dk]|\[(?:[^\[\]\\]|\\.)*\]|[^\\\[\](){}*+?|])(?:\{(\d{1,3})\})?", re.ASCII
)
"""A character, or one of a class, so many times: what always matches the same length."""
STEPS = 1_000_000
"""Comparisons that take a few hundredths of a second."""
CONTROL = re.compile(r"c([A-Za-z])")


def in_proportion(pattern: str) -> int:
    """Characters of a text in which it is looked for so quickly that nothing has to be timed.

    0 where the time may grow faster than the text: where a part repeats as often as it likes.
    """
    length = position = 0
    while position < len(pattern):
        atom = ATOM.match(pattern, position)
        if not atom:
            return 0
        length += int(atom[1] or 1)
        position = atom.end()
    return STEPS // length if length else 0


def compiled(pattern: str, check: str) -> Any:
    """Raises `InvalidInput` for what is no regular expression."""
    import regex  # type: ignore[import-untyped,unused-ignore]

    if len(pattern) > LONGEST_PATTERN:
        raise InvalidInput(f"{check}: the pattern is longer than {LONGEST_PATTERN} characters.")
    flags = 0 if PROPERTY.search(pattern) else regex.ASCII
    try:
        return regex.compile("".join(_translated(pattern)), flags)
    except (regex.error, RecursionError, OverflowError) as problem:
        reason = getattr(problem, "msg", problem)
        raise InvalidInput(f"{check}: not a regular expression: {reason}.") from problem


def _translated(pattern: str) -> Iterator[str]:
    """Piece by piece, in the flavour of `regex`."""
    position, inside = 0, False
    while position < len(pattern):
        character = pattern[position]
        if character == "\\":
            piece, position = _escape(pattern, position, inside)
            yield piece
            continue
        if inside:
            inside = character != "]"
            yield character if character in "]-^" or character.isalnum() else _literal(character)
        elif character == "[":
            piece, position, inside = _opened(pattern, position)
            yield piece
            continue
        elif character == "{" and not QUANTIFIER.match(pattern, position):
            yield r"\{"
        else:
            yield {".": r"[^\n\r\u2028\u2029]", "$": r"\Z"}.get(character, character)
        position += 1


def _opened(pattern: str, position: int) -> tuple[str, int, bool]:
    """`[]` is nothing and `[^]` anything; whether a class is open after it."""
    if pattern.startswith("[]", position):
        return r"(?!)", position + 2, False
    if pattern.startswith("[^]", position):
        return r"(?s:.)", position + 3, False
    negated = pattern.startswith("[^", position)
    return ("[^", position + 2, True) if negated else ("[", position + 1, True)


def _escape(pattern: str, position: int, inside: bool) -> tuple[str, int]:
    letter = pattern[position + 1 : position + 2]
    if named := NAMED.match(pattern, position + 1):
        return f"(?P={named[1]})", named.end()
    if control := CONTROL.match(pattern, position + 1):
        return f"\\x{ord(control[1]) % 32:02x}", control.end()
    if named := PROPERTY.match(pattern, position):
        return named[0], named.end()
    special = (IN_CLASS if inside else ELSEWHERE).get(letter)
    if special:
        return special, position + 2
    if letter in KEPT or (inside and letter == "S"):
        return f"\\{letter}", position + 2
    return _literal(letter) if letter else "\\", position + 1 + len(letter)


def _literal(character: str) -> str:
    return re.escape(character)
