"""How a text is looked for: capitals, whole words, a pattern."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from workbench.diffing.patterns import Query
from workbench.gui.kit.naming import named


class FindOptions(QWidget):
    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case = self._button(f"{name}.case", "Aa", self.tr("Capitals as they are"))
        self.words = self._button(f"{name}.words", "ab|", self.tr("Whole words only"))
        self.pattern = self._button(f"{name}.pattern", ".*", self.tr("A regular expression"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in (self.case, self.words, self.pattern):
            row.addWidget(button)
            button.toggled.connect(lambda _on: self.changed.emit())

    def query(self, text: str) -> Query:
        """Capitals matter, too, when `text` has some and is no pattern."""
        pattern = self.pattern.isChecked()
        case = self.case.isChecked() or (not pattern and text != text.lower())
        return Query(text, case, self.words.isChecked(), pattern)

    def _button(self, name: str, text: str, tip: str) -> QToolButton:
        button = named(QToolButton(self), name, tip)
        button.setText(text)
        button.setToolTip(tip)
        button.setCheckable(True)
        return button
