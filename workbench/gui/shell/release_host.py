"""Release in the window: made when it is first shown, with ways to Write, Evaluate and Review."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.domain.prompts import Prompt
from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.kit.memory import Memory
from workbench.gui.shell.engine_link import EngineLink
from workbench.gui.shell.evaluate_host import EvaluateHost
from workbench.gui.shell.parts import Parts
from workbench.gui.shell.review_host import ReviewHost
from workbench.gui.write.place import WritePlace
from workbench.services.opened import Services

if TYPE_CHECKING:
    from workbench.gui.release.around import Around
    from workbench.gui.release.page import ReleasePlace
    from workbench.gui.release.seams import ChosenCell

PLACE = "go.release"


class ReleaseHost(QObject):
    said = Signal(str)

    def __init__(
        self,
        parts: Parts,
        services: Services,
        relay: EventRelay,
        write: WritePlace,
        evaluate: EvaluateHost,
        review: ReviewHost,
        memory: Memory,
        engine: EngineLink,
    ) -> None:
        super().__init__(write)
        self._parts, self._services, self._relay = parts, services, relay
        self._write, self._evaluate, self._review = write, evaluate, review
        self._memory, self._engine = memory, engine
        self._place: ReleasePlace | None = None
        self._chosen: Prompt | None = None
        self._wanted = ""
        """The path that is looked for."""
        parts.window.add_place(PLACE, self.tr("Release"), "release", self._build)
        parts.window.actions_[PLACE].triggered.connect(self._on_shown)

    @property
    def chosen(self) -> Prompt | None:
        """The prompt of this workspace that is chosen in Release, while that is seen."""
        return self._chosen if self._parts.window.place == PLACE else None

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what was typed, then call."""
        if self._place:
            self._place.leaving.emit()
        then()

    def _build(self) -> ReleasePlace:
        from workbench.gui.release.place import build_release_place

        self._place = place = build_release_place(self._around())
        place.said.connect(self.said)
        place.prompt_wanted.connect(self._show_in_write)
        place.evaluation_wanted.connect(self._evaluate.show_evaluation)
        place.review_wanted.connect(self._review.show_review)
        place.cell_chosen.connect(self._look_for)
        place.file_written.connect(self._parts.window.notices.show_written)
        self._parts.layout.restore_place(place)
        return place

    def _around(self) -> Around:
        from workbench.gui.release.around import Around
        from workbench.gui.release.registry_watch import RegistryWatch

        parts, services = self._parts, self._services
        reading = parts.background.aside()
        head = services.released.head
        watch = RegistryWatch(services.settings, reading, self._relay, head, self)
        return Around(
            services,
            parts.background,
            reading,
            parts.window.actions_,
            parts.window.theme,
            parts.window.icons,
            parts.ask,
            self._relay,
            watch,
            self._memory,
            None if services.read_only else self._engine,
        )

    def _show_in_write(self, path: str, digest: str) -> None:
        """The prompt of this workspace at that path, in that state if it has it."""
        prompts = self._services.prompts

        def find() -> tuple[Prompt, str]:
            prompt = prompts.open_path(path).prompt
            known = any(each.digest == digest for each in prompts.versions(prompt.id))
            return prompt, digest if known else ""

        failed = self._parts.ask.show_error
        self._parts.background.run(self, find, self._open_in_write, failed)

    def _look_for(self, cell: ChosenCell | None) -> None:
        """Whether this workspace has what is chosen there."""
        self._take(None)
        if cell is None:
            return
        prompts = self._services.prompts

        def find() -> tuple[str, Prompt]:
            return cell.prompt, prompts.open_path(cell.prompt).prompt

        self._wanted = cell.prompt
        self._parts.background.run(self, find, self._found, lambda _error: None)

    def _found(self, found: tuple[str, Prompt]) -> None:
        if found[0] == self._wanted:
            self._take(found[1])

    def _take(self, prompt: Prompt | None) -> None:
        from workbench.gui.release.facts import report

        self._chosen = prompt
        report(self._parts.window.actions_, here=prompt is not None)

    def _open_in_write(self, found: tuple[Prompt, str]) -> None:
        self._parts.window.actions_.run("go.write")
        self._write.state_requested.emit(found[0].id, found[1])

    def _on_shown(self) -> None:
        """The keyboard goes along; what is typed in Write is kept."""
        self._write.session.flush()
        if self._place:
            self._place.setFocus()
