"""Colours for code and JSON in a field, read again as a whole after each change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from workbench.gui.kit.theme import Theme

if TYPE_CHECKING:  # Loaded when the first field with code is shown
    from pygments.token import _TokenType

LONGEST = 20_000
"""Characters of a text that is coloured."""
TOKENS = {
    "Token.Comment": "syntax_comment",
    "Token.Keyword": "syntax_keyword",
    "Token.Name.Builtin": "syntax_filter",
    "Token.Name.Function": "syntax_filter",
    "Token.Name.Tag": "syntax_variable",
    "Token.Literal.Number": "syntax_number",
    "Token.Literal.String": "syntax_string",
    "Token.Operator": "syntax_operator",
    "Token.Punctuation": "syntax_delimiter",
}
LANGUAGES = ("python", "javascript", "json")
Ranges = tuple[tuple[int, int, str], ...]


class CodeColours(QSyntaxHighlighter):
    def __init__(self, document: QTextDocument, language: str, theme: Theme) -> None:
        """`language` is one of `LANGUAGES`."""
        super().__init__(document)
        self._language, self._theme = language, theme
        self._text: str | None = None
        self._lines: list[Ranges] = []
        theme.theme_changed.connect(self.rehighlight)

    @property
    def language(self) -> str:
        return self._language

    def highlightBlock(self, _text: str) -> None:
        if self.document().characterCount() > LONGEST:
            return
        text = self.document().toPlainText()
        if text != self._text:
            self._text = text
            self._lines = coloured_lines(text, self._language)
        number = self.currentBlock().blockNumber()
        ranges = self._lines[number] if number < len(self._lines) else ()
        for start, length, token in ranges:
            form = QTextCharFormat()
            form.setForeground(self._theme[token])
            self.setFormat(start, length, form)
        # A line that looks other than before makes Qt look at the next one, too
        self.setCurrentBlockState(hash(ranges) & 0x7FFFFFFF)


def coloured_lines(text: str, language: str) -> list[Ranges]:
    """For each line the pieces that have a colour: start, length in UTF-16 units, token."""
    from pygments.lexers import get_lexer_by_name

    lines: list[list[tuple[int, int, str]]] = [[]]
    column = 0
    lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    for _start, kind, piece in lexer.get_tokens_unprocessed(text):
        token = _colour_of(kind)
        for number, part in enumerate(piece.split("\n")):
            if number:
                lines.append([])
                column = 0
            length = len(part.encode("utf-16-le", "surrogatepass")) // 2
            if token and length:
                lines[-1].append((column, length, token))
            column += length
    return [tuple(line) for line in lines]


def _colour_of(kind: _TokenType | None) -> str:
    while kind is not None:
        if token := TOKENS.get(str(kind)):
            return token
        kind = kind.parent
    return ""
