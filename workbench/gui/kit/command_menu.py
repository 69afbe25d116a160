"""A menu of commands that comes up where it was asked for, and is gone when it closes."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QMenu, QWidget

from workbench.gui.commands import command
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.icons import Icons

LINE = "-"


def command_menu(
    owner: QWidget, command_ids: Iterable[str], actions: Actions, icons: Icons
) -> QMenu:
    """`LINE` among the ids divides them."""
    menu = QMenu(owner)
    for command_id in command_ids:
        if command_id == LINE:
            menu.addSeparator()
            continue
        action = actions[command_id]
        action.setIcon(icons(command(command_id).icon))
        menu.addAction(action)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
