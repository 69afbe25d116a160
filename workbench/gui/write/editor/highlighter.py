"""Colours for a template, worked out after what was typed is painted.

A keystroke moves the colours of its line along with the text and nothing more; the line is
read again as soon as the event loop is idle, and lines after it while the state they begin in
changes. Other changes colour a screenful at once and leave the rest to that. So a text of any
length is opened and typed into at once, and colours are never a frame behind for long.
"""

from __future__ import annotations

from time import perf_counter

from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    _TokenType,
)
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat, QTextDocument, QTextLayout

from workbench.gui.kit.theme import Theme
from workbench.gui.write.editor.lexer import START, State, lex_line

AT_ONCE = 60
"""Lines of a large change that are coloured before it is painted."""
SLICE_S = 0.004

TOKENS = {
    Comment: "syntax_comment",
    Generic.Heading: "syntax_heading",
    Generic.Strong: "syntax_emphasis",
    Generic.Emph: "syntax_emphasis",
    Generic.Link: "syntax_link",
    Keyword: "syntax_keyword",
    Name.Function: "syntax_filter",
    Name.Tag: "syntax_link",
    Name.Variable: "syntax_variable",
    Number: "syntax_number",
    Operator: "syntax_operator",
    Punctuation: "syntax_delimiter",
    String: "syntax_string",
    String.Backtick: "syntax_code",
}
BOLD = (Generic.Heading, Generic.Strong)
ITALIC = (Generic.Emph, Comment)


class TemplateHighlighter(QObject):
    """Keeps the formats of a document's lines; the state a line ends in is its `userState`."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._document, self._theme = document, theme
        self._states: list[State] = [START]
        self._numbers: dict[State, int] = {START: 0}
        self._lines = self._document.blockCount()
        self._stale: tuple[int, int] | None = None
        """The first and the last line that may have other colours than they show."""
        self._plain_from = (-1, 0)
        """A line, and where its last colour ends."""
        self._catching_up = QTimer(self, interval=0)
        self._catching_up.timeout.connect(self._catch_up)
        self._formats = self._make_formats()
        theme.theme_changed.connect(self._on_theme_changed)
        self._document.contentsChange.connect(self._on_contents_change)

    @property
    def up_to_date(self) -> bool:
        return self._stale is None

    def _on_contents_change(self, position: int, removed: int, added: int) -> None:
        block = self._document.findBlock(position)
        first, lines = block.blockNumber(), self._document.blockCount()
        start = position - block.position()
        within = lines == self._lines and start + added < block.length()
        end = block if within else self._document.findBlock(position + added)
        last = end.blockNumber() if end.isValid() else lines - 1
        self._move_stale(first, last if within else last + 1, lines - self._lines)
        self._lines = lines
        if within:
            line, plain_from = self._plain_from
            if line != first or start < plain_from:
                self._plain_from = (-1, 0)
                _move_formats(block, start, added - removed)
        else:
            self._plain_from = (-1, 0)
            self._colour_at_once(block, last - first + 1)

    def _move_stale(self, first: int, last: int, more: int) -> None:
        """These lines were changed, and so many lines are more, or fewer, after the first."""
        if self._stale is not None:
            start, end = self._stale
            first, last = min(start, first), max(end + more if end > first else end, last)
        self._stale = (first, max(first, last))
        if not self._catching_up.isActive():
            self._catching_up.start()

    def _colour_at_once(self, block: QTextBlock, lines: int) -> None:
        """The lines of a change that is being laid out just now, as many as can be seen."""
        for _ in range(min(lines, AT_ONCE)):
            if not block.isValid():
                break
            self._colour(block)
            block = block.next()

    def _catch_up(self) -> None:
        end = perf_counter() + SLICE_S
        while self._stale is not None and perf_counter() < end:
            number, last = self._stale
            block = self._document.findBlockByNumber(number)
            state = block.userState()
            if block.isValid() and self._colour(block):
                self._document.markContentsDirty(block.position(), max(1, block.length() - 1))
            followed = number < last or state != block.userState()
            more = followed and number + 1 < self._lines
            self._stale = (number + 1, max(last, number + 1)) if more else None
        if self._stale is None:
            self._catching_up.stop()

    def _colour(self, block: QTextBlock) -> bool:
        """Read a line; whether it looks other than before."""
        text, state = block.text(), block.previous().userState()
        pieces, ending = lex_line(text, self._states[state] if state >= 0 else START)
        found = self._ranges(text, pieces)
        block.setUserState(self._number_of(ending))
        end = found[-1].start + found[-1].length if found else 0
        self._plain_from = (block.blockNumber(), end)
        layout = block.layout()
        if layout.formats() == found:
            return False
        layout.setFormats(found)
        return True

    def _ranges(
        self, text: str, pieces: list[tuple[int, int, _TokenType]]
    ) -> list[QTextLayout.FormatRange]:
        """Qt counts UTF-16 units."""
        plain = text.isascii()
        at, units = 0, 0
        ranges = []
        for start, end, kind in _without_gaps(text, pieces):
            units += start - at if plain else _units(text[at:start])
            length = end - start if plain else _units(text[start:end])
            found = QTextLayout.FormatRange()
            found.start, found.length, found.format = units, length, self._formats[kind]
            ranges.append(found)
            at, units = end, units + length
        return ranges

    def _number_of(self, state: State) -> int:
        number = self._numbers.get(state)
        if number is None:
            number = self._numbers[state] = len(self._states)
            self._states.append(state)
        return number

    def _on_theme_changed(self) -> None:
        self._formats = self._make_formats()
        self._move_stale(0, self._lines - 1, 0)

    def _make_formats(self) -> dict[_TokenType, QTextCharFormat]:
        formats = _Formats()
        for kind, token in TOKENS.items():
            made = QTextCharFormat()
            made.setForeground(self._theme[token])
            if kind in BOLD:
                made.setFontWeight(QFont.Weight.Bold)
            if kind in ITALIC:
                made.setFontItalic(True)
            formats[kind] = made
        return formats


class _Formats(dict[_TokenType, QTextCharFormat]):
    """A kind without a format of its own has its parent's."""

    def __missing__(self, kind: _TokenType) -> QTextCharFormat:
        found = QTextCharFormat() if kind.parent is None else self[kind.parent]
        self[kind] = found
        return found


def _without_gaps(
    text: str, pieces: list[tuple[int, int, _TokenType]]
) -> list[tuple[int, int, _TokenType]]:
    """Blanks between two colours take one of them: half as many pieces to lay out and paint."""
    found: list[tuple[int, int, _TokenType]] = []
    for start, end, kind in pieces:
        if found and text[found[-1][1] : start].isspace():
            before, last, earlier = found[-1]
            if earlier is Punctuation:
                found[-1] = (before, start, earlier)
            else:
                start = last
        found.append((start, end, kind))
    return found


def _move_formats(block: QTextBlock, place: int, by: int) -> None:
    """Let the colours of a line stay with their words when text comes or goes at `place`."""
    layout = block.layout()
    ranges = layout.formats()
    if not ranges or ranges[-1].start + ranges[-1].length < place:
        return
    for each in ranges:
        if each.start >= place:
            each.start = max(place, each.start + by)
        elif each.start + each.length > place:
            each.length = max(place - each.start, each.length + by)
    layout.setFormats(ranges)


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
