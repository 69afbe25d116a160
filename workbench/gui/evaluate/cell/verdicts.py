"""What each check says of the output: the verdict, the score, the reason in full."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from workbench.domain.amounts import money
from workbench.domain.checks import Check, Score, Verdict
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.elided import ElidedLabel, Sign
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.states import State
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

VERDICTS = {
    Verdict.PASSED: State(QT_TRANSLATE_NOOP("evaluate", "passed"), "check", "passed"),
    Verdict.FAILED: State(QT_TRANSLATE_NOOP("evaluate", "failed"), "x", "failed"),
    Verdict.ERROR: State(QT_TRANSLATE_NOOP("evaluate", "could not be told"), "error", "warning"),
    Verdict.PENDING: State(QT_TRANSLATE_NOOP("evaluate", "not judged yet"), "clock", "muted"),
}
LONGEST_REASON = 4000
MOST = 200
"""Checks that are listed, those inside of sets included."""


class VerdictList(QScrollArea):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "cell.verdicts", self.tr("What the checks say"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._theme, self._icons = theme, icons
        self._shown: tuple[tuple[Check, ...], tuple[Score, ...]] | None = None

    @property
    def words(self) -> list[str]:
        """What is said of each check, for tests and screen readers."""
        labels = self.findChildren(QLabel, "cell.verdict")
        return [label.accessibleName() for label in labels if not label.isHidden()]

    def show_scores(self, checks: Sequence[Check], scores: Sequence[Score], nothing: str) -> None:
        """`nothing` is said where there is no check, or none was looked at yet."""
        shown = (tuple(checks), tuple(scores))
        if shown == self._shown and scores:
            return
        self._shown = shown
        unit = self._theme.unit
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(4 * unit, 2 * unit, 3 * unit, 2 * unit)
        column.setSpacing(2 * unit)
        lines = list(_lines(checks, scores))
        for check, score, depth in lines[:MOST]:
            column.addWidget(self._line(check, score, depth))
        if not lines:
            label = QLabel(nothing)
            label.setWordWrap(True)
            set_tone(label, "muted")
            column.addWidget(label)
        column.addStretch(1)
        self.setWidget(inside)

    def _line(self, check: Check, score: Score, depth: int) -> QWidget:
        look, unit = VERDICTS[score.verdict], self._theme.unit
        line = QWidget()
        grid = QGridLayout(line)
        grid.setContentsMargins(5 * unit * depth, 0, 0, 0)
        grid.setHorizontalSpacing(2 * unit)
        grid.setVerticalSpacing(0)
        sign = Sign(self._icons, line)
        sign.show_icon(look.icon, look.token)
        name = ElidedLabel(self._theme, "text", line)
        name.show_text(safe(check.metric or check.name))
        name.setFont(self._theme.font(bold=True))
        figures = QLabel(_figures(check, score), line)
        set_tone(figures, "muted")
        grid.addWidget(sign, 0, 0)
        grid.addWidget(name, 0, 1)
        grid.addWidget(figures, 0, 2)
        reason = named(QLabel(safe(score.reason[:LONGEST_REASON]), line), "cell.verdict")
        reason.setTextFormat(Qt.TextFormat.PlainText)
        reason.setWordWrap(True)
        reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        spoken = f"{check.metric or check.name}: {translate(look.word)}. {score.reason}"
        reason.setAccessibleName(safe(spoken[:LONGEST_REASON]))
        set_tone(reason, "muted" if score.passed else look.token if score.reason else "muted")
        grid.addWidget(reason, 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        return line


def _figures(check: Check, score: Score) -> str:
    """`icontains · 0.50 · weight 2 · $0.0003`."""
    parts = [safe(check.name)] if check.metric else []
    parts.append(f"{score.value:.2f}")
    if check.weight != 1:
        parts.append(translate("weight {0}").format(f"{check.weight:g}"))
    if score.cost_usd:
        parts.append(money(score.cost_usd))
    return " · ".join(parts)


def _lines(
    checks: Sequence[Check], scores: Sequence[Score], depth: int = 0
) -> list[tuple[Check, Score, int]]:
    """Those of a set stand below it, further to the right."""
    lines = []
    for check, score in zip(checks, scores, strict=False):
        lines.append((check, score, depth))
        lines += _lines(check.checks, score.parts, depth + 1)
    return lines
