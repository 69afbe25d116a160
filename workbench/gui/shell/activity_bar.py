"""The places of the window at its far left, the settings at the bottom."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from workbench.gui.kit.actions import Actions
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme


class ActivityBar(QFrame):
    def __init__(
        self, theme: Theme, icons: Icons, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("activity_bar")
        self.setAccessibleName(self.tr("Places"))
        self._theme, self._icons, self._actions = theme, icons, actions
        self._buttons: dict[str, QToolButton] = {}
        self._current, self._at_top = "", 0
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        theme.theme_changed.connect(self._fit)
        self._fit()

    def add_place(self, command_id: str, icon: str, label: str, *, at_bottom: bool) -> None:
        """A button for the place that the command shows."""
        button = named(QToolButton(self), f"activity.{command_id}", label)
        button.setCheckable(True)
        button.setText(label)
        button.setToolTip(self._actions[command_id].toolTip())
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.clicked.connect(lambda: self._go(command_id))
        self._buttons[command_id] = button
        if at_bottom:
            self._column.addWidget(button)
        else:
            self._column.insertWidget(self._at_top, button)
            self._at_top += 1
        button.setIcon(self._icons(icon, "text"))
        self._fit()

    def show_current(self, command_id: str) -> None:
        self._current = command_id
        for each, button in self._buttons.items():
            button.setChecked(each == command_id)

    def _go(self, command_id: str) -> None:
        self.show_current(self._current)
        self._actions.run(command_id)

    def _fit(self) -> None:
        unit = self._theme.unit
        self._column.setContentsMargins(unit, 2 * unit, unit, 2 * unit)
        self._column.setSpacing(unit)
        for button in self._buttons.values():
            button.setFont(self._theme.font(0.85))
            button.setIconSize(QSize(5 * unit, 5 * unit))
            button.setMinimumWidth(15 * unit)
