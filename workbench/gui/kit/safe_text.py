"""What a model wrote, made safe and quick to show, with the way back to the exact text.

Characters that hide, turn or end something are shown by name, and lines too long to lay
out are folded. Each place where shown and exact text differ is remembered, so that what is
selected on screen can be copied as it really is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

LINE_LIMIT = 1_000
"""Characters of one line; a widget takes seconds to lay out a line of 200,000."""
FOLD = "↩\n"

UNSAFE = re.compile(
    "\r\n|"
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    # Joiners are part of emoji and of Indic and Persian writing; after Latin text they hide
    "|(?<![^\x00-\u024f])[\u200c\u200d]"
)


@dataclass(frozen=True, slots=True)
class Difference:
    """`shown` characters on screen stand for `exact` characters of the text."""

    shown_start: int
    shown: int
    exact_start: int
    exact: int


class Display:
    """Fed with pieces of a text as they arrive, says what to append to the screen."""

    def __init__(self, line_limit: int = LINE_LIMIT) -> None:
        self._line_limit = line_limit
        self._column = 0
        self._last = ""
        self._held = ""
        self._shown = 0
        self._exact = 0
        self._differences: list[Difference] = []

    def feed(self, piece: str) -> str:
        text = self._held + piece
        self._held = "\r" if text.endswith("\r") else ""
        text = text[: len(text) - len(self._held)]
        if not text:
            return ""
        shown: list[str] = []
        context, position = self._last + text, len(self._last)
        for match in UNSAFE.finditer(context, position):
            self._add_plain(shown, context[position : match.start()])
            self._add_replaced(shown, match.group())
            position = match.end()
        self._add_plain(shown, context[position:])
        self._last = text[-1]
        return "".join(shown)

    def exact_range(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the exact text that stands behind a stretch of the shown one."""
        return self._exact_offset(start, after=False), self._exact_offset(end, after=True)

    def shown_offset(self, exact: int) -> int:
        """Where what is at an offset of the exact text begins on screen."""
        index = bisect_right(self._differences, exact, key=lambda d: d.exact_start) - 1
        if index < 0:
            return exact
        found = self._differences[index]
        beyond = exact - found.exact_start
        if beyond < found.exact:
            return found.shown_start
        return found.shown_start + found.shown + beyond - found.exact

    def _add_plain(self, shown: list[str], text: str) -> None:
        lines = text.split("\n")
        for number, line in enumerate(lines):
            if number:
                shown.append("\n")
                self._column = 0
                self._step(1, 1)
            self._add_line(shown, line)

    def _add_line(self, shown: list[str], line: str) -> None:
        while line:
            if self._column >= self._line_limit:
                self._remember(shown, FOLD, 0)
                self._column = 0
            part = line[: self._line_limit - self._column]
            shown.append(part)
            self._step(len(part), len(part))
            self._column += len(part)
            line = line[len(part) :]

    def _add_replaced(self, shown: list[str], exact: str) -> None:
        replaced = visible_name(exact)
        if self._column + len(replaced) > self._line_limit:
            self._remember(shown, FOLD, 0)
            self._column = 0
        self._remember(shown, replaced, len(exact))
        self._column = 0 if replaced == "\n" else self._column + len(replaced)

    def _remember(self, shown: list[str], text: str, exact: int) -> None:
        self._differences.append(Difference(self._shown, len(text), self._exact, exact))
        shown.append(text)
        self._step(len(text), exact)

    def _step(self, shown: int, exact: int) -> None:
        self._shown += shown
        self._exact += exact

    def _exact_offset(self, shown: int, *, after: bool) -> int:
        index = bisect_right(self._differences, shown, key=lambda d: d.shown_start) - 1
        if index < 0:
            return shown
        found = self._differences[index]
        beyond = shown - found.shown_start
        if beyond >= found.shown:
            return found.exact_start + found.exact + beyond - found.shown
        return found.exact_start + (found.exact if after and beyond else 0)


def visible_name(exact: str) -> str:
    """What stands on screen for a character that must not have its own effect."""
    if exact == "\r\n":
        return "\n"
    code = ord(exact)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"


def safe(text: str, line_limit: int = LINE_LIMIT) -> str:
    """The whole of a text as it is shown."""
    display = Display(line_limit)
    return display.feed(text) + ("␍" if text.endswith("\r") else "")
