"""What results would be taken in: above the page, in nobody's way, and gone once it is decided."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.kit.elided import Sign
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface, set_tone
from workbench.gui.review.intake.offers import Fate, Offer
from workbench.gui.review.wording import counted

SIGNS = {
    Fate.TAKEN: ("check", "passed"),
    Fate.DOUBTFUL: ("warning", "warning"),
    Fate.NOTHING_NEW: ("minus", "muted"),
    Fate.REFUSED: ("error", "failed"),
}
MOST_HIGH = 3
"""One part of so many of the place, at most."""
NOTES_SHOWN = 5


class IntakePanel(QFrame):
    take_wanted = Signal(list)
    """`Offer`s that are to be taken in."""
    dismissed = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "intake", self.tr("Results to take in"))
        set_surface(self, "panel")
        self._theme, self._icons = theme, icons
        self._offers: list[Offer] = []
        self._boxes: dict[int, QCheckBox] = {}
        self.title = named(QLabel(self), "intake.title")
        set_tone(self.title, "title")
        self.take = named(QPushButton(self), "intake.take")
        self.take.setProperty("kind", "primary")
        self.take.setAutoDefault(True)
        self.leave = named(QPushButton(self.tr("Dismiss"), self), "intake.leave")
        self.leave.setAutoDefault(True)
        self._list = QWidget(self)
        self._grid = QGridLayout(self._list)
        self._scroll = named(QScrollArea(self), "intake.list")
        self._lay_out(theme.unit)
        self.take.clicked.connect(self._on_take)
        self.leave.clicked.connect(self.dismissed)
        self.hide()

    @property
    def offers(self) -> list[Offer]:
        return list(self._offers)

    @property
    def chosen(self) -> list[Offer]:
        """Those that would be taken in: all good ones, and doubtful ones that are ticked."""
        ticked = {number for number, box in self._boxes.items() if box.isChecked()}
        return [
            offer
            for number, offer in enumerate(self._offers)
            if offer.fate is Fate.TAKEN or number in ticked
        ]

    def show_offers(self, offers: Sequence[Offer]) -> None:
        self._offers = list(offers)
        self._boxes = {}
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for number, offer in enumerate(offers):
            self._add(number, offer)
        self.setVisible(bool(offers))
        self._show_choice()
        self._fit()

    def keep_below(self, height: int) -> None:
        """Of the place's height it takes a part at most."""
        self._most = max(12 * self._theme.unit, height // MOST_HIGH)
        self._fit()

    def _fit(self) -> None:
        width = max(self._scroll.viewport().width(), 40 * self._theme.unit)
        needed = self._grid.totalHeightForWidth(width) if self._offers else 0
        needed = max(needed, self._grid.sizeHint().height() if needed < 0 else 0)
        self._scroll.setFixedHeight(min(needed + 2, self._most))

    def _add(self, number: int, offer: Offer) -> None:
        row = self._grid.rowCount()
        sign = Sign(self._icons, self._list)
        sign.show_icon(*SIGNS[offer.fate])
        name = plain_label(safe(offer.name), self._list, "title")
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(sign, row, 0, top)
        self._grid.addWidget(name, row, 1)
        about = f"{safe(offer.plan.review.plan.name)}: " if offer.plan else ""
        self._line(about + safe(offer.words), "failed" if offer.fate is Fate.REFUSED else "")
        for note in offer.warnings[:NOTES_SHOWN]:
            self._line(safe(note), "warning" if offer.fate is Fate.DOUBTFUL else "muted")
        more = len(offer.warnings) - NOTES_SHOWN
        if more > 0:
            self._line(self.tr("and {0} more").format(more), "muted")
        if offer.hint:
            self._line(safe(offer.hint), "muted")
        if offer.fate is Fate.DOUBTFUL and offer.plan and offer.plan.judgments:
            box = named(QCheckBox(self.tr("Take it in all the same, flagged")), "intake.insist")
            box.toggled.connect(self._show_choice)
            self._boxes[number] = box
            self._grid.addWidget(box, self._grid.rowCount(), 1)

    def _line(self, words: str, tone: str) -> None:
        self._grid.addWidget(plain_label(words, self._list, tone), self._grid.rowCount(), 1)

    def _show_choice(self) -> None:
        chosen = self.chosen
        judgments = sum(len(each.plan.judgments) for each in chosen if each.plan)
        self.take.setEnabled(bool(chosen))
        waits = bool(self._boxes) or bool(chosen)
        self.take.setVisible(waits)
        self.take.setText(self.tr("Take in {0}").format(counted("judgment", judgments)))
        self.title.setText(
            self.tr("Results to take in") if waits else self.tr("Nothing to take in")
        )

    def _on_take(self) -> None:
        self.take_wanted.emit(self.chosen)

    def _lay_out(self, unit: int) -> None:
        self._most = 40 * unit
        head = QHBoxLayout()
        head.setSpacing(2 * unit)
        head.addWidget(self.title, 1)
        head.addWidget(self.take)
        head.addWidget(self.leave)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * unit)
        self._grid.setVerticalSpacing(unit)
        self._grid.setColumnStretch(1, 1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._list)
        line = QFrame(self)
        set_surface(line, "line")
        inside = QVBoxLayout()
        inside.setContentsMargins(6 * unit, 3 * unit, 6 * unit, 3 * unit)
        inside.setSpacing(2 * unit)
        inside.addLayout(head)
        inside.addWidget(self._scroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inside)
        column.addWidget(line)
