"""The samples of one cell grouped into kinds of answer: `3 kinds: 14/5/1`."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from workbench.charts.kinds_of_answers import AnswerKind
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.flow_layout import FlowLayout
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.tone import set_tone

MOST = 8
"""Kinds that have a button."""
TIP = 600


class KindsOfAnswer(QWidget):
    chosen = Signal(int)
    """A sample of the kind that is to be seen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cell.kinds")
        self._flow = FlowLayout(theme.unit, self)
        self._shown: tuple[AnswerKind, ...] = ()
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        set_tone(self.words, "muted")
        self._flow.addWidget(self.words)
        self._buttons: list[QToolButton] = []
        self.hide()

    def show_kinds(self, found: Sequence[AnswerKind], sample: int) -> None:
        """`sample` is the one that is open."""
        if tuple(found) != self._shown:
            self._shown = tuple(found)
            self._make()
        for kind, button in zip(self._shown, self._buttons, strict=False):
            button.setChecked(sample in kind.answers)
        self.setVisible(bool(found))

    def _make(self) -> None:
        for button in self._buttons:
            button.hide()
            self._flow.removeWidget(button)
            button.deleteLater()
        count = len(self._shown)
        words = translate("1 kind of answer") if count == 1 else translate("{0} kinds of answer")
        self.words.setText(words.format(count))
        self._buttons = [self._button(kind, place) for place, kind in enumerate(self._shown[:MOST])]
        self.updateGeometry()

    def _button(self, kind: AnswerKind, place: int) -> QToolButton:
        button = named(QToolButton(self), f"cell.kind.{place}")
        count = len(kind.answers)
        button.setText(f"{count}×")
        spoken = translate("Kind {0}: {1} of the samples").format(place + 1, count)
        button.setAccessibleName(spoken)
        button.setToolTip(plain_tip(f"{spoken}\n{kind.example[:TIP]}"))
        button.setCheckable(True)
        first = kind.answers[0]
        button.clicked.connect(lambda: self.chosen.emit(first))
        self._flow.addWidget(button)
        button.show()
        return button
