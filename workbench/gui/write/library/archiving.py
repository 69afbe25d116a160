"""Out of the library and back: prompts are archived, after asking where others include them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from workbench.domain.history import Use
from workbench.domain.prompts import Prompt, PromptKind
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.write.library.changing import Changes, Done
from workbench.gui.write.library.panel import LibraryPanel
from workbench.gui.write.library.targets import Targets
from workbench.gui.write.session import WriteSession
from workbench.services.library import LibraryService

MOST_NAMED = 8


class ArchivingPresenter(QObject):
    open_requested = Signal(str)
    """The one prompt that was brought back."""

    def __init__(
        self,
        panel: LibraryPanel,
        session: WriteSession,
        targets: Targets,
        changes: Changes,
        library: LibraryService,
        background: Background,
        actions: Actions,
        ask: Ask,
    ) -> None:
        super().__init__(panel)
        self._panel, self._session, self._targets = panel, session, targets
        self._changes, self._library = changes, library
        self._background, self._ask = background, ask
        actions.on("prompt.archive", self._archive)
        actions.on("prompt.bring_back", self._bring_back)

    def _archive(self) -> None:
        """Asks first where drafts that stay include what goes."""
        prompts = self._targets.prompts()
        ids = [prompt.id for prompt in prompts]
        components = [p.path for p in prompts if p.kind is PromptKind.COMPONENT]

        def uses() -> dict[str, list[Use]]:
            found = {path: self._library.uses(path) for path in components}
            return {p: [u for u in us if u.prompt_id not in ids] for p, us in found.items()}

        def go_on(found: Mapping[str, list[Use]]) -> None:
            if self._agreed(found):
                self._set_archived(ids, True)

        if ids:
            look = self._background.run
            self._session.flush(lambda: look(self, uses, go_on, self._ask.show_error))

    def _agreed(self, found: Mapping[str, list[Use]]) -> bool:
        paths = sorted({use.path for uses in found.values() for use in uses if use.in_draft})
        if not paths:
            return True
        named = ", ".join(paths[:MOST_NAMED])
        if len(paths) > MOST_NAMED:
            named = self.tr("{0} and {1} more").format(named, len(paths) - MOST_NAMED)
        used = ", ".join(path for path, uses in found.items() if uses)
        return self._ask.confirm(
            self.tr("Archive {0}?").format(used),
            self.tr(
                "It is included by {0}. These drafts cannot run until it is brought back. "
                "Their versions stay as they are."
            ).format(named),
            self.tr("Archive"),
        )

    def _bring_back(self) -> None:
        ids = [prompt.id for prompt in self._targets.prompts(archived=True)]
        chosen = self._panel.selected()
        if not ids and chosen and chosen.prompt.archived:
            ids = [chosen.prompt.id]
        if ids:
            self._set_archived(ids, False)

    def _set_archived(self, ids: Sequence[str], archived: bool) -> None:
        def done(before: list[Prompt]) -> Done:
            words = self.tr("Archived: {0}.") if archived else self.tr("Brought back: {0}.")
            told = before[0].path if len(before) == 1 else f"{len(before):n}"
            put_back = lambda: self._library.put_back(before)  # noqa: E731
            return words.format(told), put_back if before else None

        def then(before: list[Prompt]) -> None:
            opened = self._session.open
            if archived and opened and opened.prompt.id in ids:
                self._session.show_prompt(None)
            elif not archived and len(before) == 1:
                self.open_requested.emit(before[0].id)

        self._changes.run(
            lambda progress: self._library.set_archived(ids, archived, progress), done, then
        )
