"""Search through every version, note and output, as it is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from workbench.domain.history import Hit
from workbench.domain.searches import SearchQuery, read_query
from workbench.services.ports import SearchIndex


class SearchService:
    def __init__(
        self,
        index: SearchIndex,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        self._index, self._now = index, now

    def read(self, text: str) -> SearchQuery:
        """What is asked for; its `problems` say which filters cannot be followed."""
        return read_query(text, self._now())

    def search(self, text: str, limit: int = 50) -> list[Hit]:
        """Best first. The last word may be half typed. Nothing typed finds nothing."""
        query = self.read(text)
        return self._index.search(query, limit=limit) if query.asked else []
