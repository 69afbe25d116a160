"""Review in the window: made when it is first shown, with ways in from Evaluate and Write."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.kit.memory import Memory
from workbench.gui.shell.evaluate_host import EvaluateHost
from workbench.gui.shell.parts import Parts
from workbench.gui.write.place import WritePlace
from workbench.services.opened import Services

if TYPE_CHECKING:
    from workbench.gui.review.around import Around
    from workbench.gui.review.page import ReviewPlace

PLACE = "go.review"


class ReviewHost(QObject):
    said = Signal(str)

    def __init__(
        self,
        parts: Parts,
        services: Services,
        relay: EventRelay,
        write: WritePlace,
        evaluate: EvaluateHost,
        memory: Memory,
    ) -> None:
        super().__init__(write)
        self._parts, self._services, self._relay = parts, services, relay
        self._write, self._evaluate, self._memory = write, evaluate, memory
        self._place: ReviewPlace | None = None
        window = parts.window
        window.add_place(PLACE, self.tr("Review"), "people", self._build)
        window.actions_[PLACE].triggered.connect(self._on_shown)

    def _build(self) -> ReviewPlace:
        from workbench.gui.review.place import build_review_place

        self._place = place = build_review_place(self._around())
        place.said.connect(self.said)
        self._parts.layout.restore_place(place)
        return place

    def _around(self) -> Around:
        from workbench.gui.review.around import Around

        parts = self._parts
        return Around(
            self._services,
            parts.background,
            parts.window.actions_,
            parts.window.theme,
            parts.window.icons,
            parts.ask,
            self._relay,
            self._memory,
        )

    def _go(self, then: Callable[[ReviewPlace], None]) -> None:
        self._parts.window.actions_.run(PLACE)
        if self._place is not None:
            then(self._place)

    def _on_shown(self) -> None:
        """The keyboard goes along; what is typed in Write is kept."""
        self._write.session.flush()
        if self._place:
            self._place.setFocus()
