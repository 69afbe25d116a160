"""Below the messages: small buttons for what can be added to a prompt."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from workbench.gui.kit.actions import Actions
from workbench.gui.kit.flow_layout import FlowLayout
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

WORDS = {
    "message.add": QT_TRANSLATE_NOOP("add_row", "message"),
    "example.add": QT_TRANSLATE_NOOP("add_row", "example"),
    "tool.add": QT_TRANSLATE_NOOP("add_row", "tool"),
    "schema.add": QT_TRANSLATE_NOOP("add_row", "schema"),
}
"""What each command adds, in the order of the row."""


class AddRow(QWidget):
    """A button is there as soon as its command can be given, and seen while it may run at all."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(theme.unit, self)
        self._buttons = {
            command_id: self._make(command_id, icons, theme.unit) for command_id in WORDS
        }

    def use_actions(self, actions: Actions) -> None:
        self._actions = actions
        for action in actions:
            if action.objectName() in WORDS:
                self._bind(self._buttons[action.objectName()], action)
        actions.handled.connect(self._on_handled)

    def _make(self, command_id: str, icons: Icons, unit: int) -> QPushButton:
        words = QCoreApplication.translate("add_row", WORDS[command_id])
        button = QPushButton(icons("plus", "accent"), words, self)
        named(button, f"editor.{command_id}", self.tr("Add {0}").format(words))
        button.setProperty("kind", "quiet")
        button.setIconSize(QSize(3 * unit, 3 * unit))
        button.hide()
        self._row.addWidget(button)
        return button

    def _bind(self, button: QPushButton, action: QAction) -> None:
        button.clicked.connect(action.trigger)
        action.changed.connect(partial(_follow, button, action))
        button.setVisible(self._actions.has_handler(action.objectName()))
        _follow(button, action)

    def _on_handled(self, command_id: str) -> None:
        if command_id in self._buttons:
            self._buttons[command_id].show()


def _follow(button: QPushButton, action: QAction) -> None:
    button.setEnabled(action.isEnabled())
    button.setToolTip(action.toolTip())
