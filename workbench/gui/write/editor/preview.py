"""The prompt as it would be sent: what values filled in stands out."""

from __future__ import annotations

from PySide6.QtGui import (
    QAction,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.errors import WorkbenchError
from workbench.domain.problems import Preview, RenderedMessage
from workbench.gui.kit.exact_text import Offsets, widget_text
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme

LONGEST_SHOWN = 200_000


class PreviewView(QWidget):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self._preview: Preview | None = None
        self.text = named(
            QPlainTextEdit(self), "editor.preview", self.tr("The prompt with its values filled in")
        )
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setProperty("frame", "none")
        self.text.setUndoRedoEnabled(False)
        self._starts: list[int] = []
        self._shown_message = -1
        self.beside = named(QToolButton(self), "editor.preview_beside")
        self._lay_out(theme.unit)
        theme.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def use_action(self, beside: QAction) -> None:
        """The command that puts it beside the messages, or in their place."""
        self.beside.setIcon(self._icons("columns"))
        self.beside.setCheckable(True)
        self.beside.setAccessibleName(beside.text().replace("&", ""))
        self.beside.setToolTip(beside.toolTip())
        self.beside.clicked.connect(beside.trigger)
        beside.toggled.connect(self.beside.setChecked)
        self.beside.setChecked(beside.isChecked())

    def show_message(self, index: int) -> None:
        """Scroll to a message, unless it is the one that was scrolled to before."""
        if index == self._shown_message or not 0 <= index < len(self._starts):
            return
        self._shown_message = index
        block = self.text.document().findBlock(self._starts[index])
        self.text.verticalScrollBar().setValue(block.firstLineNumber())

    def show_preview(self, preview: Preview) -> None:
        if preview == self._preview:
            return
        self._write(preview)

    def _write(self, preview: Preview) -> None:
        self._preview = preview
        self._starts = []
        bar = self.text.verticalScrollBar()
        place = bar.value()
        self.text.clear()
        cursor = QTextCursor(self.text.document())
        spans: list[QTextEdit.ExtraSelection] = []
        for number, message in enumerate(preview.messages):
            self._starts.append(cursor.position() + (2 if number else 0))
            self._write_role(cursor, message.role, first=number == 0)
            spans += self._write_text(cursor, message)
        if preview.problem:
            self._write_note(cursor, preview.problem.text, first=not preview.messages)
        self.text.setExtraSelections(spans)
        bar.setValue(place)

    def show_failure(self, error: WorkbenchError) -> None:
        self._preview, self._starts = None, []
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
        for name in message.attached:
            attached = self.tr("[{0} is sent along]").format(safe(name))
            self._write_note(cursor, attached, first=False, token="muted")
        document = self.text.document()
        return [
            _marked(document, start + offsets.position(a), start + offsets.position(b), self._theme)
            for a, b in message.spans
            if b <= len(shown)
        ]

    def _write_note(
        self, cursor: QTextCursor, text: str, *, first: bool, token: str = "failed"
    ) -> None:
        note = QTextCharFormat()
        note.setForeground(self._theme[token])
        if not first:
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.insertText(text, note)

    def _on_theme_changed(self) -> None:
        self.text.setFont(self._theme.code_font())
        if self._preview:
            self._write(self._preview)

    def _lay_out(self, unit: int) -> None:
        title = QLabel(self.tr("Preview"), self)
        title.setProperty("tone", "muted")
        title.setBuddy(self.text)
        row = QHBoxLayout()
        row.setContentsMargins(unit, 0, 0, 0)
        row.addWidget(title, 1)
        row.addWidget(self.beside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * unit, 3 * unit, 3 * unit, 3 * unit)
        layout.setSpacing(unit)
        layout.addLayout(row)
        layout.addWidget(self.text)


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
