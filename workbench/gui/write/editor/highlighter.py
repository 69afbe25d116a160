"""Colours for a template, a few lines at a time.

A keystroke colours the lines it changed, and lines after them while the state they begin in
changes, but no more than a screenful; what is left is caught up with between events. So a
text of any length is opened and typed into at once.
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
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from workbench.gui.kit.theme import Theme
from workbench.gui.write.editor.lexer import START, State, lex_line

AT_ONCE = 60
"""Lines coloured in one go before the event loop gets its turn."""
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


class TemplateHighlighter(QSyntaxHighlighter):
    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self._states: list[State] = [START]
        self._numbers: dict[State, int] = {START: 0}
        self._left = AT_ONCE
        self._stale_from: int | None = None
        self._stale_until = -1
        self._catching_up = QTimer(self, interval=0)
        self._catching_up.timeout.connect(self._catch_up)
        self._formats = self._make_formats()
        theme.theme_changed.connect(self._on_theme_changed)
        document.contentsChange.connect(self._on_contents_change)

    @property
    def up_to_date(self) -> bool:
        return self._stale_from is None

    def highlightBlock(self, text: str) -> None:
        if self._left <= 0:
            self._postpone()
            return
        self._left -= 1
        state = self.previousBlockState()
        pieces, ending = lex_line(text, self._states[state] if state >= 0 else START)
        if text.isascii():
            for start, end, kind in pieces:
                self.setFormat(start, end - start, self._formats[kind])
        else:
            self._format_wide(text, pieces)
        self.setCurrentBlockState(self._number_of(ending))

    def _format_wide(self, text: str, pieces: list[tuple[int, int, _TokenType]]) -> None:
        """Qt counts UTF-16 units."""
        at, units = 0, 0
        for start, end, kind in pieces:
            units += _units(text[at:start])
            length = _units(text[start:end])
            self.setFormat(units, length, self._formats[kind])
            at, units = end, units + length

    def _number_of(self, state: State) -> int:
        number = self._numbers.get(state)
        if number is None:
            number = self._numbers[state] = len(self._states)
            self._states.append(state)
        return number

    def _postpone(self) -> None:
        """Leave the block as it is; its state too, which ends Qt's walk through the text."""
        self.setCurrentBlockState(self.currentBlockState())
        number = self.currentBlock().blockNumber()
        if self._stale_from is None or number < self._stale_from:
            self._stale_from = number
        self._stale_until = max(self._stale_until, number)
        if not self._catching_up.isActive():
            self._catching_up.start()

    def _catch_up(self) -> None:
        end = perf_counter() + SLICE_S
        while self._stale_from is not None and perf_counter() < end:
            number, self._stale_from = self._stale_from, None
            block = self.document().findBlockByNumber(number)
            if not block.isValid():
                break
            self._left = AT_ONCE
            self.rehighlightBlock(block)
            if self._stale_from is None and number < self._stale_until:
                self._stale_from = number + 1
        self._left = AT_ONCE
        if self._stale_from is None:
            self._stale_until = -1
            self._catching_up.stop()

    def _on_contents_change(self, _position: int, _removed: int, _added: int) -> None:
        self._left = AT_ONCE
        if self._stale_from is not None:
            self._stale_until = self.document().blockCount() - 1

    def _on_theme_changed(self) -> None:
        self._formats = self._make_formats()
        self._left = AT_ONCE
        self.rehighlight()

    def _make_formats(self) -> dict[_TokenType, QTextCharFormat]:
        formats = _Formats()
        for kind, token in TOKENS.items():
            made = QTextCharFormat()
            made.setForeground(self._theme[token])
            if kind in BOLD:
                made.setFontWeight(QFont.Weight.Bold)
            made.setFontItalic(kind in ITALIC)
            formats[kind] = made
        return formats


class _Formats(dict[_TokenType, QTextCharFormat]):
    """A kind without a format of its own has its parent's."""

    def __missing__(self, kind: _TokenType) -> QTextCharFormat:
        found = QTextCharFormat() if kind.parent is None else self[kind.parent]
        self[kind] = found
        return found


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
