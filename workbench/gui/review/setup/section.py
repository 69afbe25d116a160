"""A part of the setup: its heading, its fields, and the problem beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.gui.kit.choice_box import ChoiceBox
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.review.setup.draft import SetupDraft

Modifier = Qt.KeyboardModifier
MOVING = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
FEWEST = 7
"""Characters."""


class LongChoice(ElidedBox, ChoiceBox):
    """Among names that may be longer than there is room."""

    def give_way(self) -> None:
        """It takes the room there is, and needs little."""
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(FEWEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class OpenedChoice(LongChoice):
    """Of what cannot be tried one after another: keys open the list, and there one chooses."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().strip()
        held = event.modifiers() & ~(Modifier.ShiftModifier | Modifier.KeypadModifier)
        if held or not (event.key() in MOVING or (letter.isprintable() and letter)):
            super().keyPressEvent(event)
            return
        self.showPopup()
        if letter:
            self.view().keyboardSearch(letter)


class Section(QWidget):
    changed = Signal()

    def __init__(self, theme: Theme, title: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.unit = theme.unit
        heading = QLabel(title, self)
        set_tone(heading, "title")
        heading.setVisible(bool(title))
        self.problem = named(
            plain_label("", self, "warning"), f"{name}.problem", self.tr("What has to be mended")
        )
        self.problem.hide()
        self.column = QVBoxLayout()
        self.column.setSpacing(2 * theme.unit)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2 * theme.unit)
        whole.addWidget(heading)
        whole.addLayout(self.column)
        whole.addWidget(self.problem)

    def put(self, draft: SetupDraft) -> None:
        """Show what is chosen there of what stands here; says nothing."""
        raise NotImplementedError

    def taken(self, draft: SetupDraft) -> SetupDraft:
        """The draft with what is chosen here."""
        raise NotImplementedError

    def show_problem(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def muted(self, text: str = "") -> QLabel:
        return plain_label(text, self, "muted")

    def field(self, title: str, part: QWidget) -> QVBoxLayout:
        """With its name above it."""
        label = QLabel(title, self)
        label.setBuddy(part)
        set_tone(label, "section")
        column = QVBoxLayout()
        column.setSpacing(self.unit)
        column.addWidget(label)
        column.addWidget(part)
        return column

    def beside(self, *parts: QWidget | QLayout | None) -> QHBoxLayout:
        """In a row; None is what stretches."""
        row = QHBoxLayout()
        row.setSpacing(3 * self.unit)
        for part in parts:
            if part is None:
                row.addStretch(1)
            elif isinstance(part, QWidget):
                row.addWidget(part)
            else:
                row.addLayout(part, 1)
        return row
