"""What the heads of tool cards and the schema card are made of."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.window_undo import PlainLineEdit


class Sign(QLabel):
    """The icon of a kind of card."""

    def __init__(self, icons: Icons, theme: Theme, icon: str, token: str, parent: QWidget) -> None:
        super().__init__(parent)
        side = 4 * theme.unit
        self.setFixedSize(side, side)
        self.setPixmap(icons(icon, token).pixmap(QSize(side, side)))


class NameEdit(PlainLineEdit):
    """A name in code: as wide as it needs to be, quiet until it is pointed at."""

    focused = Signal(bool)

    def __init__(self, theme: Theme, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setPlaceholderText(hint)
        self.setMaxLength(200)
        theme.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_text(self, text: str) -> None:
        if text != self.text():
            self.setText(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)

    def _on_theme_changed(self) -> None:
        self.setFont(self._theme.code_font())


def quiet_button(icons: Icons, name: str, icon: str, tip: str, parent: QWidget) -> QToolButton:
    button = named(QToolButton(parent), name, tip)
    button.setToolTip(tip)
    button.setIcon(icons(icon))
    return button
