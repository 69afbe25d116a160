"""One side of what both changed: its words, and how it differs from what was before both."""

from __future__ import annotations

from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from workbench.domain.merging import MergeSide
from workbench.gui.kit.differences.comparison_view import Comparison, ComparisonView
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme


class SideView(QWidget):
    def __init__(self, side: MergeSide, label: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.side = side
        self.choose = named(QRadioButton(label, self), f"merge.{side}")
        self.words = named(plain_label("", self, "muted"), f"merge.{side}.words")
        self.differences = named(ComparisonView(theme, self), f"merge.{side}.differences")
        for text in self.differences.findChildren(QWidget):
            if not text.accessibleName():
                text.setAccessibleName(label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.unit)
        layout.addWidget(self.choose)
        layout.addWidget(self.words)
        layout.addWidget(self.differences, 1)

    def show_side(self, words: str, *, chosen: bool, may_be: bool, reason: str) -> None:
        self.words.setText(safe(words))
        self.choose.setChecked(chosen)
        self.choose.setEnabled(may_be)
        self.choose.setToolTip("" if may_be else safe(reason))

    def show_differences(self, comparison: Comparison) -> None:
        self.differences.show_comparison(comparison)
