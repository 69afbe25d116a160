"""The prompt as it would be sent: what values filled in stands out."""

from __future__ import annotations

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from workbench.domain.errors import WorkbenchError
from workbench.domain.problems import Preview, RenderedMessage
from workbench.gui.kit.exact_text import Offsets, widget_text
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme

LONGEST_SHOWN = 200_000


class PreviewView(QWidget):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._preview: Preview | None = None
        self.text = named(
            QPlainTextEdit(self), "editor.preview", self.tr("The prompt with its values filled in")
        )
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setProperty("frame", "none")
        self.text.setUndoRedoEnabled(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*([3 * theme.unit] * 4))
        layout.addWidget(self.text)
        theme.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_preview(self, preview: Preview) -> None:
        self._preview = preview
        bar = self.text.verticalScrollBar()
        place = bar.value()
        self.text.clear()
        cursor = QTextCursor(self.text.document())
        spans: list[QTextEdit.ExtraSelection] = []
        for number, message in enumerate(preview.messages):
            self._write_role(cursor, message.role, first=number == 0)
            spans += self._write_text(cursor, message)
        if preview.problem:
            self._write_note(cursor, preview.problem.text, first=not preview.messages)
        self.text.setExtraSelections(spans)
        bar.setValue(place)

    def show_failure(self, error: WorkbenchError) -> None:
        self._preview = None
        self.text.clear()
        cursor = QTextCursor(self.text.document())
        self._write_note(cursor, f"{error.message} {error.hint}".strip(), first=True)

    def _write_role(self, cursor: QTextCursor, role: str, *, first: bool) -> None:
        heading = QTextCharFormat()
        heading.setForeground(self._theme["muted"])
        heading.setFontWeight(600)
        if not first:
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.insertText(role, heading)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())

    def _write_text(
        self, cursor: QTextCursor, message: RenderedMessage
    ) -> list[QTextEdit.ExtraSelection]:
        """Plain text only: what a value holds is never taken for markup."""
        shown = message.text[:LONGEST_SHOWN]
        start = cursor.position()
        cursor.insertText(widget_text(shown), QTextCharFormat())
        offsets = Offsets(shown)
        if len(message.text) > len(shown):
            left = self.tr("… and {0} more characters")
            left = left.format(f"{len(message.text) - len(shown):,}")
            self._write_note(cursor, left, first=False)
        document = self.text.document()
        return [
            _marked(document, start + offsets.position(a), start + offsets.position(b), self._theme)
            for a, b in message.spans
            if b <= len(shown)
        ]

    def _write_note(self, cursor: QTextCursor, text: str, *, first: bool) -> None:
        note = QTextCharFormat()
        note.setForeground(self._theme["failed"])
        if not first:
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.insertText(text, note)

    def _on_theme_changed(self) -> None:
        self.text.setFont(self._theme.code_font())
        if self._preview:
            self.show_preview(self._preview)


def _marked(
    document: QTextDocument, start: int, end: int, theme: Theme
) -> QTextEdit.ExtraSelection:
    mark = QTextEdit.ExtraSelection()
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    ground = QTextCharFormat()
    ground.setBackground(theme["value_span"])
    mark.cursor = cursor  # type: ignore[attr-defined,unused-ignore]
    mark.format = ground  # type: ignore[attr-defined,unused-ignore]
    return mark
