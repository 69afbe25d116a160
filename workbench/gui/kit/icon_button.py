"""A button that is only an icon: what it does is its tip, and its name for a screen reader."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named


def icon_button(parent: QWidget, icons: Icons, name: str, icon: str, tip: str) -> QToolButton:
    button = named(QToolButton(parent), name, tip)
    button.setIcon(icons(icon))
    button.setToolTip(tip)
    return button
