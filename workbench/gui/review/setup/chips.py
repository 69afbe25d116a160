"""Names as chips: typed, offered, taken away; in as many rows as they need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.kit.flow_layout import FlowLayout
from workbench.gui.kit.icon_button import icon_button
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.tone import set_surface

LONGEST = 120
WIDEST_UNITS = 50
MOST_OFFERED = 12


class Chip(QFrame):
    removed = Signal(str)

    def __init__(self, text: str, theme: Theme, icons: Icons, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        set_surface(self, "chip")
        self.text = text
        shown = safe(text)
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        room = WIDEST_UNITS * theme.unit
        label.setText(label.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideMiddle, room))
        label.setToolTip(plain_tip(text))
        remove = self.tr("Remove {0}").format(shown)
        self.button = icon_button(self, icons, f"{name}.remove", "x", plain_tip(remove))
        self.button.setAccessibleName(remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.unit, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(label)
        row.addWidget(self.button)
        self.button.clicked.connect(lambda: self.removed.emit(self.text))


class ChipField(QLineEdit):
    """`Enter` and a comma end a name, leaving the field does; `Backspace` before the first
    letter takes the last one back."""

    ended = Signal(str)
    taken_back = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.taken_back.emit()
        elif event.text() in (",", ";"):
            self.take()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self.take()
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.take()
        super().focusOutEvent(event)

    def take(self) -> None:
        text = self.text()
        if text.strip():
            self.clear()
            self.ended.emit(text)


class Chips(QWidget):
    changed = Signal()

    def __init__(
        self, theme: Theme, icons: Icons, name: str, spoken: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._icons, self._name = theme, icons, name
        self._texts: tuple[str, ...] = ()
        self._known: tuple[tuple[str, str], ...] = ()
        self.chips: list[Chip] = []
        self.offers: list[QPushButton] = []
        self.field = named(ChipField(self), f"{name}.field", spoken)
        self.field.setMaxLength(LONGEST)
        self.field.setMinimumWidth(50 * theme.unit)
        self._chips = QWidget(self)
        self._chip_flow = FlowLayout(theme.unit, self._chips)
        self._offered = QWidget(self)
        self._offer_flow = FlowLayout(theme.unit, self._offered)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.unit)
        for part in (self._chips, self.field, self._offered):
            column.addWidget(part)
        self.field.ended.connect(self.add)
        self.field.taken_back.connect(self._take_back)
        self.field.textEdited.connect(self._split)
        self.setFocusProxy(self.field)
        self._show()

    @property
    def texts(self) -> tuple[str, ...]:
        return self._texts

    def show_texts(self, texts: Iterable[str]) -> None:
        """Says nothing."""
        if tuple(texts) != self._texts:
            self._texts = tuple(texts)
            self._show()

    def offer(self, known: Sequence[tuple[str, str]]) -> None:
        """Names that one click adds, and what is said on it."""
        if tuple(known) != self._known:
            self._known = tuple(known)
            self._show_offers()

    def add(self, typed: str) -> None:
        """One or several, as they were typed or pasted: apart by commas or lines."""
        parts = typed.replace(";", ",").replace("\n", ",").split(",")
        known = {each.casefold() for each in self._texts}
        added = []
        for text in (" ".join(part.split())[:LONGEST] for part in parts):
            if text and text.casefold() not in known:
                known.add(text.casefold())
                added.append(text)
        if added:
            self._change((*self._texts, *added))

    def remove(self, text: str) -> None:
        self._change(tuple(each for each in self._texts if each != text))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _split(self, text: str) -> None:
        """A pasted list becomes chips at once."""
        if "," in text or ";" in text:
            self.field.take()

    def _take_back(self) -> None:
        if self._texts:
            last = self._texts[-1]
            self._change(self._texts[:-1])
            self.field.setText(last)

    def _change(self, texts: tuple[str, ...]) -> None:
        self._texts = texts
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for chip in self.chips:
            self._chip_flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for text in self._texts:
            chip = Chip(text, self._theme, self._icons, self._name, self._chips)
            chip.removed.connect(self.remove)
            self._chip_flow.addWidget(chip)
            self.chips.append(chip)
        self._chips.setVisible(bool(self.chips))
        self._show_offers()

    def _show_offers(self) -> None:
        for button in self.offers:
            self._offer_flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        chosen = {each.casefold() for each in self._texts}
        free = [(text, said) for text, said in self._known if text.casefold() not in chosen]
        self.offers = [self._offer(text, said) for text, said in free[:MOST_OFFERED]]
        self._offered.setVisible(bool(self.offers))

    def _offer(self, text: str, said: str) -> QPushButton:
        button = named(QPushButton(self._offered), f"{self._name}.offer")
        room = WIDEST_UNITS * self._theme.unit
        shown = button.fontMetrics().elidedText(safe(said), Qt.TextElideMode.ElideMiddle, room)
        button.setText(shown.replace("&", "&&"))
        button.setToolTip(plain_tip(said))
        button.setAccessibleName(self.tr("Add {0}").format(safe(text)))
        button.setIcon(self._icons("plus"))
        button.setProperty("kind", "chip")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._on_offer(text))
        self._offer_flow.addWidget(button)
        return button

    def _on_offer(self, text: str) -> None:
        self.add(text)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
