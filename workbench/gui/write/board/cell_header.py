"""The head of a cell: which model, how it is doing, its figures, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from workbench.domain.amounts import seconds
from workbench.domain.runs import Outcome, Run
from workbench.gui.kit.elided import ElidedLabel, Sign
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.write.board.wording import STATES, metrics, translate

WIDE_IN_CHARACTERS = 52
"""Narrower ones leave to the menu what is wanted less often, so that the row can be read."""


class CellHeader(QWidget):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self._outcome: Outcome | None = None
        self._shown = (False, False)
        """Whether it runs, and whether it is over."""
        self._sign = Sign(icons, self)
        self.row = ElidedLabel(theme, parent=self, elide=Qt.TextElideMode.ElideMiddle)
        """Case and sample, where there are several."""
        self.state = ElidedLabel(theme, parent=self, giving_way=False, fewest=10)
        self.figures = ElidedLabel(theme, "muted", self)
        self.stop = self._button(self.tr("Stop"), "stop")
        self.retry = self._button(self.tr("Retry"), "retry")
        self.copy = self._button(self.tr("Copy the output"), "copy")
        self.pin = self._button(self.tr("Keep beside the next run"), "pin")
        self.pin.setCheckable(True)
        self.menu = self._button(self.tr("What can be done with this cell"), "more")
        self._buttons = (self.stop, self.retry, self.copy, self.pin, self.menu)
        self._lay_out()
        self.show_state(Outcome.QUEUED)

    def show_fonts(self) -> None:
        self.row.setFont(self._theme.font(bold=True))
        for label in (self.state, self.figures):
            label.setFont(self._theme.font(0.92))

    def show_title(self, title: str, row: str) -> None:
        """`title` says all of what it is, `row` what cannot be seen from its column."""
        self.row.show_text(row)
        self.row.setVisible(bool(row))
        for button in self._buttons:
            button.setAccessibleName(f"{button.toolTip()}: {title}")

    def show_state(self, outcome: Outcome, detail: str = "") -> None:
        state = STATES[outcome]
        word = translate(state.word)
        self.state.show_text(f"{word} · {detail}" if detail else word, state.token)
        if outcome is not self._outcome:
            self._outcome = outcome
            self._sign.show_icon(state.icon, state.token)
            self._show_buttons(running=not outcome.over, over=outcome.over)

    def show_empty(self) -> None:
        """Nothing was run."""
        self._outcome = None
        self.state.show_text(self.tr("not run"), "muted")
        self.figures.show_text("")
        self._sign.show_icon("minus", "muted")
        self._show_buttons(running=False, over=False)

    def show_pinned(self, pinned: bool) -> None:
        self.pin.blockSignals(True)
        self.pin.setChecked(pinned)
        self.pin.blockSignals(False)
        self._fit()

    def allow_retry(self, reason: str) -> None:
        """`reason` says why not; empty if it is allowed."""
        self.retry.setEnabled(not reason)
        self.retry.setToolTip("\n".join(filter(None, (self.tr("Retry"), reason))))

    def show_elapsed(self, elapsed: float, note: str = "") -> None:
        self.show_state(Outcome.RUNNING, note or f"{elapsed:.1f} s")

    def show_first_token(self, first_token: float) -> None:
        self.figures.show_text(self.tr("{0} first").format(seconds(first_token)))

    def show_run(self, run: Run, *, earlier: bool = False) -> None:
        """`earlier`: of other content than what is newest in its column."""
        self.show_state(run.outcome)
        before = self.tr("earlier content") if earlier else ""
        self.figures.show_text(" · ".join(filter(None, (before, metrics(run)))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _show_buttons(self, *, running: bool, over: bool) -> None:
        self._shown = running, over
        self._fit()

    def _fit(self) -> None:
        running, over = self._shown
        wide = self.width() >= WIDE_IN_CHARACTERS * self.fontMetrics().averageCharWidth()
        self.stop.setVisible(running)
        self.retry.setVisible(over)
        self.copy.setVisible((running or over) and wide)
        self.pin.setVisible((running or over) and (wide or self.pin.isChecked()))

    def _button(self, tip: str, icon: str) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setIcon(self._icons(icon))
        button.setToolTip(tip)
        return button

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self._sign)
        first.addWidget(self.state)
        first.addWidget(self.row, 1)
        first.addStretch()
        for button in self._buttons:
            first.addWidget(button)
        second.addWidget(self.figures, 1)
        first.setSpacing(4)
        second.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 6, 6)
        layout.setSpacing(2)
        layout.addLayout(first)
        layout.addLayout(second)
