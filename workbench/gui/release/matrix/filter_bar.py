"""Above the matrix: which prompts are shown, how many they are, and what can be done here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface, set_tone
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.release.matrix.filtering import Filter, Show
from workbench.gui.release.matrix.wording import translate

TYPED_MS = 150
WORDS = {
    Show.ALL: QT_TRANSLATE_NOOP("matrix", "All prompts"),
    Show.DIFFERING: QT_TRANSLATE_NOOP("matrix", "Environments differ"),
    Show.CANARY: QT_TRANSLATE_NOOP("matrix", "Canary under way"),
    Show.WITHDRAWN: QT_TRANSLATE_NOOP("matrix", "A withdrawn version is used"),
    Show.LEAVING: QT_TRANSLATE_NOOP("matrix", "Deprecated or archived"),
    Show.UNUSED: QT_TRANSLATE_NOOP("matrix", "Used nowhere"),
    Show.MINE: QT_TRANSLATE_NOOP("matrix", "Decided by me"),
}


class MatrixFilterBar(QFrame):
    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        set_surface(self, "background")
        self.words = named(QLineEdit(self), "matrix.words", self.tr("Find a prompt or a person"))
        self.words.setPlaceholderText(self.tr("Find a prompt or a person…"))
        self.words.setClearButtonEnabled(True)
        self.show_box = named(ElidedBox(self), "matrix.show", self.tr("Which prompts are shown"))
        for show in Show:
            self.show_box.addItem(translate(WORDS[show]), show)
        self.missing = named(ElidedBox(self), "matrix.missing", self.tr("Not in an environment"))
        self.count = named(QLabel(self), "matrix.count", self.tr("How many prompts are shown"))
        set_tone(self.count, "muted")
        self.environments: tuple[str, ...] = ()
        self._me = ""
        self._typed = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._typed.timeout.connect(self._tell)
        self._row = QHBoxLayout(self)
        self._lay_out(theme.unit)
        self.words.textChanged.connect(lambda _text: self._typed.start())
        self.words.returnPressed.connect(self._tell)
        self.show_box.activated.connect(lambda _index: self._tell())
        self.missing.activated.connect(lambda _index: self._tell())
        self.show_environments(())

    @property
    def filter(self) -> Filter:
        return Filter(
            Show(self.show_box.currentData()),
            self.missing.currentData() or "",
            self.words.text().strip(),
            self._me,
        )

    def show_environments(self, environments: Sequence[str], me: str = "") -> None:
        """What is chosen stays chosen where it is still there."""
        self._me = me
        if self.environments == tuple(environments) and self.missing.count():
            return
        before = self.missing.currentData()
        self.environments = tuple(environments)
        self.missing.clear()
        self.missing.addItem(self.tr("Any environment"), "")
        for environment in environments:
            self.missing.addItem(self.tr("Not in {0}").format(safe(environment)), environment)
        self.missing.setCurrentIndex(max(self.missing.findData(before), 0))

    def show_count(self, shown: int, prompts: int) -> None:
        every = self.tr("1 prompt") if prompts == 1 else self.tr("{0} prompts").format(
            f"{prompts:,}"
        )  # fmt: skip
        words = self.tr("{0} of {1}").format(f"{shown:,}", every)
        self.count.setText(words if shown != prompts else every)

    def clear(self) -> None:
        """Everything is shown."""
        self.words.clear()
        self.show_box.setCurrentIndex(0)
        self.missing.setCurrentIndex(0)
        self._tell()

    def add_action(self, action: QAction, icon: str) -> QToolButton:
        """A button that does what the action does; its words are its tool tip."""
        button = named(QToolButton(self), f"matrix.{action.objectName()}")
        button.setDefaultAction(action)
        button.setAccessibleName(action.text().replace("&", ""))
        button.setIcon(self._icons(icon))
        self._row.addWidget(button)
        return button

    def _tell(self) -> None:
        self._typed.stop()
        self.changed.emit()

    def _lay_out(self, unit: int) -> None:
        for box in (self.show_box, self.missing):
            box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToContents)
            box.setMinimumContentsLength(14)
        self.words.setMaximumWidth(70 * unit)
        self._row.setContentsMargins(3 * unit, unit, 3 * unit, unit)
        self._row.setSpacing(2 * unit)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.show_box)
        self._row.addWidget(self.missing)
        self._row.addStretch(1)
        self._row.addWidget(self.count)
