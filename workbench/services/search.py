"""Search through every version and every output, as it is typed."""

from __future__ import annotations

from workbench.domain.history import Hit
from workbench.services.ports import SearchIndex


class SearchService:
    def __init__(self, index: SearchIndex) -> None:
        self._index = index

    def search(self, text: str, limit: int = 50) -> list[Hit]:
        """Best first. The last word may be half typed. Nothing typed finds nothing."""
        return self._index.search(text, limit=limit) if text.strip() else []
