"""When an output passes: every check has to, or the mean score has to reach something."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from workbench.gui.evaluate.checks.inputs import FieldLine
from workbench.gui.evaluate.checks.number_field import NumberField
from workbench.gui.kit.choice_box import ChoiceBox
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone

EVERY, MEAN = range(2)
USUAL = 0.5


class PassingRule(QWidget):
    threshold_edited = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(self.tr("An output passes if"), self)
        set_tone(self.title, "muted")
        self.box = named(ChoiceBox(self), "checks.rule", self.tr("When an output passes"))
        self.box.addItem(self.tr("every check does"))
        self.box.addItem(self.tr("its mean score is from"))
        self.box.setMinimumContentsLength(12)
        self.number = NumberField(theme, "checks.threshold", self.tr("Mean score to reach"), self)
        self.number.title.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * theme.unit, theme.unit, 3 * theme.unit, theme.unit)
        row.setSpacing(2 * theme.unit)
        row.addWidget(self.title)
        row.addWidget(self.box, 1)
        row.addWidget(self.number)
        self.box.activated.connect(self._on_chosen)
        self.number.edited.connect(self._on_number)
        self.setSizePolicy(self.sizePolicy().horizontalPolicy(), self.sizePolicy().Policy.Maximum)

    @property
    def line(self) -> FieldLine:
        return self.number.line

    def show_threshold(self, threshold: float | None, *, of_case: bool) -> None:
        """`of_case`: one that sets nothing goes by what holds for all cases."""
        every = self.tr("as for every case") if of_case else self.tr("every check does")
        self.box.setItemText(EVERY, every)
        self.box.setCurrentIndex(EVERY if threshold is None else MEAN)
        self.number.setVisible(threshold is not None)
        self.number.show_number(threshold, f"{USUAL:g}")

    def set_read_only(self, read_only: bool) -> None:
        self.box.setEnabled(not read_only)
        self.line.setReadOnly(read_only)

    def _on_chosen(self, index: int) -> None:
        self.threshold_edited.emit(None if index == EVERY else USUAL)
        if index == MEAN:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.line.selectAll()

    def _on_number(self, threshold: float | None) -> None:
        """An empty field is on the way to another number."""
        if threshold is not None:
            self.threshold_edited.emit(threshold)
