"""What people say of the output that is open: good or bad, a note, and what others said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from workbench.domain.human_labels import HumanLabel, Thumb
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

WORDS = {
    Thumb.UP: QT_TRANSLATE_NOOP("evaluate", "good"),
    Thumb.DOWN: QT_TRANSLATE_NOOP("evaluate", "bad"),
    Thumb.NONE: "",
}
LONGEST_NOTE = 2000


class OpinionBar(QWidget):
    noted = Signal(str)
    """The note is as it shall be."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = named(QLineEdit(self), "cell.note", self.tr("Your note on the output"))
        self.note.setPlaceholderText(self.tr("Your note…"))
        self.note.setMaxLength(LONGEST_NOTE)
        self.others = named(QLabel(self), "cell.others", self.tr("What others said"))
        self.others.setTextFormat(Qt.TextFormat.PlainText)
        self.others.setWordWrap(True)
        set_tone(self.others, "muted")
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.unit)
        self._row.addWidget(self.note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 2 * theme.unit, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(self.others)
        self.note.editingFinished.connect(self._on_noted)
        self.show_labels((), "")

    def use_actions(self, actions: Sequence[QAction]) -> None:
        for place, action in enumerate(actions):
            button = named(QToolButton(self), f"cell.{action.objectName()}")
            button.setDefaultAction(action)
            self._row.insertWidget(place, button)

    def show_labels(self, labels: Sequence[HumanLabel], author: str) -> None:
        """Of the output that is open."""
        own = next((label for label in labels if label.author == author), None)
        note = own.note if own else ""
        if not (self.note.hasFocus() and self.note.isModified()):
            self.note.setText(note)
        others = [label for label in labels if label.author != author]
        self.others.setText("\n".join(safe(_said(label)) for label in others))
        self.others.setVisible(bool(others))

    def _on_noted(self) -> None:
        if self.note.isModified():
            self.note.setModified(False)
            self.noted.emit(self.note.text().strip())


def _said(label: HumanLabel) -> str:
    """`Bo: bad, “too long”`."""
    word = translate(WORDS[label.thumb]) if label.thumb else ""
    note = f"“{label.note}”" if label.note else ""
    return f"{label.author}: {', '.join(part for part in (word, note) if part)}"
