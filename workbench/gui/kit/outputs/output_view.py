"""An output as it streams: appended to, never laid out anew, exact when copied."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from workbench.gui.kit.safe_text import Display

VISIBLE_LIMIT = 200_000
"""Characters shown at first, and more on each request."""

MARGIN, GAP = 10, 4
"""Beside the text, and above and below it."""
SMALLEST_LINES = 2


class OutputText(QPlainTextEdit):
    """Shows text safely; what is copied from it is what was given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        # The cell has the menu
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        # A margin of the document would count twice below its end: text scrolls away too early
        self.document().setDocumentMargin(0)
        self.setViewportMargins(MARGIN, GAP, MARGIN, GAP)
        self._display = Display()
        self._shown: list[str] = []
        self._exact: list[str] = []

    def sizeHint(self) -> QSize:
        """Modest: a board that is low shows less of an output, it does not scroll as a whole."""
        return QSize(0, SMALLEST_LINES * self.fontMetrics().lineSpacing() + 2 * GAP)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def clear_text(self) -> None:
        self.clear()
        self._display = Display()
        self._shown, self._exact = [], []

    def add(self, text: str) -> None:
        shown = self._display.feed(text)
        self._exact.append(text)
        self._shown.append(shown)
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(shown)

    def selected_exact_text(self) -> str:
        first, last = self.selected_exact_range()
        return "".join(self._exact)[first:last]

    def selected_exact_range(self) -> tuple[int, int]:
        """In code points of the text as it was given."""
        cursor = self.textCursor()
        shown, length = "".join(self._shown), sum(map(len, self._exact))
        start = code_points(shown, cursor.selectionStart())
        end = code_points(shown, cursor.selectionEnd())
        first, last = self._display.exact_range(start, end)
        return first, length if end >= len(shown) else last

    def exact_cursor(self, start: int, end: int) -> QTextCursor:
        """A cursor that selects what stands on screen for this stretch of the given text."""
        shown = "".join(self._shown)
        cursor = QTextCursor(self.document())
        cursor.setPosition(utf16_position(shown, self._display.shown_offset(start)))
        last = utf16_position(shown, self._display.shown_offset(end))
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def createMimeDataFromSelection(self) -> QMimeData:
        copied = QMimeData()
        copied.setText(self.selected_exact_text())
        return copied


class OutputView(QWidget):
    """The text of one output, the part that is shown of it, and a way to see more."""

    scrolled = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = OutputText(self)
        self._more = QPushButton(self.tr("Show more"), self)
        self._more.setProperty("kind", "quiet")
        self._more.hide()
        self._more.clicked.connect(self.show_more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.setFocusProxy(self.text)
        layout.addWidget(self.text, 1)
        layout.addWidget(self._more)
        self._pieces: list[str] = []
        self._waiting: list[str] = []
        self._fed = 0
        self._limit = VISIBLE_LIMIT
        self._adding = False
        self._following = True
        self.text.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def exact_text(self) -> str:
        """Everything that arrived, shown or not."""
        self._pieces = ["".join(self._pieces)]
        return self._pieces[0]

    @property
    def scroll_value(self) -> int:
        return self.text.verticalScrollBar().value()

    @property
    def following(self) -> bool:
        """What is added is scrolled to."""
        return self._following

    @property
    def pending(self) -> bool:
        return bool(self._waiting) and self._fed < self._limit

    def show_text(self, text: str) -> None:
        """Replace what is there; what is there already and only grew is kept."""
        shown = self.exact_text
        if shown and text.startswith(shown):
            self.append(text[len(shown) :])
        else:
            self.text.clear_text()
            self._following = not text
            self._pieces, self._waiting = [text], [text]
            self._fed, self._limit = 0, VISIBLE_LIMIT
        self.flush()

    def append(self, text: str) -> None:
        """Keep it now, show it at the next `flush`."""
        if text:
            self._pieces.append(text)
            self._waiting.append(text)

    def flush(self) -> None:
        if self._waiting:
            waiting, room = "".join(self._waiting), self._limit - self._fed
            if waiting[:room]:
                self._add_in_place(waiting[:room])
            self._waiting = [waiting[room:]] if waiting[room:] else []
            self._fed += min(len(waiting), room)
        self._show_what_is_left()

    def show_more(self) -> None:
        self._limit += VISIBLE_LIMIT
        self.flush()

    def set_wrap(self, wrap: bool) -> None:
        mode = QPlainTextEdit.LineWrapMode
        self.text.setLineWrapMode(mode.WidgetWidth if wrap else mode.NoWrap)
        # Qt shows the bar for the width that text had before there was a bar at the right
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.text.setHorizontalScrollBarPolicy(never if wrap else needed)

    def scroll_to(self, value: int) -> None:
        """Scroll without saying so."""
        bar = self.text.verticalScrollBar()
        self._adding = True
        bar.setValue(value)
        self._following = bar.value() >= bar.maximum() - 1
        self._adding = False

    def _add_in_place(self, text: str) -> None:
        """Follow the end of a stream, unless the person scrolled away from it."""
        bar = self.text.verticalScrollBar()
        self._adding = True
        self.text.add(text)
        if self._following:
            bar.setValue(bar.maximum())
        self._adding = False

    def _show_what_is_left(self) -> None:
        left = sum(map(len, self._waiting))
        if left:
            more = self.tr("Show more · {0} of {1} characters shown")
            self._more.setText(more.format(f"{self._fed:,}", f"{self._fed + left:,}"))
        if self._more.isHidden() == bool(left):
            self._more.setVisible(bool(left))

    def _on_scrolled(self, value: int) -> None:
        if not self._adding:
            self._following = value >= self.text.verticalScrollBar().maximum() - 1
            self.scrolled.emit(value)


def code_points(text: str, utf16_position: int) -> int:
    """Where a position in UTF-16 units, as Qt counts, is in the text."""
    if text.isascii():
        return utf16_position
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * utf16_position]
    return len(units.decode("utf-16-le", "replace"))


def utf16_position(text: str, offset: int) -> int:
    """Where a code point of the text is, as Qt counts."""
    before = text[:offset]
    if before.isascii():
        return len(before)
    return len(before.encode("utf-16-le", "surrogatepass")) // 2
