"""A command on the bar of the board: an icon, with its words where there is room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QToolButton, QWidget


class ActionButton(QToolButton):
    """An icon of its own, whatever the command shows in its menu; `words` make it a button that
    says what it does."""

    def __init__(self, action: QAction, icon: QIcon, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._action, self._words = action, words
        self.telling = False
        """Its words say more than what it does, and stay where room is short."""
        self.setObjectName(f"board.{action.objectName()}")
        self.setIcon(icon)
        self.setCheckable(action.isCheckable())
        self.setText(words)
        self.clicked.connect(lambda: action.trigger())
        action.changed.connect(self._follow)
        self._follow()

    @property
    def words_width(self) -> int:
        """What the words take, shown or not."""
        return self.fontMetrics().horizontalAdvance(f" {self._words}") if self._words else 0

    @property
    def spelled(self) -> bool:
        return self.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon

    def spell_out(self, spelled: bool) -> None:
        """Show its words beside the icon."""
        style = Qt.ToolButtonStyle
        beside = (spelled or self.telling) and bool(self._words)
        self.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if beside else style.ToolButtonIconOnly
        )

    def show_words(self, words: str, *, telling: bool) -> None:
        self._words, self.telling = words, telling
        self.setText(words)

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        name = self._action.text().replace("&", "").rstrip("…")
        self.setToolTip(f"{name}: {self._action.toolTip()}")
        self.setAccessibleName(name)
        self.setChecked(self._action.isChecked())
