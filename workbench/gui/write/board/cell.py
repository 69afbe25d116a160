"""One run on the board, from waiting to its output and figures, or to why there is none."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from workbench.domain.prompts import ToolCall
from workbench.domain.run_events import RunEnded, RunEvent, RunRetrying, RunStarted, TextArrived
from workbench.domain.runs import Outcome, Run, RunJob
from workbench.gui.kit.differences.comparison_view import Comparison, ComparisonView
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.write.board.cell_header import CellHeader
from workbench.gui.write.board.ending import EndingNote
from workbench.gui.write.board.folded import Folded
from workbench.gui.write.board.output_view import OutputView
from workbench.gui.write.board.wording import RETRY


class Cell(QFrame):
    """Takes in events at once and shows them at the next `refresh`, if it can be seen."""

    stop_requested = Signal(str)
    retry_requested = Signal(str)
    pin_requested = Signal(str, bool)
    remedy_requested = Signal(str)
    menu_requested = Signal(QPoint)
    """At this place of the screen."""
    chosen = Signal()
    """It was clicked, or the keyboard came into it."""
    scrolled = Signal(int)

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.job = RunJob("", "", "", "", "")
        self.run: Run | None = None
        self._theme, self._clock = theme, clock
        self._started: float | None = None
        self._note = ""
        self._first_token: float | None = None
        self._stale = False
        self.header = CellHeader(theme, icons, self)
        self.reference = ElidedLabel(theme, "muted", self)
        self.reference.setContentsMargins(10, 0, 10, 4)
        self.reference.hide()
        self.ending = EndingNote(icons, self)
        self.reasoning = Folded(self.tr("Reasoning"), self)
        self.tools = Folded(self.tr("Tool calls"), self, unfolded=True)
        self.output = OutputView(self)
        self.comparison: ComparisonView | None = None
        self._views = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._show_fonts()

    @property
    def outcome(self) -> Outcome:
        if self.run:
            return self.run.outcome
        return Outcome.QUEUED if self._started is None else Outcome.RUNNING

    @property
    def exact_text(self) -> str:
        return self.output.exact_text

    @property
    def pinned(self) -> bool:
        return self.header.pin.isChecked()

    def show_job(self, job: RunJob, title: str) -> None:
        """Start afresh with a run that waits for its turn."""
        self.job, self.run = job, None
        self._started, self._note, self._first_token = None, "", None
        self.header.show_model(title)
        self.output.text.setAccessibleName(self.tr("Output of {0}").format(title))
        self.header.figures.show_text("")
        self.ending.show_run(None)
        for part in (self.reasoning, self.tools):
            part.show_text("")
        self.output.show_text("")
        self.show_comparison(None)
        self._stale = True

    def take(self, event: RunEvent) -> None:
        """Keep what happened; cheap, whether it can be seen or not."""
        self._stale = True
        match event:
            case RunStarted():
                self._started, self._note = self._clock(), ""
            case RunRetrying(attempt=attempt, wait=wait, reason=reason):
                words = self.tr("attempt {0} failed ({1}); the next in {2} s")
                self._note = words.format(attempt, reason, f"{wait:.0f}")
            case TextArrived(text=text, reasoning=reasoning, first_token=first_token):
                self._started = self._clock() if self._started is None else self._started
                self._note = ""
                self.output.append(text)
                self.reasoning.append(reasoning)
                if first_token is not None:
                    self._first_token = first_token
            case RunEnded(run=run):
                self.run = run

    def show_run(self, run: Run) -> None:
        """A run as it was recorded, over or not."""
        if run.outcome.over:
            self.take(RunEnded(run))
        elif run.outcome is Outcome.RUNNING:
            self.take(RunStarted(run.id))
            self.take(TextArrived(run.id, run.text, run.reasoning, run.timings.first_token))

    def refresh(self) -> None:
        """Show what was taken in since the last time."""
        if self.outcome is Outcome.RUNNING and self._started is not None:
            self.header.show_elapsed(self._clock() - self._started, self._note)
        if not self._stale:
            return
        self._stale = False
        if self.run:
            self._show_ended(self.run)
            return
        if self.outcome is Outcome.QUEUED:
            self.header.show_state(Outcome.QUEUED)
        if self._first_token is not None:
            self.header.show_first_token(self._first_token)
        self.reasoning.refresh()
        self.output.flush()

    def show_comparison(self, comparison: Comparison | None, reference: str = "") -> None:
        """Show the output with its differences, or plainly again; `reference` says from what."""
        self.reference.show_text(reference)
        self.reference.setVisible(bool(reference))
        if comparison is None:
            self._views.setCurrentWidget(self.output)
            return
        if self.comparison is None:
            self.comparison = ComparisonView(self._theme, self)
            self.comparison.scrolled.connect(self.scrolled)
            self._views.addWidget(self.comparison)
        self.comparison.resize(self._views.size())
        self.comparison.show_comparison(comparison)
        self._views.setCurrentWidget(self.comparison)

    def scroll_to(self, value: int) -> None:
        for view in (self.output, self.comparison):
            if view is not None:
                view.scroll_to(value)

    def show_current(self, current: bool) -> None:
        if bool(self.property("focused")) != current:
            self.setProperty("focused", current)
            self.style().unpolish(self)
            self.style().polish(self)

    def show_menu(self) -> None:
        button = self.header.menu
        self.menu_requested.emit(button.mapToGlobal(button.rect().bottomLeft()))

    def set_wrap(self, wrap: bool) -> None:
        for view in (self.output, self.reasoning.view, self.tools.view, self.comparison):
            if view is not None:
                view.set_wrap(wrap)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit()
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.chosen.emit()
        self.menu_requested.emit(event.globalPos())

    def _show_ended(self, run: Run) -> None:
        self.header.show_run(run)
        self.ending.show_run(run)
        self.output.show_text(run.text)
        self.reasoning.show_text(run.reasoning)
        self.tools.show_text("\n".join(_call(call) for call in run.tool_calls))

    def _show_fonts(self) -> None:
        """Again whenever the person makes the text larger or smaller."""
        self.header.show_fonts()
        for view in (self.output, self.reasoning.view, self.tools.view):
            view.text.setFont(self._theme.code_font())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.exact_text)

    def _on_menu_clicked(self) -> None:
        self.chosen.emit()
        self.show_menu()

    def _on_remedy(self, action: str) -> None:
        if action == RETRY:
            self.retry_requested.emit(self.job.run_id)
        else:
            self.remedy_requested.emit(action)

    def _connect(self) -> None:
        self.header.stop.clicked.connect(lambda: self.stop_requested.emit(self.job.run_id))
        self.header.retry.clicked.connect(lambda: self.retry_requested.emit(self.job.run_id))
        self.header.copy.clicked.connect(self._copy)
        self.header.pin.toggled.connect(lambda on: self.pin_requested.emit(self.job.run_id, on))
        self.header.menu.clicked.connect(self._on_menu_clicked)
        self.ending.remedy_requested.connect(self._on_remedy)
        self.output.scrolled.connect(self.scrolled)
        self._theme.theme_changed.connect(self._show_fonts)

    def _lay_out(self) -> None:
        self.setProperty("surface", "card")
        self.output.text.setProperty("frame", "none")
        self._views.addWidget(self.output)
        self.setFocusProxy(self.output.text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.header, self.reference, self.ending, self.reasoning, self.tools):
            layout.addWidget(widget)
        layout.addWidget(self._views, 1)


def _call(call: ToolCall) -> str:
    return f"{call.name}({call.arguments})"
