"""Puts the lower half of Write together: the board, and the comparison that takes its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget

from workbench.domain.history import TimelineEntry
from workbench.domain.settings import Settings
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.engine import Engine
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.write.board.comparing import BoardComparing
from workbench.gui.write.board.panel import BoardPanel
from workbench.gui.write.board.presenter import RunPresenter
from workbench.gui.write.diff.page import DiffPage
from workbench.gui.write.diff.presenter import DiffPresenter
from workbench.gui.write.session import WriteSession
from workbench.services.prompts import PromptService
from workbench.services.runs import RunService


@dataclass(frozen=True, slots=True)
class LowerHalf:
    """`widget` shows the board, or the comparison of two states in its place."""

    widget: QStackedWidget
    board: BoardPanel
    runs: RunPresenter
    page: DiffPage
    diff: DiffPresenter
    comparing: Background
    """The thread of the comparisons; `close` it when the place is closed."""


def build_lower_half(
    *,
    theme: Theme,
    icons: Icons,
    actions: Actions,
    ask: Ask,
    session: WriteSession,
    prompts: PromptService,
    runs: RunService,
    engine: Engine,
    background: Background,
    settings: Callable[[], Settings],
    chosen_entry: Callable[[], TimelineEntry | None],
) -> LowerHalf:
    """`chosen_entry` is what is chosen in the history: `HistoryPresenter.chosen_entry`."""
    widget = QStackedWidget()
    comparing = Background(widget)
    comparing.failed.connect(ask.show_error)
    board, page = BoardPanel(theme, icons), DiffPage(theme, icons)
    widget.addWidget(board)
    widget.addWidget(page)
    run = RunPresenter(board, session, runs, engine, background, actions, ask, settings)
    BoardComparing(board, session, prompts, runs, engine, background, comparing)
    diff = DiffPresenter(page, session, prompts, background, comparing, actions, chosen_entry)
    diff.shown.connect(lambda: widget.setCurrentWidget(page))
    page.closed.connect(lambda: widget.setCurrentWidget(board))
    return LowerHalf(widget, board, run, page, diff, comparing)
