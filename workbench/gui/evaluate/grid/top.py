"""Over the grid: what is evaluated, how far it is, and the buttons that run it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.amounts import money, seconds
from workbench.domain.evaluations import Evaluation, EvaluationEstimate, EvaluationState
from workbench.gui.evaluate.wording import STATES, counted, size_words, translate
from workbench.gui.kit.elided import ElidedLabel, Sign
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_surface, set_tone


class GridTop(QFrame):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_surface(self, "background")
        self._theme, self._icons = theme, icons
        self._told = self._held = ""
        self.title = ElidedLabel(theme, "text", self)
        self.title.setObjectName("grid.title")
        self.about = ElidedLabel(theme, "muted", self)
        self.about.setObjectName("grid.about")
        self.sign = Sign(icons, self)
        self.state = named(QLabel(self), "grid.state", self.tr("State of the evaluation"))
        self.bar = named(QProgressBar(self), "grid.progress", self.tr("Progress"))
        self.bar.setTextVisible(False)
        self.facts = named(QLabel(self), "grid.facts", self.tr("Progress in words"))
        self.facts.setWordWrap(True)
        set_tone(self.facts, "muted")
        self.reason = named(QLabel(self), "grid.reason", self.tr("Why it waits"))
        self.reason.setWordWrap(True)
        set_tone(self.reason, "warning")
        for label in (self.state, self.facts, self.reason):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._buttons = QWidget(self)
        self._row = QHBoxLayout(self._buttons)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.unit)
        self._lay_out(theme.unit)
        theme.theme_changed.connect(self._fit)
        self._fit()

    def use_actions(self, primary: QAction, others: Sequence[QAction]) -> None:
        """`primary` has its name on it; the others are icons, there while they can run."""
        for action in (primary, *others):
            button = named(QToolButton(self._buttons), f"grid.{action.objectName()}")
            button.setDefaultAction(action)
            if action is primary:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            set_styled(button, "kind", "outlined" if action is primary else "")
            action.changed.connect(self._show_buttons)
            self._row.addWidget(button)
        self._show_buttons()

    def show_evaluation(self, evaluation: Evaluation) -> None:
        self.title.show_text(safe(evaluation.name))
        self._told = f"{safe(evaluation.dataset_name)} · {size_words(evaluation)}"
        self._show_about()

    def show_baseline(self, words: str) -> None:
        """That it is the baseline, or what it is held against; empty for neither."""
        self._held = words
        self._show_about()

    def show_progress(
        self,
        state: EvaluationState,
        done: int,
        total: int,
        facts: Sequence[str],
        reason: str = "",
    ) -> None:
        look = STATES[state]
        self.sign.show_icon(look.icon, look.token)
        self.state.setText(translate(look.word))
        set_tone(self.state, look.token if look.token != "muted" else "title")
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.bar.setVisible(state is not EvaluationState.FINISHED)
        self.facts.setText(" · ".join(fact for fact in facts if fact))
        self.reason.setText(safe(reason))
        self.reason.setVisible(bool(reason))

    def _show_about(self) -> None:
        parts = (self._told, self._held)
        self.about.show_text(" · ".join(part for part in parts if part))

    def _show_buttons(self) -> None:
        for button in self._buttons.findChildren(QToolButton):
            action = button.defaultAction()
            button.setVisible(bool(action and action.isEnabled()))

    def _fit(self) -> None:
        self.title.setFont(self._theme.font(1.25, bold=True))

    def _lay_out(self, unit: int) -> None:
        first = QHBoxLayout()
        first.setSpacing(3 * unit)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.about)
        first.addLayout(names, 1)
        first.addWidget(self._buttons)
        second = QHBoxLayout()
        second.setSpacing(2 * unit)
        second.addWidget(self.sign)
        second.addWidget(self.state)
        second.addWidget(self.facts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * unit, 3 * unit, 4 * unit, 2 * unit)
        column.setSpacing(unit)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.bar)
        column.addWidget(self.reason)


def estimate_words(estimate: EvaluationEstimate) -> list[str]:
    """`24 calls · 3 from the cache · about $0.02 · about 12 s`."""
    parts = [counted("call", estimate.calls)]
    if estimate.cached:
        parts.append(translate("{0} from the cache").format(f"{estimate.cached:,}"))
    cost = total_cost(estimate)
    if cost is not None:
        parts.append(translate("about {0}").format(money(cost)) if cost else translate("free"))
    if estimate.unpriced:
        words = translate("price of {0} not known")
        parts.append(words.format(", ".join(safe(model) for model in estimate.unpriced)))
    if estimate.seconds is not None:
        parts.append(translate("about {0}").format(seconds(estimate.seconds)))
    if estimate.batched:
        words = translate("{0} through the batch API, up to a day")
        parts.append(words.format(", ".join(safe(model) for model in estimate.batched)))
    return parts


def total_cost(estimate: EvaluationEstimate) -> Decimal | None:
    """With the judges; None where nothing is known."""
    known = [cost for cost in (estimate.cost_usd, estimate.judging_usd) if cost is not None]
    return sum(known, Decimal(0)) if known else None
