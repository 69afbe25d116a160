"""Every command by some letters of its name, with its keys, or why it cannot run now."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QWidget

from workbench.gui.kit.actions import Actions
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.typed_list import TypedList
from workbench.gui.shell.palette_lines import LineDelegate, PaletteLines

LINES = 11


class CommandPalette(QFrame):
    def __init__(self, actions: Actions, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self._actions = actions
        self.query = named(QLineEdit(), "palette.query", self.tr("Command"))
        self.query.setPlaceholderText(self.tr("Type the name of a command"))
        self.lines = PaletteLines(actions, icons, self)
        self.list = named(QListView(), "palette.list", self.tr("Commands that match"))
        self.list.setModel(self.lines)
        self.list.setItemDelegate(LineDelegate(theme, self.list))
        self._typed = TypedList(self, parent, self.query, self.list, theme, LINES)
        self._typed.lay_out(self.query, self.list)
        self.query.textChanged.connect(self._show_matches)
        self.query.returnPressed.connect(self._run_current)
        self.list.clicked.connect(lambda _index: self._run_current())

    def open(self) -> None:
        self.query.clear()
        self._show_matches("")
        self._typed.open()

    def _show_matches(self, query: str) -> None:
        self.lines.show_matches(query)
        self._typed.show_first()

    def _run_current(self) -> None:
        index = self.list.currentIndex()
        if not index.isValid():
            return
        line = self.lines.line(index.row())
        if not line.reason:
            self._typed.close()
            self._actions.run(line.command.id)
