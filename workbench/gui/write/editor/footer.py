"""Below the messages: what it costs, what is wrong, and a new message."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from workbench.domain.estimates import ModelTokens, TokenCount
from workbench.domain.problems import Problem, Severity
from workbench.gui.commands import command
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.write.editor.tokens_panel import TokensButton

SMALLEST_COST = Decimal("0.0001")


class EditorFooter(QWidget):
    problems_toggled = Signal(bool)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        unit = theme.unit
        self.cost = ElidedLabel(theme, "muted", self, giving_way=False, fewest=10)
        self.failure = ElidedLabel(theme, "failed", self)
        named(self.cost, "editor.cost")
        named(self.failure, "editor.failure")
        self._added: list[QPushButton] = []
        self.failure.hide()
        self.problems = named(QToolButton(self), "editor.problem_count", self.tr("Problems"))
        self.problems.setCheckable(True)
        self.problems.setToolButtonStyle(self.problems.toolButtonStyle().ToolButtonTextBesideIcon)
        self.problems.toggled.connect(self.problems_toggled)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(3 * unit, unit, 3 * unit, unit)
        self._row.setSpacing(2 * unit)
        self._row.addWidget(self.failure, 1)
        self._row.addStretch(1)
        self.tokens = TokensButton(theme, icons, self)
        self._row.addWidget(self.cost)
        self._row.addWidget(self.tokens)
        self._row.addWidget(self.problems)
        self._tokens: TokenCount | None = None
        self._cost = ""
        self.show_problems(())

    def add_action(self, action: QAction) -> QPushButton:
        """A command as a button with words, at the left."""
        button = QPushButton(self._icons(command(action.objectName()).icon, "accent"), "", self)
        named(button, f"editor.{action.objectName()}")
        button.setProperty("kind", "quiet")
        words = action.text().replace("&", "")
        button.setAccessibleName(words)
        button.setText(words)
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)
        action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
        button.setEnabled(action.isEnabled())
        self._row.insertWidget(0, button)
        self._added.append(button)
        return button

    def minimumSizeHint(self) -> QSize:
        """With icons alone on the buttons at the left."""
        whole = super().minimumSizeHint()
        words = sum(self._words_width(button) for button in self._added if button.text())
        return QSize(whole.width() - words, whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Words on the buttons where they have room."""
        row = self._row.sizeHint().width()
        for button in self._added:
            words = button.accessibleName()
            whole = row if button.text() else row + button.fontMetrics().horizontalAdvance(words)
            button.setText(words if self.width() >= whole else "")

    def _words_width(self, button: QPushButton) -> int:
        return button.fontMetrics().horizontalAdvance(button.text())

    def forget(self) -> None:
        """Another prompt is open: nothing is known of it yet."""
        self.show_problems(())
        self.problems.hide()
        self._tokens = None
        self.tokens.show_counts(())
        self._show_cost()

    def show_tokens(self, tokens: int) -> None:
        """Estimated of the templates as they are written."""
        self._tokens = TokenCount(tokens)
        self._show_cost()

    def show_counts(self, counts: Sequence[ModelTokens]) -> None:
        """With the values filled in, for each model: the one that makes the most of it counts."""
        self.tokens.show_counts(counts)
        if counts:
            self._tokens = max(counts, key=lambda each: each.count.tokens).count
            self._show_cost()

    def show_estimate(self, cost_usd: Decimal | None, unpriced: int, runs: int = 1) -> None:
        """What one press of Run is likely to cost; None where no price is known."""
        if cost_usd is None:
            self._cost = self.tr("price not known") if unpriced else ""
        elif cost_usd == 0:
            self._cost = self.tr("free")
        else:
            shown = max(cost_usd, SMALLEST_COST)
            words = self.tr("about ${0} a run") if runs == 1 else self.tr("about ${0} for {1} runs")
            self._cost = words.format(f"{shown:.4f}", runs)
        if cost_usd is not None and unpriced:
            self._cost += self.tr(" and {0} without a price").format(unpriced)
        self._show_cost()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        self.problems.show()
        self.problems.setText(self._count(len(problems)))
        severe = any(problem.severity is Severity.ERROR for problem in problems)
        icon = ("error", "failed") if severe else ("warning", "warning")
        self.problems.setIcon(self._icons(*icon) if problems else self._icons("check", "passed"))
        self.problems.setEnabled(bool(problems))
        if not problems:
            self.problems.setChecked(False)

    def show_failure(self, text: str) -> None:
        """What could not be kept, until it can; empty when all is well."""
        self.failure.show_text(text)
        self.failure.setVisible(bool(text))

    def _count(self, problems: int) -> str:
        if not problems:
            return self.tr("no problems")
        return self.tr("1 problem") if problems == 1 else self.tr("{0} problems").format(problems)

    def _show_cost(self) -> None:
        if self._tokens is None:
            self.cost.show_text(self._cost)
            return
        one = self._tokens.tokens == 1
        tokens = (self.tr("{0} token") if one else self.tr("{0} tokens")).format(self._tokens)
        self.cost.show_text(f"{tokens} · {self._cost}" if self._cost else tokens)
        self._fit()
