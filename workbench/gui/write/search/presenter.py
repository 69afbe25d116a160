"""Searching as it is typed: the last question asked is the only one answered."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal

from workbench.domain.errors import WorkbenchError
from workbench.domain.history import Hit
from workbench.gui.kit.background import Background
from workbench.gui.write.search.panel import SearchPanel
from workbench.services.search import SearchService

LIMIT = 60


class SearchPresenter(QObject):
    hit_opened = Signal(object)
    """The `Hit` whose prompt is to be opened, at its version or with its run."""

    def __init__(
        self,
        panel: SearchPanel,
        search: SearchService,
        background: Background,
        failed: Callable[[WorkbenchError], None],
    ) -> None:
        super().__init__(panel)
        self._panel, self._search = panel, search
        self._background, self._failed = background, failed
        self._asked = ""
        self._waiting: Future[None] | None = None
        panel.search_requested.connect(self.search)
        panel.hit_activated.connect(self.hit_opened)

    def search(self, text: str) -> None:
        self._asked = text
        if self._waiting:
            # What nobody waits for any more must not hold up what is asked now
            self._waiting.cancel()

        query = self._search.read(text)

        def show(hits: list[Hit]) -> None:
            if text == self._asked:
                self._panel.show_hits(
                    text if query.asked else "",
                    hits,
                    more=len(hits) >= LIMIT,
                    problems=query.problems,
                )

        self._waiting = self._background.run(
            self, lambda: self._search.search(text, limit=LIMIT), show, self._failed
        )
