"""Colours for JSON, line by line."""

from __future__ import annotations

import re

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from workbench.gui.kit.theme import Theme

TOKEN = re.compile(
    r"""(?P<key>"(?:[^"\\]|\\.)*"(?=[ \t]*:))|(?P<string>"(?:[^"\\]|\\.)*"?)"""
    r"""|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?P<word>true|false|null)"""
    r"""|(?P<mark>[{}\[\],:])"""
)
COLOURS = {
    "key": "syntax_variable",
    "string": "syntax_string",
    "number": "syntax_number",
    "word": "syntax_keyword",
    "mark": "syntax_delimiter",
}
LONGEST = 20_000
"""Characters of a line that are coloured."""


class JsonHighlighter(QSyntaxHighlighter):
    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self._formats: dict[str, QTextCharFormat] = {}
        theme.theme_changed.connect(self._on_theme_changed)
        self._make_formats()

    def highlightBlock(self, text: str) -> None:
        for match in TOKEN.finditer(text[:LONGEST]):
            form = self._formats[str(match.lastgroup)]
            self.setFormat(match.start(), match.end() - match.start(), form)

    def _make_formats(self) -> None:
        for kind, token in COLOURS.items():
            form = QTextCharFormat()
            form.setForeground(self._theme[token])
            self._formats[kind] = form

    def _on_theme_changed(self) -> None:
        self._make_formats()
        self.rehighlight()
