"""The commands for theme and text size; what was chosen is there again at the next start."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from workbench.gui.kit.actions import Actions
from workbench.gui.kit.memory import Memory
from workbench.gui.kit.theme import CHOICES, STEP, SYSTEM, Theme


class Appearance(QObject):
    chosen = Signal(str, float)
    """The person chose another theme or text size: its name and scale."""

    def __init__(self, theme: Theme, actions: Actions, memory: Memory, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._actions, self._memory = theme, actions, memory
        for choice in CHOICES:
            command = f"view.theme_{choice}"
            actions[command].setChecked(choice == theme.choice)
            actions.on(command, partial(self._choose, choice))
        actions.on("view.zoom_in", lambda: self._zoom(theme.text_scale + STEP))
        actions.on("view.zoom_out", lambda: self._zoom(theme.text_scale - STEP))
        actions.on("view.zoom_reset", lambda: self._zoom(1.0))

    def follow(self, choice: str, text_scale: float) -> None:
        """Take over what the settings say."""
        known = choice if choice in CHOICES else SYSTEM
        self._theme.choose(known)
        self._theme.set_text_scale(text_scale)
        self._actions[f"view.theme_{known}"].setChecked(True)
        self._keep()

    def _choose(self, choice: str) -> None:
        self._theme.choose(choice)
        self._announce()

    def _zoom(self, scale: float) -> None:
        self._theme.set_text_scale(scale)
        self._announce()

    def _announce(self) -> None:
        self._keep()
        self.chosen.emit(self._theme.choice, self._theme.text_scale)

    def _keep(self) -> None:
        """Beside the settings, because the first picture is drawn before they are read."""
        self._memory.keep("theme", self._theme.choice)
        self._memory.keep("text_scale", self._theme.text_scale)
