"""Outputs as the chosen view shows them: worked out off the UI thread, when they are in sight."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from workbench.domain.errors import WorkbenchError
from workbench.domain.prompts import PromptContent
from workbench.domain.runs import Run
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.background import Background
from workbench.gui.kit.memory import Memory
from workbench.gui.kit.outputs.json_tree import read_output
from workbench.gui.kit.outputs.markdown_blocks import read_markdown
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.write.board.against import NOTHING
from workbench.gui.write.board.cell_state import CellState, View
from workbench.gui.write.board.panel import BoardPanel
from workbench.gui.write.board.raw import raw_text
from workbench.gui.write.board.wording import translate

REMEMBERED = "board.view"
WORDS = {
    View.TEXT: QT_TRANSLATE_NOOP("board", "text"),
    View.MARKDOWN: QT_TRANSLATE_NOOP("board", "Markdown"),
    View.JSON: QT_TRANSLATE_NOOP("board", "JSON"),
    View.RAW: QT_TRANSLATE_NOOP("board", "raw"),
}


class BoardRendering(QObject):
    def __init__(
        self,
        panel: BoardPanel,
        content: Callable[[str], PromptContent],
        working: Background,
        actions: Actions,
        memory: Memory | None = None,
    ) -> None:
        """`content` is what stands behind a digest; `working` is not the services' thread."""
        super().__init__(panel)
        self._panel, self._content, self._working = panel, content, working
        self._actions, self._memory = actions, memory
        panel.grid.rendering_wanted.connect(self._render)
        for view in View:
            actions.on(f"board.view_{view.value}", partial(self.choose, view))
        actions.on("cell.next_view", self._next_view)
        panel.bar.use_views([actions[f"board.view_{view.value}"] for view in View])
        kept = memory.text(REMEMBERED) if memory else ""
        self.choose(View(kept) if kept in set(View) else View.TEXT)

    def choose(self, view: View) -> None:
        """For the whole board, instead of differences; cells with a view of their own follow."""
        self._actions[f"board.view_{view.value}"].setChecked(True)
        for cell in self._panel.grid.cells:
            cell.set_view(None)
            cell.against = ""
        self._panel.grid.set_view(view)
        self._panel.bar.choose(NOTHING)
        self._panel.bar.show_view(translate(WORDS[view]))
        if self._memory:
            self._memory.keep(REMEMBERED, view.value)

    def _next_view(self) -> None:
        """Of the current cell alone; its differences, if it is compared, are one of them."""
        if cell := self._panel.current:
            compared = cell.comparison is not None
            views: list[View | None] = [None, *View] if compared else [*View]
            shown = cell.view if compared else cell.view or self._panel.grid.view
            cell.set_view(views[(views.index(shown) + 1) % len(views)])

    def _render(self, cell: CellState, view: View) -> None:
        run = cell.run
        if run is None:
            return

        def show(content: object) -> None:
            if cell.run is run:
                cell.show_rendered(view, content)

        self._working.run(self, partial(self._worked_out, run, view), show)

    def _worked_out(self, run: Run, view: View) -> object:
        if view is View.MARKDOWN:
            return read_markdown(run.text)
        content = self._content_of(run)
        if view is View.RAW:
            return raw_text(run, content)
        schema = content.output.schema if content and content.output else ""
        return read_output(run.text, schema)

    def _content_of(self, run: Run) -> PromptContent | None:
        try:
            return self._content(run.job.digest)
        except WorkbenchError:
            return None
