"""The list of suggestions: a row for each, with what it is at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.write.editor.completing import Word

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
WordRole = Qt.ItemDataRole.UserRole
NoteRole = Qt.ItemDataRole.UserRole + 1
MOST_ROWS_SEEN = 8
NARROWEST, WIDEST, MOST_NOTE = 40, 110, 44
"""In units of the grid."""


class SuggestionModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[Word, ...] = ()
        self._notes: dict[Word, str] = {}

    def show_words(self, words: tuple[Word, ...], notes: dict[Word, str]) -> None:
        self.beginResetModel()
        self._words, self._notes = words, notes
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._words)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        word = self._words[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return word.name
        if role in (NoteRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self._notes.get(word, "")
        return word if role == WordRole else None


class SuggestionList(QListView):
    """Takes no focus: the keyboard stays in the text."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        named(self, "editor.completion", self.tr("Suggestions"))
        self.words = SuggestionModel(self)
        self.setProperty("surface", "menu")
        self.setFrameShape(QListView.Shape.StyledPanel)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setModel(self.words)
        self.setItemDelegate(SuggestionDelegate(theme, self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_words(self, words: tuple[Word, ...], notes: dict[Word, str]) -> None:
        """Fill it, choose the first and take the size that fits."""
        self.words.show_words(words, notes)
        self.setCurrentIndex(self.words.index(0))
        unit, frame = self._theme.unit, 2 * self.frameWidth() + 2
        seen = words[:50]
        names = QFontMetrics(self._theme.code_font())
        name = max((names.horizontalAdvance(word.name) for word in seen), default=0)
        small = QFontMetrics(self._theme.font(0.92))
        note = max((small.horizontalAdvance(notes.get(word, "")) for word in seen), default=0)
        width = name + min(note, MOST_NOTE * unit) + 10 * unit
        width += self.verticalScrollBar().sizeHint().width() + frame
        rows = min(len(words), MOST_ROWS_SEEN)
        width = min(max(width, NARROWEST * unit), WIDEST * unit)
        self.resize(width, rows * self.sizeHintForRow(0) + frame)

    def step(self, by: int) -> None:
        row = min(max(self.currentIndex().row() + by, 0), self.words.rowCount() - 1)
        self.setCurrentIndex(self.words.index(row))


class SuggestionDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, shown: QListView) -> None:
        super().__init__(shown)
        self._theme, self._list = theme, shown

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = QFontMetrics(self._theme.code_font()).height() + 2 * self._theme.unit
        return QSize(option.rect.width(), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        word: Word = index.data(WordRole)
        theme, unit = self._theme, self._theme.unit
        painter.save()
        if index.row() == self._list.currentIndex().row():
            painter.fillRect(option.rect, theme["selected"])
        inner: QRect = option.rect.adjusted(2 * unit, 0, -2 * unit, 0)
        code = theme.code_font()
        taken = min(QFontMetrics(code).horizontalAdvance(word.name), inner.width())
        self._write_name(painter, word, inner, code)
        painter.setFont(theme.font(0.92))
        painter.setPen(theme["muted"])
        room = inner.adjusted(taken + 3 * unit, 0, 0, 0)
        note = painter.fontMetrics().elidedText(
            safe(index.data(NoteRole) or ""), Qt.TextElideMode.ElideRight, room.width()
        )
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, flags, note)
        painter.restore()

    def _write_name(self, painter: QPainter, word: Word, inner: QRect, code: QFont) -> None:
        """The letters that were typed stand out."""
        metrics = QFontMetrics(code)
        shown = metrics.elidedText(word.name, Qt.TextElideMode.ElideMiddle, inner.width())
        layout = QTextLayout(shown, code)
        strong = QTextCharFormat()
        strong.setFontWeight(QFont.Weight.Bold)
        strong.setForeground(self._theme["accent"])
        ranges = []
        for place in word.places if shown == word.name else ():
            found = QTextLayout.FormatRange()
            found.start, found.length, found.format = place, 1, strong
            ranges.append(found)
        layout.setFormats(ranges)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(inner.width())
        layout.endLayout()
        painter.setPen(self._theme["text"])
        top = inner.top() + (inner.height() - line.height()) / 2
        layout.draw(painter, QPointF(inner.left(), top))
