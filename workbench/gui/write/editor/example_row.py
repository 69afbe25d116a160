"""The line above an example: its number, and folding both of its messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.write.editor.card import MessageCard
from workbench.gui.write.editor.card_header import Grip

LONGEST = 80


class ExampleRow(QWidget):
    dragged = Signal(object)
    """The `QPoint` on the screen the grip is held at."""
    dropped = Signal(object)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self.cards: tuple[MessageCard, ...] = ()
        self.grip = Grip(icons, self)
        self.grip.setToolTip(self.tr("Drag to move this example (Alt+Up, Alt+Down)"))
        self.fold = named(QToolButton(self), "example.fold")
        self.fold.setCheckable(True)
        self.fold.setProperty("kind", "fold")
        self.title = QLabel(self)
        self.title.setProperty("tone", "section")
        self.note = ElidedLabel(theme, "muted", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.unit + 1, 0, theme.unit, 0)
        row.setSpacing(theme.unit)
        for part in (self.grip, self.fold, self.title):
            row.addWidget(part)
        row.addWidget(self.note, 1)
        self.fold.toggled.connect(self.show_folded)
        self.grip.dragged.connect(self.dragged)
        self.grip.dropped.connect(self.dropped)

    def show_example(self, number: int, cards: Sequence[MessageCard]) -> None:
        words = self.tr("Example {0}").format(number)
        self.title.setText(words)
        self.fold.setObjectName(f"editor.example.{number - 1}")
        self.fold.setAccessibleName(self.tr("Fold example {0}").format(number))
        self.release(but=cards)
        self.cards = tuple(cards)
        self.show_folded(self.fold.isChecked())

    def show_folded(self, folded: bool) -> None:
        self.fold.setIcon(self._icons("chevron-right" if folded else "chevron-down"))
        self.fold.setToolTip(self.tr("Unfold") if folded else self.tr("Fold"))
        for card in self.cards:
            card.setVisible(not folded)
        self.note.show_text(" → ".join(self._beginnings()) if folded else "")

    def release(self, but: Sequence[MessageCard] = ()) -> None:
        """Its messages are seen again: they are no example any more."""
        for card in self.cards:
            if card not in but:
                card.show()

    def _beginnings(self) -> Iterator[str]:
        for card in self.cards:
            first = card.message.text[:200].strip().partition("\n")[0]
            yield safe(first[:LONGEST]) or "…"
