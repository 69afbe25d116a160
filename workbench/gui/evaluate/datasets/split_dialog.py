"""Holding cases out: how many, shown by label before it is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.kit.growing_dialog import Growing
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone
from workbench.services.dataset_splitting import SplitCount

WIDTH_UNITS = 110
USUAL_PERCENT = 30
STEP_PERCENT = 5
MOST_LABELS = 10
LONGEST_LABEL = 40


class SplitDialog(QDialog):
    changed = Signal()
    split_requested = Signal()
    cleared = Signal()
    """No case is to be on a side any more."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dataset.split_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Hold cases out"))
        self._theme = theme
        self.lead = QLabel(
            self.tr(
                "Who works on a prompt with all the cases in sight makes it fit these cases. Some "
                "held out until the end tell whether it fits others, too. Cases with the same "
                "values, and variations of one, stay on the same side."
            ),
            self,
        )
        self.lead.setWordWrap(True)
        set_tone(self.lead, "muted")
        self.share = named(
            QSlider(Qt.Orientation.Horizontal, self), "split.share", self.tr("Share held out")
        )
        self.share.setRange(0, 100 // STEP_PERCENT)
        self.share.setPageStep(2)
        self.share.setValue(USUAL_PERCENT // STEP_PERCENT)
        self.percent = QLabel(self)
        self.again = named(QCheckBox(self), "split.again")
        self.again.setText(self.tr("Also cases that have a side already"))
        self.counts = QGridLayout()
        buttons = QDialogButtonBox(self)
        self.done_button = buttons.addButton(
            self.tr("Hold out"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        set_styled(self.done_button, "kind", "primary")
        self.clear_button = buttons.addButton(
            self.tr("Forget the split"), QDialogButtonBox.ButtonRole.ResetRole
        )
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._lay_out(buttons)
        self.share.valueChanged.connect(self._on_changed)
        self.again.toggled.connect(self._on_changed)
        buttons.accepted.connect(self.split_requested)
        buttons.rejected.connect(self.reject)
        self.clear_button.clicked.connect(self.cleared)
        Growing(self)
        self._on_changed()

    @property
    def held_out(self) -> float:
        return self.share.value() * STEP_PERCENT / 100

    def show_counts(self, counts: Sequence[SplitCount]) -> None:
        """All first, then by label."""
        while item := self.counts.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        heads = ("", self.tr("Train"), self.tr("Held out"))
        self._add_line(0, heads, "section")
        for row, count in enumerate(counts[: MOST_LABELS + 1], 1):
            label = safe(count.label[:LONGEST_LABEL]) or self.tr("All cases")
            self._add_line(row, (label, str(count.train), str(count.held_out)), "")
        if len(counts) > MOST_LABELS + 1:
            more = self.tr("and {0} more labels").format(len(counts) - MOST_LABELS - 1)
            self._add_line(MOST_LABELS + 2, (more, "", ""), "muted")

    def _add_line(self, row: int, texts: Sequence[str], tone: str) -> None:
        for column, text in enumerate(texts):
            label = QLabel(text, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            if column:
                label.setAlignment(Qt.AlignmentFlag.AlignRight)
            set_tone(label, tone)
            self.counts.addWidget(label, row, column)

    def _on_changed(self) -> None:
        self.percent.setText(f"{self.share.value() * STEP_PERCENT} %")
        self.changed.emit()

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        unit = self._theme.unit
        self.setMinimumWidth(WIDTH_UNITS * unit)
        self.percent.setMinimumWidth(10 * unit)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight)
        slider = QHBoxLayout()
        slider.addWidget(QLabel(self.tr("Held out"), self))
        slider.addWidget(self.share, 1)
        slider.addWidget(self.percent)
        self.counts.setColumnStretch(0, 1)
        self.counts.setHorizontalSpacing(4 * unit)
        self.counts.setVerticalSpacing(unit)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * unit, 4 * unit, 4 * unit, 4 * unit)
        column.setSpacing(3 * unit)
        column.addWidget(self.lead)
        column.addLayout(slider)
        column.addLayout(self.counts)
        column.addWidget(self.again)
        column.addStretch(1)
        column.addWidget(buttons)
