"""A comment that was made: the passage, the words, and the ways to change it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.domain.reviews import Comment
from workbench.gui.kit.icon_button import icon_button
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.review.reviewing.lettering import Lettering

QUOTED = 34
LONGEST = 2_000
"""Characters of a comment that are shown; all of it is seen when it is edited."""


class NoteCard(QFrame):
    go_requested = Signal(object)
    edit_requested = Signal(object)
    remove_requested = Signal(object)

    def __init__(self, comment: Comment, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._comment = comment
        self.setProperty("surface", "chip")
        self.setAccessibleName(safe(comment.text[:LONGEST]))
        self.words = QLabel(safe(comment.text[:LONGEST]), self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        edit_tip, remove_tip = self.tr("Change this comment"), self.tr("Remove this comment")
        self.edit = icon_button(self, icons, "comment.edit", "pencil", edit_tip)
        self.remove = icon_button(self, icons, "comment.remove", "x", remove_tip)
        self.edit.clicked.connect(lambda: self.edit_requested.emit(self))
        self.remove.clicked.connect(lambda: self.remove_requested.emit(self))
        self.where = self._where(theme)
        self._lay_out(theme.unit)

    def _where(self, theme: Theme) -> QWidget:
        quote = " ".join(safe(self._comment.quote[: 2 * QUOTED]).split())
        if not quote:
            label = QLabel(self.tr("On the whole"), self)
            Lettering(label, theme, 0.95)
            set_tone(label, "muted")
            return label
        short = f"{quote[:QUOTED]}…" if len(quote) > QUOTED else quote
        button = named(QPushButton(f"“{short}”".replace("&", "&&"), self), "comment.passage")
        button.setProperty("kind", "quote")
        button.setToolTip(self.tr("Show this passage"))
        button.setAccessibleName(self.tr("Show the passage “{0}”").format(short))
        button.clicked.connect(lambda: self.go_requested.emit(self._comment))
        return button

    def _lay_out(self, unit: int) -> None:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.where, 1)
        head.addWidget(self.edit)
        head.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * unit, unit, unit, 2 * unit)
        column.setSpacing(unit // 2)
        column.addLayout(head)
        column.addWidget(self.words)
