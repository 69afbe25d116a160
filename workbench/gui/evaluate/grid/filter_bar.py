"""Which cases the grid shows: how they went, which label they have, which words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from workbench.gui.evaluate.grid.filtering import Filter, Order, Show
from workbench.gui.evaluate.wording import counted, translate
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface, set_tone
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

TYPED_MS = 150
WORDS = {
    Show.ALL: QT_TRANSLATE_NOOP("evaluate", "All cases"),
    Show.FAILED: QT_TRANSLATE_NOOP("evaluate", "Failed somewhere"),
    Show.ERRORS: QT_TRANSLATE_NOOP("evaluate", "Without an output or verdict"),
    Show.CHANGED: QT_TRANSLATE_NOOP("evaluate", "Changed since the baseline"),
    Show.BROKEN: QT_TRANSLATE_NOOP("evaluate", "Broken since the baseline"),
    Show.FIXED: QT_TRANSLATE_NOOP("evaluate", "Fixed since the baseline"),
    Show.OTHER: QT_TRANSLATE_NOOP("evaluate", "Another output than the baseline"),
    Show.DISAGREEING: QT_TRANSLATE_NOOP("evaluate", "Columns disagree"),
    Show.FLAKY: QT_TRANSLATE_NOOP("evaluate", "Flaky: samples disagree"),
    Show.CRITICAL: QT_TRANSLATE_NOOP("evaluate", "Critical"),
}
ORDERS = {
    Order.DATASET: QT_TRANSLATE_NOOP("evaluate", "In the dataset's order"),
    Order.CHANGES: QT_TRANSLATE_NOOP("evaluate", "Biggest changes first"),
}
OF_BASELINE = (Show.CHANGED, Show.BROKEN, Show.FIXED, Show.OTHER)


class FilterBar(QFrame):
    changed = Signal(object)
    """`Filter`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_surface(self, "background")
        self.show_box = named(ElidedBox(self), "grid.show", self.tr("Which cases are shown"))
        for show in Show:
            self.show_box.addItem(translate(WORDS[show]), show)
        self.labels = named(ElidedBox(self), "grid.label", self.tr("Label of the cases"))
        self.order = named(ElidedBox(self), "grid.order", self.tr("Order of the cases"))
        for order in Order:
            self.order.addItem(translate(ORDERS[order]), order)
        self.words = named(QLineEdit(self), "grid.words", self.tr("Find in the cases"))
        self.words.setPlaceholderText(self.tr("Find in the cases…"))
        self.words.setClearButtonEnabled(True)
        self.count = named(QLabel(self), "grid.count", self.tr("How many cases are shown"))
        set_tone(self.count, "muted")
        self._typed = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._typed.timeout.connect(self._tell)
        self._lay_out(theme.unit)
        self.show_box.activated.connect(lambda _index: self._tell())
        self.order.activated.connect(lambda _index: self._tell())
        self.labels.activated.connect(lambda _index: self._tell())
        self.words.textChanged.connect(lambda _text: self._typed.start())
        self.words.returnPressed.connect(self._tell)
        self.show_labels(())

    @property
    def filter(self) -> Filter:
        return Filter(
            self.show_box.currentData(),
            self.labels.currentData() or "",
            self.words.text().strip(),
            Order(self.order.currentData()),
        )

    def begin(self, labels: Sequence[str], *, samples: int, columns: int) -> None:
        """For another evaluation: everything is shown, and only what there can be is offered."""
        self.clear()
        self._offer(Show.FLAKY, samples > 1)
        self._offer(Show.DISAGREEING, columns > 1)
        self.offer_changes(False)
        self.show_labels(labels)

    def clear(self) -> None:
        """Every case is shown, in their order; nobody is told."""
        self._typed.stop()
        self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(False)
        for box in (self.show_box, self.labels, self.order):
            box.setCurrentIndex(0)

    def offer_changes(self, there: bool) -> None:
        """Whether there is a baseline to hold it against."""
        for show in OF_BASELINE:
            self._offer(show, there)
        self.order.setVisible(there)
        if not there and (self.show_box.currentData() in OF_BASELINE or self.order.currentIndex()):
            self.order.setCurrentIndex(0)
            self.choose(Show.ALL)

    def choose(self, show: Show) -> None:
        self.show_box.setCurrentIndex(list(Show).index(show))
        self._tell()

    def show_labels(self, labels: Sequence[str]) -> None:
        self.labels.clear()
        self.labels.addItem(self.tr("Any label"), "")
        for label in labels:
            self.labels.addItem(safe(label), label)
        self.labels.setVisible(bool(labels))

    def show_count(self, shown: int, cases: int) -> None:
        words = self.tr("{0} of {1}").format(f"{shown:,}", counted("case", cases))
        self.count.setText(words if shown != cases else counted("case", cases))

    def _offer(self, show: Show, there: bool) -> None:
        model, row = self.show_box.model(), list(Show).index(show)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if isinstance(model, QStandardItemModel):
            model.item(row).setFlags(flags if there else Qt.ItemFlag.NoItemFlags)

    def _tell(self) -> None:
        self._typed.stop()
        self.changed.emit(self.filter)

    def _lay_out(self, unit: int) -> None:
        for box in (self.show_box, self.labels, self.order):
            box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToContents)
            box.setMinimumContentsLength(9)
        self.words.setMaximumWidth(70 * unit)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * unit, unit, 4 * unit, 2 * unit)
        row.setSpacing(2 * unit)
        row.addWidget(self.show_box)
        row.addWidget(self.labels)
        row.addWidget(self.order)
        row.addWidget(self.words, 1)
        row.addStretch(1)
        row.addWidget(self.count)
