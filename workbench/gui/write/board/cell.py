"""One place of the board on screen: the output and figures of its run, or why there is none."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from workbench.domain.run_events import RunEvent
from workbench.domain.runs import Outcome, Run, RunJob
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.outputs.output_view import OutputView
from workbench.gui.kit.theme import Theme
from workbench.gui.write.board.cell_header import CellHeader
from workbench.gui.write.board.cell_state import CellState, View
from workbench.gui.write.board.cell_views import CellViews
from workbench.gui.write.board.continued import ContinuedNote
from workbench.gui.write.board.ending import EndingNote
from workbench.gui.write.board.folded import Folded
from workbench.gui.write.board.raw import call_text
from workbench.gui.write.board.wording import PLACE, RETRY

NOTHING = RunJob("", "", "", "", "")


class Cell(QFrame):
    """Shows one state at a time; what is new in it at the next `refresh`."""

    stop_requested = Signal(str)
    retry_requested = Signal(str)
    run_requested = Signal()
    """Nothing was run here yet, and something is to be."""
    pin_requested = Signal(str, bool)
    remedy_requested = Signal(str)
    place_requested = Signal(object)
    """The `Failure` whose place in the draft is to be shown."""
    rendering_wanted = Signal(object, object)
    """`CellState` and the `View` of it that is to be worked out."""
    menu_requested = Signal(QPoint)
    """At this place of the screen."""
    chosen = Signal()
    """It was clicked, or the keyboard came into it."""
    scrolled = Signal(int)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = CellState(NOTHING)
        self._theme = theme
        self._revision = -1
        self._taken = (0, 0)
        """How many pieces of text and of reasoning are shown."""
        self._board_view = View.TEXT
        self.header = CellHeader(theme, icons, self)
        self.reference = ElidedLabel(theme, "muted", self)
        self.reference.setContentsMargins(10, 0, 10, 4)
        self.reference.hide()
        self.continued = ContinuedNote(theme, self)
        self.ending = EndingNote(icons, self)
        self.reasoning = Folded(self.tr("Reasoning"), self)
        self.tools = Folded(self.tr("Tool calls"), self, unfolded=True)
        self.views = CellViews(theme, icons, self)
        self._lay_out()
        self._connect()
        self._show_fonts()

    @property
    def job(self) -> RunJob:
        return self.state.job

    @property
    def run(self) -> Run | None:
        return self.state.run

    @property
    def outcome(self) -> Outcome:
        return self.state.outcome

    @property
    def exact_text(self) -> str:
        return self.state.exact_text

    @property
    def pinned(self) -> bool:
        return self.state.pinned

    @property
    def output(self) -> OutputView:
        return self.views.output

    def show_state(self, state: CellState) -> None:
        """Show another place of the board from now on."""
        follows = self.state.run is None and self.views.following
        self.state.scroll = None if follows else self.views.scroll_value
        self.state = state
        self.show_anew()
        if state.scroll is not None or state.run:
            self.views.scroll_to(state.scroll or 0)

    def show_anew(self) -> None:
        """The state began afresh: nothing of what is shown stays."""
        state = self.state
        self._revision, self._taken = -1, (0, 0)
        self.header.show_title(state.title, state.row_title)
        self.views.begin(state.title)
        self.header.figures.show_text("")
        self.ending.show_run(None)
        self.continued.show_messages(())
        for part in (self.reasoning, self.tools):
            part.show_text("")
        self.refresh()

    def take(self, event: RunEvent) -> None:
        self.state.take(event)

    def refresh(self) -> None:
        """Show what the state took in since the last time."""
        state = self.state
        if state.outcome is Outcome.RUNNING:
            self.header.show_elapsed(state.elapsed, state.note)
        if self._revision == state.revision:
            return
        self._revision = state.revision
        self.header.show_pinned(state.pinned)
        if state.empty:
            self._show_empty()
        elif state.run:
            self._show_ended(state.run)
        else:
            self._show_so_far()
        self.reference.show_text(state.reference)
        self.reference.setVisible(bool(state.reference))
        self._show_view()

    def scroll_to(self, value: int) -> None:
        self.views.scroll_to(value)

    def show_current(self, current: bool) -> None:
        if bool(self.property("focused")) != current:
            self.setProperty("focused", current)
            self.style().unpolish(self)
            self.style().polish(self)

    def show_menu(self) -> None:
        button = self.header.menu
        self.menu_requested.emit(button.mapToGlobal(button.rect().bottomLeft()))

    def set_wrap(self, wrap: bool) -> None:
        self.views.set_wrap(wrap)
        for part in (self.reasoning, self.tools):
            part.view.set_wrap(wrap)

    def set_view(self, view: View) -> None:
        """How the board shows its outputs; the state may say otherwise."""
        self._board_view = view
        self._show_view()

    def set_board_view(self, view: View) -> None:
        """The same, before there is anything to show."""
        self._board_view = view

    def _show_view(self) -> None:
        """What is not worked out yet is asked for; until then there is the text."""
        state = self.state
        view = state.view or self._board_view
        if state.run and view is not View.TEXT and view not in state.asked:
            state.asked.add(view)
            self.rendering_wanted.emit(state, view)
        self.views.show_state(state, view)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit()
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.chosen.emit()
        self.menu_requested.emit(event.globalPos())

    def _show_empty(self) -> None:
        self.header.show_empty()
        self.ending.show_empty()

    def _show_so_far(self) -> None:
        state = self.state
        if state.outcome is Outcome.QUEUED:
            self.header.show_state(Outcome.QUEUED)
        if state.first_token is not None:
            self.header.show_first_token(state.first_token)
        texts, thoughts = self._taken
        self._taken = len(state.text), len(state.reasoning)
        self.reasoning.append("".join(state.reasoning[thoughts:]))
        self.reasoning.refresh()
        self.views.append("".join(state.text[texts:]))

    def _show_ended(self, run: Run) -> None:
        self.header.show_run(run, earlier=self.state.earlier)
        self.ending.show_run(run)
        self.continued.show_messages(run.messages)
        self.views.show_run(run)
        self.reasoning.show_text(run.reasoning)
        self.tools.show_text("\n".join(call_text(call) for call in run.tool_calls))

    def _show_fonts(self) -> None:
        """Again whenever the person makes the text larger or smaller."""
        self.header.show_fonts()
        self.views.show_fonts()
        for part in (self.reasoning, self.tools):
            part.view.text.setFont(self._theme.code_font())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.exact_text)

    def _on_menu_clicked(self) -> None:
        self.chosen.emit()
        self.show_menu()

    def _on_remedy(self, action: str) -> None:
        if self.state.empty:
            self.chosen.emit()
            self.run_requested.emit()
        elif action == PLACE:
            self.place_requested.emit(self.run.failure if self.run else None)
        elif action == RETRY:
            self.retry_requested.emit(self.job.run_id)
        else:
            self.remedy_requested.emit(action)

    def _on_stop(self) -> None:
        self.stop_requested.emit(self.job.run_id)

    def _on_retry(self) -> None:
        self.retry_requested.emit(self.job.run_id)

    def _on_pin(self, pinned: bool) -> None:
        if pinned != self.state.pinned:
            self.state.set_pinned(pinned)
            self.pin_requested.emit(self.job.run_id, pinned)

    def _connect(self) -> None:
        self.header.stop.clicked.connect(self._on_stop)
        self.header.retry.clicked.connect(self._on_retry)
        self.header.copy.clicked.connect(self._copy)
        self.header.pin.toggled.connect(self._on_pin)
        self.header.menu.clicked.connect(self._on_menu_clicked)
        self.ending.remedy_requested.connect(self._on_remedy)
        self.views.scrolled.connect(self.scrolled)
        self._theme.theme_changed.connect(self._show_fonts)

    def _lay_out(self) -> None:
        self.setProperty("surface", "card")
        self.setFocusProxy(self.views)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.header, self.reference, self.ending, self.reasoning, self.tools):
            layout.addWidget(widget)
        layout.addWidget(self.continued)
        layout.addWidget(self.views, 1)
