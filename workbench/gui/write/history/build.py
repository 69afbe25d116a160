"""Puts the history dock and the search together."""

from __future__ import annotations

from collections.abc import Callable

from workbench.domain.errors import WorkbenchError
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.background import Background
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.write.history.panel import HistoryPanel
from workbench.gui.write.history.presenter import HistoryPresenter
from workbench.gui.write.search.panel import SearchPanel
from workbench.gui.write.search.presenter import SearchPresenter
from workbench.gui.write.session import WriteSession
from workbench.services.prompts import PromptService
from workbench.services.runs import RunService
from workbench.services.search import SearchService


def build_history(
    *,
    theme: Theme,
    icons: Icons,
    actions: Actions,
    session: WriteSession,
    prompts: PromptService,
    runs: RunService,
    background: Background,
) -> tuple[HistoryPanel, HistoryPresenter]:
    """Connect `presenter.batch_requested` to `RunPresenter.show_batch`, `RunPresenter.recorded`
    to `presenter.refresh_soon`, and `presenter.said` to the status line."""
    panel = HistoryPanel(theme, icons)
    presenter = HistoryPresenter(panel, session, prompts, runs, background, actions)
    return panel, presenter


def build_search(
    *,
    theme: Theme,
    icons: Icons,
    search: SearchService,
    background: Background,
    failed: Callable[[WorkbenchError], None],
) -> tuple[SearchPanel, SearchPresenter]:
    """`presenter.hit_opened` says which `Hit` to open; `panel.closed` that it is done with."""
    panel = SearchPanel(theme, icons)
    return panel, SearchPresenter(panel, search, background, failed)
