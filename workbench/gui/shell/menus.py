"""The menu bar, made from `COMMANDS`. A menu with nothing to show is not shown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QMenu, QMenuBar

from workbench.gui.commands import COMMANDS, Menu
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.icons import Icons


class Menus(QObject):
    def __init__(self, bar: QMenuBar, actions: Actions) -> None:
        super().__init__(bar)
        self._actions = actions
        self._inside: list[QMenu] = []
        """Menus inside the menus."""
        self._menus = {menu: self._make(bar, menu) for menu in Menu}
        actions.handled.connect(lambda _id: self._hide_empty())
        self._hide_empty()

    def show_icons(self, icons: Icons) -> None:
        """Apart from making the menus, because drawings take time to read."""
        for command in COMMANDS:
            if not command.ticked:
                self._actions[command.id].setIcon(icons(command.icon))

    def __getitem__(self, menu: Menu) -> QMenu:
        return self._menus[menu]

    def _make(self, bar: QMenuBar, menu: Menu) -> QMenu:
        made = bar.addMenu(QCoreApplication.translate("commands", menu.value))
        made.setObjectName(f"menu.{menu.name.lower()}")
        made.setToolTipsVisible(True)
        inner: dict[str, QMenu] = {}
        for command in COMMANDS:
            if command.menu is menu:
                if command.section:
                    made.addSeparator()
                place = self._inner(made, command.submenu, inner) if command.submenu else made
                place.addAction(self._actions[command.id])
        self._inside += inner.values()
        return made

    def _inner(self, made: QMenu, title: str, inner: dict[str, QMenu]) -> QMenu:
        if title not in inner:
            inner[title] = made.addMenu(QCoreApplication.translate("commands", title))
            inner[title].setObjectName(f"{made.objectName()}.{len(inner)}")
            inner[title].setToolTipsVisible(True)
        return inner[title]

    def _hide_empty(self) -> None:
        for menu in (*self._inside, *self._menus.values()):
            seen = any(a.isVisible() for a in menu.actions() if not a.isSeparator())
            menu.menuAction().setVisible(seen)
