"""Every command by some letters of its name, with its keys, or why it cannot run now."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from workbench.gui.kit.actions import Actions
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.shell.palette_lines import LineDelegate, PaletteLines

WIDTH_UNITS, LINE_UNITS, LINES = 150, 8, 11
MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: LINES - 1,
    Qt.Key.Key_PageUp: 1 - LINES,
}


class CommandPalette(QFrame):
    """Lies over the window, closes when it loses the focus, and gives the focus back."""

    def __init__(self, actions: Actions, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.hide()
        self._actions, self._theme, self._window = actions, theme, parent
        self._before: QWidget | None = None
        self.query = named(QLineEdit(), "palette.query", self.tr("Command"))
        self.query.setPlaceholderText(self.tr("Type the name of a command"))
        self.lines = PaletteLines(actions, icons, self)
        self.list = named(QListView(), "palette.list", self.tr("Commands that match"))
        self.list.setModel(self.lines)
        self.list.setItemDelegate(LineDelegate(theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, theme.unit)
        column.setSpacing(theme.unit)
        column.addWidget(self.query)
        column.addWidget(self.list)
        self.query.textChanged.connect(self._show_matches)
        self.query.returnPressed.connect(self._run_current)
        self.query.installEventFilter(self)
        self.list.clicked.connect(lambda _index: self._run_current())

    def open(self) -> None:
        self._before = QApplication.focusWidget()
        self.query.clear()
        self._show_matches("")
        self.show()
        self.raise_()
        self.query.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_and_return(self) -> None:
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
            self._before = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _on_key(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Escape:
            self.close_and_return()
            return True
        if key in MOVES:
            row = self.list.currentIndex().row() + MOVES[key]
            self._select(max(0, min(row, self.lines.rowCount() - 1)))
            return True
        return False

    def _show_matches(self, query: str) -> None:
        self.lines.show_matches(query)
        self._select(0)
        self._place()

    def _select(self, row: int) -> None:
        self.list.setCurrentIndex(self.lines.index(row, 0))

    def _run_current(self) -> None:
        index = self.list.currentIndex()
        if not index.isValid():
            return
        line = self.lines.line(index.row())
        if not line.reason:
            self.close_and_return()
            self._actions.run(line.command.id)

    def _place(self) -> None:
        unit, area = self._theme.unit, self._window.rect()
        width = min(WIDTH_UNITS * unit, area.width() - 8 * unit)
        lines = max(1, min(LINES, self.lines.rowCount()))
        height = min((lines * LINE_UNITS + 13) * unit, area.height() - 24 * unit)
        self.setGeometry((area.width() - width) // 2, 12 * unit, width, height)
