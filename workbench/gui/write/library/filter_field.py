"""The field the library is filtered by, with a list of what can be asked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPoint, QStringListModel, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

from workbench.domain.prompts import Label
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.write.library.suggesting import suggestions

MOST_ROWS_SEEN = 10
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
ENTER = (Qt.Key.Key_Enter, Qt.Key.Key_Return)


class FilterField(QLineEdit):
    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "library.filter", self.tr("Filter the library"))
        self.setPlaceholderText(self.tr("Filter…"))
        self.setToolTip(
            self.tr("Words, or terms such as label:tone=friendly; Ctrl+Space shows what there is")
        )
        self.setClearButtonEnabled(True)
        self.addAction(icons("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.labels: Sequence[Label] = ()
        self.completion = FilterCompletion(self)
        self.textEdited.connect(self._on_edited)

    def show_text(self, text: str) -> None:
        if text != self.text():
            self.setText(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.completion.close()
        super().focusOutEvent(event)

    def _on_edited(self, _text: str) -> None:
        self.completion.offer(asked=False)


class FilterCompletion(QObject):
    """A list below the field; the keyboard stays in the field."""

    def __init__(self, field: FilterField) -> None:
        super().__init__(field)
        self._field = field
        self._typed = ""
        self._words = QStringListModel(self)
        self.list: QListView | None = None

    @property
    def open(self) -> bool:
        return self.list is not None and self.list.isVisible()

    def close(self) -> None:
        if self.list is not None:
            self.list.hide()

    def offer(self, *, asked: bool) -> None:
        before = self._field.text()[: self._field.cursorPosition()]
        self._typed, words = suggestions(before, self._field.labels, asked=asked)
        if not words:
            self.close()
            return
        shown = self.list = self.list or self._make()
        self._words.setStringList(words)
        shown.setCurrentIndex(QModelIndex())
        self._place(shown, len(words))
        shown.show()
        shown.raise_()

    def takes(self, event: QKeyEvent) -> bool:
        """Whether the key was for the list."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.offer(asked=True)
            return True
        if not self.open or self.list is None or event.modifiers():
            return False
        current = self.list.currentIndex()
        if key in STEPS:
            row = min(max(current.row() + STEPS[key], 0), self._words.rowCount() - 1)
            self.list.setCurrentIndex(self._words.index(row))
        elif key == Qt.Key.Key_Tab or (key in ENTER and current.isValid()):
            self._take(current if current.isValid() else self._words.index(0))
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            if key in ENTER:
                self.close()
            return False
        return True

    def _take(self, index: QModelIndex) -> None:
        self.close()
        word, cursor = str(index.data()), self._field.cursorPosition()
        before, after = self._field.text()[:cursor], self._field.text()[cursor:]
        begins = word.endswith((":", "="))
        start = before[: len(before) - len(self._typed)] + word + ("" if begins else " ")
        self._field.setText(start + after.lstrip())
        self._field.setCursorPosition(len(start))
        if begins:
            self.offer(asked=False)

    def _place(self, shown: QListView, count: int) -> None:
        window = self._field.window()
        below = self._field.mapTo(window, QPoint(0, self._field.height()))
        frame = 2 * shown.frameWidth() + 2
        bar = shown.verticalScrollBar().sizeHint().width()
        width = max(self._field.width(), shown.sizeHintForColumn(0) + bar + frame)
        room = max(1, (window.height() - below.y()) // max(1, shown.sizeHintForRow(0)))
        rows = min(count, MOST_ROWS_SEEN, room)
        shown.setGeometry(below.x(), below.y(), width, rows * shown.sizeHintForRow(0) + frame)

    def _make(self) -> QListView:
        made = QListView(self._field.window())
        named(made, "library.suggestions", self.tr("What can be asked for"))
        made.setProperty("surface", "menu")
        made.setFrameShape(QListView.Shape.StyledPanel)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setModel(self._words)
        made.setUniformItemSizes(True)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.clicked.connect(self._take)
        self.destroyed.connect(made.deleteLater)
        return made
