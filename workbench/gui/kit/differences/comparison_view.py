"""Two texts compared: in one column with words struck and underlined, or side by side in step."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QStackedLayout, QWidget

from workbench.gui.kit.differences.lines import Pair, folded, wrapped
from workbench.gui.kit.differences.marked_text import MarkedText
from workbench.gui.kit.theme import Theme

RESIZED_MS = 60


@dataclass(frozen=True, slots=True)
class Comparison:
    """`inline` has the same line on both sides; `pairs` the old text left and the new right."""

    inline: tuple[Pair, ...] = ()
    pairs: tuple[Pair, ...] = ()
    side_by_side: bool = False
    fold: bool = True
    """Whether long unchanged stretches are folded."""
    words: str = ""
    """What differs, in short, where that can be said."""


class ComparisonView(QWidget):
    scrolled = Signal(int)
    filled = Signal()
    """Everything is drawn."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "background")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._comparison = Comparison()
        self._unfolded: frozenset[int] = frozenset()
        self._columns = (0, 0)
        self.inline = MarkedText(theme, self)
        self.left, self.right = MarkedText(theme, self), MarkedText(theme, self)
        self._resized = QTimer(self, singleShot=True, interval=RESIZED_MS)
        self._resized.timeout.connect(self._wrap_again)
        self._sides = QSplitter(Qt.Orientation.Horizontal, self)
        self._sides.setChildrenCollapsible(False)
        self._sides.splitterMoved.connect(lambda _position, _index: self._resized.start())
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.inline)
        self._stack.addWidget(self._sides)
        self._name_and_connect()

    @property
    def shown(self) -> MarkedText:
        """Where changes are counted and gone to."""
        return self.right if self._comparison.side_by_side else self.inline

    def show_comparison(self, comparison: Comparison) -> None:
        """Folds that were opened stay open while the same texts are shown another way."""
        known = replace(self._comparison, side_by_side=comparison.side_by_side)
        if known != comparison:
            self._unfolded = frozenset()
        self._comparison = comparison
        self.setFocusProxy(self.shown)
        self._draw()

    def step(self, by: int) -> bool:
        """Go to the next or previous change; False if there is none that way."""
        shown = self.shown
        shown.finish()
        here = shown.textCursor().blockNumber()
        changes = shown.changes()
        ahead = [c for c in changes if c > here] if by > 0 else [c for c in changes if c < here]
        if not ahead:
            return False
        target = ahead[0] if by > 0 else ahead[-1]
        if self._comparison.side_by_side:
            self.left.finish()
            self.left.go_to(target)
        shown.go_to(target)
        return True

    @property
    def scroll_value(self) -> int:
        return self.shown.verticalScrollBar().value()

    def scroll_to(self, value: int) -> None:
        for text in self._texts():
            text.scroll_to(value)

    def set_wrap(self, wrap: bool) -> None:
        mode = QPlainTextEdit.LineWrapMode
        self.inline.setLineWrapMode(mode.WidgetWidth if wrap else mode.NoWrap)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resized.start()

    def _texts(self) -> tuple[MarkedText, ...]:
        return (self.left, self.right) if self._comparison.side_by_side else (self.inline,)

    def _draw(self) -> None:
        comparison = self._comparison
        pairs = comparison.pairs if comparison.side_by_side else comparison.inline
        if comparison.fold:
            words = self.tr("⋯ {0} unchanged lines")
            pairs = tuple(folded(pairs, self._unfolded, words))
        if not comparison.side_by_side:
            self._stack.setCurrentWidget(self.inline)
            self.inline.show_lines(pair.right for pair in pairs)
            return
        if self._stack.currentWidget() is not self._sides:
            self._stack.setCurrentWidget(self._sides)
            self._sides.resize(self.size())
            self._sides.setSizes([self.width() // 2, self.width() // 2])
        self._columns = (self.left.columns, self.right.columns)
        columns = min(self._columns)
        self.left.show_lines(pair.left for pair in wrapped(pairs, columns))
        self.right.show_lines(pair.right for pair in wrapped(pairs, columns))

    def _wrap_again(self) -> None:
        columns = (self.left.columns, self.right.columns)
        if self._comparison.side_by_side and columns != self._columns:
            place = self.right.verticalScrollBar().value()
            self._draw()
            self.scroll_to(place)

    def _open_fold(self, fold: int) -> None:
        place = self.shown.verticalScrollBar().value()
        self._unfolded |= {fold}
        self._draw()
        self.scroll_to(place)

    def _on_side_scrolled(self, value: int) -> None:
        for text in (self.left, self.right):
            text.scroll_to(value)
        self.scrolled.emit(value)

    def _name_and_connect(self) -> None:
        self.inline.setAccessibleName(self.tr("Differences"))
        self.left.setAccessibleName(self.tr("Old text"))
        self.right.setAccessibleName(self.tr("New text"))
        self.inline.scrolled.connect(self.scrolled)
        self.inline.filled.connect(self.filled)
        self.right.filled.connect(self.filled)
        for side in (self.left, self.right):
            side.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
            side.scrolled.connect(self._on_side_scrolled)
            self._sides.addWidget(side)
        for text in (self.inline, self.left, self.right):
            text.fold_opened.connect(self._open_fold)
