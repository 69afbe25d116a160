"""What can be done with the current cell, as a menu: made anew each time from its commands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from workbench.gui.kit.outputs.output_view import OutputText


def show_cell_menu(
    owner: QWidget, actions: Sequence[QAction | None], at: QPoint, name: str = "board.cell_menu"
) -> QMenu:
    """`None` among the actions is a line. What is selected in the cell can be copied too."""
    menu = QMenu(owner)
    menu.setObjectName(name)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    text = QApplication.focusWidget()
    if isinstance(text, OutputText) and text.textCursor().hasSelection():
        menu.addAction(menu.tr("Copy what is selected"), text.copy)
        menu.addSeparator()
    for action in actions:
        if action is None:
            menu.addSeparator()
        else:
            menu.addAction(action)
    menu.popup(at)
    return menu
