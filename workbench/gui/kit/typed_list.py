"""A line to type in over the window, and the list of what it finds below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QVBoxLayout, QWidget

from workbench.gui.kit.theme import Theme

WIDTH_UNITS, LINE_UNITS = 150, 8


class TypedList(QObject):
    """Lets a panel lie over its window, move in its list while one types, and go again.

    The panel closes when it loses the focus, and gives the focus back to where it was.
    """

    def __init__(
        self,
        panel: QWidget,
        window: QWidget,
        query: QLineEdit,
        found: QListView,
        theme: Theme,
        lines: int,
    ) -> None:
        """`panel` lies over `window`; `lines` of what is found are seen at once."""
        super().__init__(panel)
        self._panel, self._window = panel, window
        self._query, self._found = query, found
        self._theme, self._lines = theme, lines
        self._before: QWidget | None = None
        self._moves = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: lines - 1,
            Qt.Key.Key_PageUp: 1 - lines,
        }
        found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        query.installEventFilter(self)
        panel.hide()

    def lay_out(self, *parts: QWidget) -> None:
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(1, 1, 1, self._theme.unit)
        column.setSpacing(self._theme.unit)
        for part in parts:
            column.addWidget(part)

    def open(self) -> None:
        self._before = QApplication.focusWidget()
        self._panel.show()
        self._panel.raise_()
        self._query.setFocus(Qt.FocusReason.PopupFocusReason)

    def close(self) -> None:
        self._panel.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
            self._before = None

    def show_first(self) -> None:
        """Something else was found: the first of it is chosen, and the panel is as tall."""
        self._choose(0)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self._panel.isVisible():
            self._panel.hide()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _on_key(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Escape:
            self.close()
            return True
        if key in self._moves:
            row = self._found.currentIndex().row() + self._moves[key]
            self._choose(max(0, min(row, self._found.model().rowCount() - 1)))
            return True
        return False

    def _choose(self, row: int) -> None:
        self._found.setCurrentIndex(self._found.model().index(row, 0))

    def _place(self) -> None:
        unit, area = self._theme.unit, self._window.rect()
        width = min(WIDTH_UNITS * unit, area.width() - 8 * unit)
        lines = max(1, min(self._lines, self._found.model().rowCount()))
        height = min((lines * LINE_UNITS + 13) * unit, area.height() - 24 * unit)
        self._panel.setGeometry((area.width() - width) // 2, 12 * unit, width, height)
