"""A judge and people in four fields: where they say the same, and where one of them is kinder."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.review.learned.content import Confusion
from workbench.gui.review.wording import translate


class ConfusionView(QWidget):
    def __init__(self, confusion: Confusion, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "learned.confusion", translate("Judge and people"))
        self._theme = theme
        unit = theme.unit
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(unit)
        for place, words in enumerate((translate("People pass it"), translate("People fail it"))):
            self._grid.addWidget(_head(words), 0, place + 1, Qt.AlignmentFlag.AlignHCenter)
        for place, words in enumerate((translate("Judge passes it"), translate("Judge fails it"))):
            self._grid.addWidget(_head(words), place + 1, 0)
        fields = (
            (1, 1, confusion.both_pass, translate("both pass"), True),
            (1, 2, confusion.judge_alone, translate("judge is kinder"), False),
            (2, 1, confusion.people_alone, translate("judge is stricter"), False),
            (2, 2, confusion.both_fail, translate("both fail"), True),
        )
        for row, column, count, words, same in fields:
            self._grid.addWidget(self._field(count, words, same=same), row, column)
        told = "; ".join(f"{words}: {count:,}" for _row, _column, count, words, _same in fields)
        self.setAccessibleDescription(told)

    def _field(self, count: int, words: str, *, same: bool) -> QFrame:
        field = QFrame(self)
        field.setProperty("surface", "chip")
        number = QLabel(f"{count:,}", field)
        number.setFont(self._theme.font(1.2, bold=True))
        set_tone(number, "" if same or not count else "warning")
        said = _head(words)
        column = QVBoxLayout(field)
        unit = self._theme.unit
        column.setContentsMargins(4 * unit, unit, 4 * unit, unit)
        column.setSpacing(0)
        for label in (number, said):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        return field


def _head(words: str) -> QLabel:
    label = QLabel(words)
    set_tone(label, "muted")
    return label
