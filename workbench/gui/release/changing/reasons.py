"""Why a change may not be: each reason with its rule, the line that asks for it, and what would
mend it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.domain.environments import Reason
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_surface
from workbench.gui.release.changing.lines import line_of
from workbench.gui.release.changing.wording import MENDS, said

RULE_CHARACTERS = 5


class ReasonRow(QFrame):
    mend_requested = Signal(object)
    """`Reason`."""

    def __init__(self, reason: Reason, number: int, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.reason = reason
        unit = theme.unit
        self.rule = plain_label(reason.rule, self, "muted")
        self.rule.setFixedWidth(self.fontMetrics().averageCharWidth() * RULE_CHARACTERS + unit)
        self.rule.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words = line_of(_sentence(reason.words), self)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(self.words)
        if reason.place:
            told.addWidget(plain_label(safe(reason.place), self, "muted"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, unit, 0, unit)
        row.setSpacing(2 * unit)
        row.addWidget(self.rule, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(told, 1)
        self.mend: QPushButton | None = None
        if reason.mend in MENDS:
            self.mend = self._button(number)
            row.addWidget(self.mend, 0, Qt.AlignmentFlag.AlignTop)

    def _button(self, number: int) -> QPushButton:
        words = said(MENDS[self.reason.mend]).format(safe(self.reason.environment))
        button = named(QPushButton(words.replace("&", "&&"), self), f"change.mend.{number}", words)
        button.setAutoDefault(False)
        set_styled(button, "kind", "quiet")
        button.clicked.connect(self._on_mend)
        return button

    def _on_mend(self) -> None:
        self.mend_requested.emit(self.reason)


class ReasonsView(QScrollArea):
    mend_requested = Signal(object)
    """`Reason`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "change.reasons", self.tr("Why it may not be"))
        self._theme = theme
        self.rows: list[ReasonRow] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_reasons(self, reasons: Sequence[Reason]) -> None:
        page = QWidget()
        set_surface(page, "background")
        column = QVBoxLayout(page)
        unit = self._theme.unit
        column.setContentsMargins(4 * unit, 3 * unit, 4 * unit, 3 * unit)
        column.setSpacing(0)
        self.rows = [
            ReasonRow(reason, number, self._theme, page) for number, reason in enumerate(reasons)
        ]
        for row in self.rows:
            column.addWidget(row)
            line = QFrame(page)
            set_surface(line, "line")
            column.addWidget(line)
            row.mend_requested.connect(self.mend_requested)
        column.addStretch(1)
        self.setWidget(page)
        self.setAccessibleDescription(safe("\n".join(each.line for each in reasons)))


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
