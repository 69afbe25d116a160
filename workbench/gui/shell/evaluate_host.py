"""Evaluate in the window: made when it is first shown, told what is open in Write."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.kit.memory import Memory
from workbench.gui.shell.engine_link import EngineLink
from workbench.gui.shell.parts import Parts
from workbench.gui.write.place import WritePlace
from workbench.services.events import Event, TrustChanged
from workbench.services.opened import Services

if TYPE_CHECKING:
    from workbench.gui.evaluate.around import Around, Subject
    from workbench.gui.evaluate.page import EvaluatePlace

PLACE = "go.evaluate"
TRUST = "workspace.trust"


class EvaluateHost(QObject):
    said = Signal(str)
    review_wanted = Signal(str)
    """Id of an evaluation whose outputs people are to judge."""

    def __init__(
        self,
        parts: Parts,
        services: Services,
        engine: EngineLink,
        relay: EventRelay,
        write: WritePlace,
        memory: Memory,
    ) -> None:
        super().__init__(write)
        self._parts, self._services, self._engine = parts, services, engine
        self._relay, self._write, self._memory = relay, write, memory
        self._place: EvaluatePlace | None = None
        window, actions = parts.window, parts.window.actions_
        window.add_place(PLACE, self.tr("Evaluate"), "table-check", self._build)
        actions[PLACE].triggered.connect(self._on_shown)
        actions.on("evaluation.new", lambda: self._go(lambda place: place.new_requested.emit()))
        actions.on(
            "evaluation.prompt", lambda: self._go(lambda place: place.evaluate_requested.emit())
        )
        self._trusted = False
        actions.on_toggle(TRUST, self._on_trust)
        relay.published.connect(self._on_event)
        trust = services.trust
        parts.background.run(self, lambda: trust.trusted, self._show_trust)
        write.session.prompt_opened.connect(self._on_subject)
        write.session.plan_changed.connect(self._on_subject)

    def show_evaluation(self, evaluation_id: str, cell: int = -1) -> None:
        """And the cell of that number in it, opened, if there is one."""
        self._go(lambda place: place.evaluation_requested.emit(evaluation_id, cell))

    def review_shown(self) -> None:
        """Have the outputs of the evaluation that is shown reviewed."""
        if self._place:
            self._place.review_requested.emit()

    def _build(self) -> EvaluatePlace:
        from workbench.gui.evaluate.place import build_evaluate_place

        self._place = place = build_evaluate_place(self._around())
        place.said.connect(self.said)
        place.prompt_wanted.connect(self._show_in_write)
        place.file_written.connect(self._parts.window.notices.show_written)
        place.review_wanted.connect(self.review_wanted)
        self._parts.layout.restore_place(place)
        return place

    def _around(self) -> Around:
        from workbench.gui.evaluate.around import Around

        parts = self._parts
        return Around(
            self._services,
            self._engine,
            parts.background,
            parts.window.actions_,
            parts.window.theme,
            parts.window.icons,
            parts.ask,
            self._relay,
            self._subject,
            self._memory,
        )

    def _subject(self) -> Subject | None:
        from workbench.gui.evaluate.around import Subject

        opened = self._write.session.open
        if opened is None:
            return None
        return Subject(opened.prompt.id, opened.prompt.path, self._write.session.models)

    def _go(self, then: Callable[[EvaluatePlace], None]) -> None:
        """Show it; what was typed in Write is kept before anything is planned."""
        self._parts.window.actions_.run(PLACE)
        place = self._place
        if place is not None:
            self._write.session.flush(lambda: then(place))

    def _on_shown(self) -> None:
        """What is typed and what is evaluated are the same; the keyboard goes along."""
        self._write.session.flush()
        if self._place:
            self._place.setFocus()

    def _on_trust(self, wanted: bool) -> None:
        """What is wanted is asked about first: the tick follows what is so."""
        if wanted != self._trusted:
            self._parts.window.actions_[TRUST].setChecked(self._trusted)
            self._go(lambda place: place.trust_requested.emit(wanted))

    def _on_event(self, event: Event) -> None:
        if isinstance(event, TrustChanged):
            self._show_trust(event.trusted)

    def _show_trust(self, trusted: bool) -> None:
        self._trusted = trusted
        self._parts.window.actions_[TRUST].setChecked(trusted)

    def _on_subject(self, _opened: object = None) -> None:
        if self._place:
            self._place.subject_changed.emit()

    def _show_in_write(self, prompt_id: str, digest: str) -> None:
        self._parts.window.actions_.run("go.write")
        self._write.state_requested.emit(prompt_id, digest)
