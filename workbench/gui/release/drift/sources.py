"""Where to look: the registry and this workspace always; source code, a bundle, a log if chosen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from workbench.gui.kit.choice_box import ChoiceBox
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone

SOURCE, BUNDLE, LOG = "source", "bundle", "log"


SHORTEST = 12
"""Characters of a name that are seen at least."""
SHORT = ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class PathRow(QWidget):
    """A file or folder that may be looked at, with the ways to choose none and another."""

    wanted = Signal()
    changed = Signal()

    def __init__(
        self, name: str, title: str, none: str, theme: Theme, icons: Icons, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._none = none
        self.path: Path | None = None
        self.title = QLabel(title, self)
        self.shown = ElidedLabel(theme, "muted", self, elide=Qt.TextElideMode.ElideMiddle)
        named(self.shown, f"drift.{name}.path")
        self.clear = named(QToolButton(self), f"drift.{name}.clear")
        self.choose = named(QPushButton(self.tr("Choose…"), self), f"drift.{name}.choose", title)
        self.clear.setIcon(icons("x", "muted"))
        self.clear.setToolTip(self.tr("Don't look there"))
        self.clear.setAccessibleName(self.tr("Don't look there: {0}").format(title))
        unit = theme.unit
        row = QHBoxLayout()
        row.setSpacing(unit)
        row.addWidget(self.shown, 1)
        row.addWidget(self.clear)
        row.addWidget(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit // 2)
        column.addWidget(self.title)
        column.addLayout(row)
        self.choose.clicked.connect(lambda: self.wanted.emit())
        self.clear.clicked.connect(self._forget)
        self.show_path(None)

    def show_path(self, path: Path | None) -> None:
        self.path = path
        self.shown.show_text(safe(str(path)) if path else self._none, "text" if path else "muted")
        self.clear.setVisible(path is not None)

    def _forget(self) -> None:
        self.show_path(None)
        self.choose.setFocus()
        self.changed.emit()


class WhereToLook(QWidget):
    look_requested = Signal()
    cancel_requested = Signal()
    path_wanted = Signal(str)
    """`SOURCE`, `BUNDLE` or `LOG`: a folder or file for it is to be chosen."""
    changed = Signal()
    """Something else is to be looked at."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        none = self.tr("not looked at")
        # Made in the order in which they stand, in which Tab goes through them
        self.environment = named(ChoiceBox(self), "drift.environment", self.tr("Environment"))
        self.environment.setMinimumContentsLength(SHORTEST)
        self.environment.setSizeAdjustPolicy(SHORT)
        self.environment.setToolTip(self.tr("Whose pins are compared"))
        self.rows = {
            SOURCE: PathRow(SOURCE, self.tr("Source code"), none, theme, icons, self),
            BUNDLE: PathRow(BUNDLE, self.tr("Bundle of an application"), none, theme, icons, self),
            LOG: PathRow(LOG, self.tr("Log of an application's calls"), none, theme, icons, self),
        }
        self.look = named(QPushButton(self.tr("Loo&k now"), self), "drift.look.now")
        self.look.setProperty("kind", "primary")
        self.look.setIcon(icons("search", "accent_fill_text"))
        self.cancel = named(QPushButton(self.tr("Stop"), self), "drift.look.stop")
        self.progress = named(plain_label("", self, "muted"), "drift.progress")
        self.why = named(plain_label("", self, "warning"), "drift.why")
        self._lay_out(theme.unit)
        for name, row in self.rows.items():
            row.wanted.connect(lambda name=name: self.path_wanted.emit(name))
            row.changed.connect(self._on_changed)
        self.environment.activated.connect(lambda _index: self._on_changed())
        self.look.clicked.connect(lambda: self.look_requested.emit())
        self.cancel.clicked.connect(lambda: self.cancel_requested.emit())
        self.show_environments(())
        self.show_progress("")

    def path(self, name: str) -> Path | None:
        return self.rows[name].path

    @property
    def chosen_environment(self) -> str:
        """Empty for all."""
        return str(self.environment.currentData() or "")

    def show_environments(self, names: Sequence[str], chosen: str = "") -> None:
        before = self.chosen_environment or chosen
        self.environment.clear()
        self.environment.addItem(self.tr("All environments"), "")
        for name in names:
            self.environment.addItem(safe(name), name)
        self.environment.setCurrentIndex(max(0, self.environment.findData(before)))
        self._tell_missing()

    def show_path(self, name: str, path: Path | None) -> None:
        self.rows[name].show_path(path)
        self._tell_missing()

    def show_progress(self, words: str) -> None:
        """Empty: nothing is under way. Whoever began it by keyboard can stop it, or look again."""
        had_keyboard = self.look.hasFocus() or self.cancel.hasFocus()
        self.progress.setText(words)
        self.progress.setVisible(bool(words))
        self.cancel.setVisible(bool(words))
        self._tell_missing()
        if had_keyboard:
            (self.cancel if words else self.look).setFocus()

    def _on_changed(self) -> None:
        self._tell_missing()
        self.changed.emit()

    def _tell_missing(self) -> None:
        """A log does not say which environment it is from."""
        lacking = bool(self.path(LOG)) and not self.chosen_environment
        words = self.tr("A log does not say where it is from: choose the environment.")
        self.why.setText(words if lacking else "")
        self.why.setVisible(lacking)
        self.look.setEnabled(not lacking and not self.progress.text())
        self.look.setToolTip(words if lacking else self.tr("Compare everything by digest"))

    def _lay_out(self, unit: int) -> None:
        title = QLabel(self.tr("Where to look"), self)
        set_tone(title, "section")
        always = plain_label(
            self.tr("The registry and its pins, and what was approved in this workspace."),
            self,
            "muted",
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * unit)
        buttons.addWidget(self.look, 1)
        buttons.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * unit)
        for part in (title, always, self.environment, *self.rows.values(), self.why):
            column.addWidget(part)
        column.addLayout(buttons)
        column.addWidget(self.progress)
