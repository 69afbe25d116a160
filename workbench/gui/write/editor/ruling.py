"""Which rules this workspace does without, from the preferences to the analyst and back."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.preferences import Preferences
from workbench.domain.rules import NEEDED, RULES
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.theme import Theme
from workbench.gui.write.editor.rules_dialog import RulesDialog
from workbench.services.preferences import PreferenceService


class RulesPresenter(QObject):
    rules_changed = Signal()
    """What is looked for is another now."""

    def __init__(
        self,
        window: QWidget,
        preferences: PreferenceService,
        background: Background,
        actions: Actions,
        ask: Ask,
        theme: Theme,
    ) -> None:
        super().__init__(window)
        self._window, self._preferences, self._background = window, preferences, background
        self._actions, self._ask, self._theme = actions, ask, theme
        self.off: tuple[str, ...] = ()
        self.dialog: RulesDialog | None = None
        actions.on("problem.rules", self.open)
        self.load()

    def load(self) -> None:
        self._background.run(self, self._preferences.load, self._show)

    def switch_off(self, code: str) -> None:
        if code not in NEEDED and code not in self.off:
            self._keep((*self.off, code))

    def open(self) -> None:
        if self.dialog is None:
            read_only = self._actions.context.read_only
            dialog = RulesDialog(self._theme, self.off, read_only=read_only, parent=self._window)
            self.dialog = dialog
            dialog.rules_changed.connect(self._keep_shown)
            dialog.destroyed.connect(self._forget)
            dialog.open()

    def _keep_shown(self, off: tuple[str, ...]) -> None:
        """What the dialog says; codes it does not know stay as they are."""
        known = {rule.code for rule in RULES}
        self._keep((*(code for code in self.off if code not in known), *off))

    def _keep(self, off: tuple[str, ...]) -> None:
        self._use(off)

        def changed(preferences: Preferences) -> Preferences:
            return replace(preferences, rules_off=off)

        self._background.run(
            self, lambda: self._preferences.change(changed), self._show, self._ask.show_error
        )

    def _show(self, preferences: Preferences) -> None:
        self._use(preferences.rules_off)

    def _use(self, off: tuple[str, ...]) -> None:
        if off != self.off:
            self.off = off
            self.rules_changed.emit()

    def _forget(self) -> None:
        self.dialog = None
