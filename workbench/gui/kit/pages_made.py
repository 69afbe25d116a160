"""The pages of a place, each made when it is turned to, or before if there is time."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

Part = TypeVar("Part")
Page = TypeVar("Page")


class PagesMade(Generic[Part, Page]):
    """`make` makes the page of a part; it is asked once for each of `parts`."""

    def __init__(
        self, parts: Collection[Part], make: Callable[[Part], Page], owner: QObject
    ) -> None:
        self._parts, self._make, self._owner = parts, make, owner
        self._made: dict[Part, Page] = {}

    def page(self, part: Part) -> Page:
        if part not in self._made:
            self._made[part] = self._make(part)
        return self._made[part]

    def made(self, part: Part | None) -> Page | None:
        """None if it was not turned to yet, or there is no such page."""
        return None if part is None else self._made.get(part)

    def make_the_rest(self) -> None:
        """One at a time while nothing else is to be done: their commands are in the menus then,
        and turning to them takes no time."""
        QTimer.singleShot(0, self._owner, self._make_next)

    def _make_next(self) -> None:
        for part in self._parts:
            if part not in self._made:
                self.page(part)
                self.make_the_rest()
                return
