"""What is open: its path, its state, and the ways to look at it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from workbench.domain.history import OpenPrompt
from workbench.domain.prompts import PromptKind
from workbench.gui.commands import command
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone


class EditorHeader(QWidget):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        unit = theme.unit
        self.path = named(QLabel(self), "editor.path")
        self.path.setTextFormat(Qt.TextFormat.PlainText)
        set_tone(self.path, "title")
        self.state = named(QLabel(self), "editor.state")
        set_tone(self.state, "muted")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(4 * unit, 2 * unit, 3 * unit, 2 * unit)
        self._row.setSpacing(2 * unit)
        self._row.addWidget(self.path)
        self._row.addWidget(self.state, 1)

    def show_prompt(self, opened: OpenPrompt, changed: bool) -> None:
        """`changed`: the draft differs from the version it is based on."""
        self.path.setText(opened.prompt.path)
        self.path.setToolTip(opened.prompt.title or opened.prompt.path)
        self.state.setText(self._state(opened, changed))
        set_tone(self.state, "warning" if changed else "muted")

    def add_action(self, action: QAction) -> QToolButton:
        """A button for a command, with its words if it shows a tick."""
        button = named(QToolButton(self), f"editor.{action.objectName()}", action.toolTip())
        action.setIcon(self._icons(command(action.objectName()).icon))
        button.setDefaultAction(action)
        if action.isCheckable():
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._row.addWidget(button)
        return button

    def _state(self, opened: OpenPrompt, changed: bool) -> str:
        kind = self.tr("component · ") if opened.prompt.kind is PromptKind.COMPONENT else ""
        based_on = opened.draft.based_on
        if based_on is None:
            return kind + self.tr("● draft, no version yet")
        if changed:
            return kind + self.tr("● draft, based on v{0}").format(based_on)
        return kind + self.tr("v{0}").format(based_on)
