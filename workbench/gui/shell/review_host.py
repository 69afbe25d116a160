"""Review in the window: made when it is first shown, with ways in from Evaluate and Write."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.kit.memory import Memory
from workbench.gui.review.parts import PARTS
from workbench.gui.review.seams import Part, Source
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
    approval_wanted = Signal(object, int)
    """A `Prompt` of which a version is to be approved, and the number of that version."""

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
        actions = window.actions_
        actions[PLACE].triggered.connect(self._on_shown)
        actions.on("review.import", lambda: self._go(lambda place: place.results_requested.emit()))
        if Part.SETUP in PARTS:
            actions.on("review.new", lambda: self._set_up(None))
            actions.on("rubric.all", lambda: self._go(lambda at: at.rubrics_requested.emit()))
            actions.on("review.of_board", self._review_board)
            actions.on("review.of_evaluation", evaluate.review_shown)
        evaluate.review_wanted.connect(lambda id_: self._set_up(Source(evaluation_id=id_)))

    def show_review(self, review_id: str) -> None:
        self._go(lambda place: place.review_requested.emit(review_id))

    def _build(self) -> ReviewPlace:
        from workbench.gui.review.place import build_review_place

        self._place = place = build_review_place(self._around())
        place.said.connect(self.said)
        place.evaluation_wanted.connect(self._evaluate.show_evaluation)
        place.prompt_wanted.connect(self._show_in_write)
        place.approval_wanted.connect(self.approval_wanted)
        place.full_screen_wanted.connect(self._parts.window.show_alone)
        place.judging.connect(self._parts.window.notices.hold_back)
        place.file_written.connect(self._parts.window.notices.show_written)
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

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what was typed, then call."""
        if self._place:
            self._place.leaving.emit()
        then()

    def _set_up(self, source: Source | None) -> None:
        self._go(lambda place: place.setup_requested.emit(source))

    def _review_board(self) -> None:
        opened = self._write.session.open
        prompt_id = opened.prompt.id if opened else ""
        self._set_up(Source(run_ids=self._write.board.finished_runs, prompt_id=prompt_id))

    def _show_in_write(self, prompt_id: str) -> None:
        self._parts.window.actions_.run("go.write")
        self._write.state_requested.emit(prompt_id, "")

    def _go(self, then: Callable[[ReviewPlace], None]) -> None:
        self._parts.window.actions_.run(PLACE)
        if self._place is not None:
            then(self._place)

    def _on_shown(self) -> None:
        """The keyboard goes along; what is typed in Write is kept."""
        self._write.session.flush()
        if self._place:
            self._place.setFocus()
