"""Items that are ready to be shown: those beside the current one are read before they are asked
for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject

from workbench.domain.errors import WorkbenchError
from workbench.domain.reviews import ReviewItem
from workbench.gui.kit.background import Background
from workbench.gui.review.reviewing.prepared import PreparedItem, prepared
from workbench.services.reviews import ReviewService

Then = Callable[[PreparedItem], None]
Failed = Callable[[WorkbenchError], None]


class Shelf(QObject):
    def __init__(
        self,
        reviews: ReviewService,
        background: Background,
        review_id: str,
        reviewer: str,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._reviews, self._background = reviews, background
        self._review_id, self._reviewer = review_id, reviewer
        self._ready: dict[str, PreparedItem] = {}
        self._reading: set[str] = set()
        self._wanted: tuple[str, Then, Failed] | None = None

    def take(self, item: ReviewItem, then: Then, failed: Failed) -> None:
        """Call `then` at once where it is ready, else when it is; only the newest wish counts."""
        self._wanted = None
        if item.key in self._ready:
            then(self._ready[item.key])
        else:
            self._wanted = (item.key, then, failed)
            self._read(item)

    def keep_only(self, items: Iterable[ReviewItem]) -> None:
        """Have these ready, and no others: texts may be large."""
        wanted = {item.key: item for item in items}
        self._ready = {key: each for key, each in self._ready.items() if key in wanted}
        for item in wanted.values():
            if item.key not in self._ready:
                self._read(item)

    def _read(self, item: ReviewItem) -> None:
        if item.key in self._reading:
            return
        self._reading.add(item.key)
        self._background.run(
            self,
            lambda: self._prepare(item),
            lambda made: self._on_read(item.key, made),
            lambda error: self._on_failed(item.key, error),
        )

    def _prepare(self, item: ReviewItem) -> PreparedItem:
        shown = self._reviews.shown(self._review_id, self._reviewer, [item])
        return prepared(shown[0])

    def _on_read(self, key: str, made: PreparedItem) -> None:
        self._reading.discard(key)
        self._ready[key] = made
        if self._wanted is not None and self._wanted[0] == key:
            _key, then, _failed = self._wanted
            self._wanted = None
            then(made)

    def _on_failed(self, key: str, error: WorkbenchError) -> None:
        self._reading.discard(key)
        if self._wanted is not None and self._wanted[0] == key:
            _key, _then, failed = self._wanted
            self._wanted = None
            failed(error)
