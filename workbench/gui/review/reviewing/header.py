"""The line above everything: how far one is, and the ways out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.icon_button import icon_button
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone


class Header(QWidget):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons = icons
        self.place = named(QLabel(self), "reviewing.progress")
        set_tone(self.place, "title")
        self.skipped = QLabel(self)
        set_tone(self.skipped, "muted")
        self.title = ElidedLabel(theme, "muted", self)
        self.bar = named(QProgressBar(self), "reviewing.bar", self.tr("Answered"))
        self.bar.setTextVisible(False)
        self.instructions = named(QPushButton(self.tr("What to look for"), self), "reviewing.help")
        self.instructions.setProperty("kind", "quiet")
        self.instructions.setCheckable(True)
        self.full = icon_button(self, icons, "reviewing.full_screen", "expand", "")
        tip = self.tr("The keys there are (?)")
        self.keys = icon_button(self, icons, "reviewing.keys", "keyboard", tip)
        self.leave = named(QPushButton(self.tr("Stop for now"), self), "reviewing.leave")
        self.leave.setToolTip(self.tr("All you said is kept; you go on where you stopped"))
        self.show_full_screen(False)
        row = QHBoxLayout()
        row.setContentsMargins(5 * theme.unit, 2 * theme.unit, 4 * theme.unit, 2 * theme.unit)
        row.setSpacing(3 * theme.unit)
        for widget in (self.place, self.skipped):
            row.addWidget(widget)
        row.addWidget(self.title, 1)
        for button in (self.instructions, self.keys, self.full, self.leave):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.bar)

    def show_progress(self, place: int, count: int, answered: int, skipped: int) -> None:
        """`place` counts from one."""
        words = self.tr("{0} of {1}").format(place, count)
        self.place.setText(words)
        self.skipped.setText(self.tr("{0} skipped").format(skipped))
        self.skipped.setVisible(bool(skipped))
        self.bar.setRange(0, count)
        self.bar.setValue(answered + skipped)
        done = self.tr("{0} of {1} answered").format(answered, count)
        self.bar.setAccessibleDescription(done)
        self.announce(f"{words}. {done}.")

    def announce(self, words: str) -> None:
        """A screen reader says it."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def show_full_screen(self, full: bool) -> None:
        tip = self.tr("Leave the full screen (Esc)") if full else self.tr("Full screen (F11)")
        self.full.setIcon(self._icons("shrink" if full else "expand"))
        self.full.setToolTip(tip)
        self.full.setAccessibleName(tip)

    def show_title(self, name: str) -> None:
        self.title.show_text(name)
        self.title.setAlignment(Qt.AlignmentFlag.AlignLeft)
