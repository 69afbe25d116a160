"""Below the fields: what the check says of one output, and who has to be asked first."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.domain.amounts import money
from workbench.domain.checks import Score, Verdict
from workbench.gui.evaluate.cell.verdicts import LONGEST_REASON, VERDICTS
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.elided import ElidedLabel, Sign
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_surface, set_tone

LONGEST_SHOWN = 400
"""Characters of a reason; the whole is in its tip."""


class TryStrip(QFrame):
    ask_requested = Signal()
    trust_requested = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("try")
        set_surface(self, "panel")
        self._theme = theme
        self.where = ElidedLabel(theme, "muted", self, elide=Qt.TextElideMode.ElideMiddle)
        self.sign = Sign(icons, self)
        self.verdict = named(QLabel(self), "try.verdict", self.tr("Verdict on this output"))
        self.verdict.setTextFormat(Qt.TextFormat.PlainText)
        self.reason = named(QLabel(self), "try.reason", self.tr("Reason"))
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        self.reason.setWordWrap(True)
        self.reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_tone(self.reason, "muted")
        self.ask = self._button("try.ask", self.tr("Ask the judge"))
        self.trust = self._button("try.trust", self.tr("Trust this workspace…"))
        self.ask.clicked.connect(self.ask_requested)
        self.trust.clicked.connect(self.trust_requested)
        self._lay_out(theme.unit)
        self.show_output("")

    def show_output(self, words: str) -> None:
        """Which output is looked at; empty for none."""
        self.where.show_text(words or self.tr("No output to try it on yet"))
        if not words:
            self.show_nothing("")

    def show_nothing(self, words: str, *, sign: str = "", token: str = "muted") -> None:
        """There is no verdict, and why."""
        self.sign.show_icon(sign, token)
        self.sign.setVisible(bool(sign))
        self.verdict.setText(words)
        set_tone(self.verdict, token)
        self._show_reason("")
        self.ask.hide()
        self.trust.hide()

    def show_score(self, score: Score, *, judge: str = "", untrusted: bool = False) -> None:
        """`judge`: label of the button that asks one; empty where none can be asked."""
        look = VERDICTS[score.verdict]
        self.sign.show_icon(look.icon, look.token)
        self.sign.show()
        self.verdict.setText(score_line(score))
        set_tone(self.verdict, look.token if look.token != "muted" else "title")
        self._show_reason(safe(score.reason[:LONGEST_REASON]))
        self.ask.setText(judge)
        self.ask.setVisible(bool(judge))
        self.trust.setVisible(untrusted)

    def _show_reason(self, words: str) -> None:
        shown = words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"
        self.reason.setText(shown)
        self.reason.setToolTip(words if shown != words else "")
        self.reason.setVisible(bool(words))

    def _button(self, name: str, words: str) -> QPushButton:
        button = named(QPushButton(words, self), name)
        set_styled(button, "kind", "quiet")
        button.hide()
        return button

    def _lay_out(self, unit: int) -> None:
        line = QHBoxLayout()
        line.setSpacing(2 * unit)
        line.addWidget(self.sign)
        line.addWidget(self.verdict)
        line.addStretch(1)
        line.addWidget(self.trust)
        line.addWidget(self.ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * unit, 2 * unit, 3 * unit, 2 * unit)
        column.setSpacing(unit)
        column.addWidget(self.where)
        column.addLayout(line)
        column.addWidget(self.reason)


def score_line(score: Score) -> str:
    """`passed · 0.92 · $0.0003`."""
    parts = [translate(VERDICTS[score.verdict].word)]
    if score.verdict in (Verdict.PASSED, Verdict.FAILED):
        parts.append(f"{score.value:.2f}")
    if score.cost_usd:
        parts.append(money(score.cost_usd))
    return " · ".join(parts)


def ask_words(cost: Decimal | None) -> str:
    """`Ask the judge (about $0.0003)`."""
    if cost is None:
        return translate("Ask the judge")
    return translate("Ask the judge (about {0})").format(money(cost))
