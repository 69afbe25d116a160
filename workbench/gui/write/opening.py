"""Opening a prompt: what is being typed is kept first, then the other one is read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from workbench.domain.errors import NotFound
from workbench.domain.history import OpenPrompt
from workbench.domain.prompts import PromptContent
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.write.journal import Journal
from workbench.gui.write.session import WriteSession
from workbench.services.prompts import PromptService

Loaded = tuple[OpenPrompt, PromptContent | None]


class Opening(QObject):
    leaving = Signal()
    """Another prompt was asked for; the one that is open is still shown."""
    opened = Signal(str)
    """Id of the prompt."""

    def __init__(
        self,
        prompts: PromptService,
        session: WriteSession,
        journal: Journal,
        background: Background,
        ask: Ask,
    ) -> None:
        super().__init__(session)
        self._prompts, self._session, self._journal = prompts, session, journal
        self._background, self._ask = background, ask
        self._wanted = ""
        self._then: Callable[[], object] | None = None

    def open(self, prompt_id: str, then: Callable[[], object] | None = None) -> None:
        """The last one asked for is the one that is shown; `then` is called when it is.

        One that is open already stays as it is, with its cursors.
        """
        if self._shown(prompt_id):
            if then:
                then()
            return
        self.leaving.emit()
        self._wanted, self._then = prompt_id, then
        self._session.flush(lambda: self._load(prompt_id))

    def refresh(self) -> None:
        """Read the open prompt's card and newest version again; the draft stays as typed."""
        if opened := self._session.open:
            prompt_id = opened.prompt.id
            self._background.run(self, lambda: self._read(prompt_id), self._show_card)

    def take_over(self, prompt_id: str) -> None:
        """The draft was replaced on disk: show that one, as a step that can be undone."""
        if self._session.open and self._session.open.prompt.id == prompt_id:
            self._background.run(self, lambda: self._read(prompt_id), self._replace)

    def _shown(self, prompt_id: str) -> bool:
        opened = self._session.open
        return opened is not None and opened.prompt.id == prompt_id == self._wanted

    def _load(self, prompt_id: str) -> None:
        if prompt_id == self._wanted:
            self._background.run(
                self, lambda: self._read(prompt_id), self._show, self._ask.show_error
            )

    def _read(self, prompt_id: str) -> Loaded:
        opened = self._prompts.open(prompt_id)
        if opened.newest is None:
            return opened, None
        try:
            return opened, self._prompts.content(opened.newest.digest)
        except NotFound:
            return opened, None

    def _show(self, loaded: Loaded) -> None:
        opened, base = loaded
        if opened.prompt.id != self._wanted:
            return
        if unsaved := self._journal.unsaved(opened.prompt.id):
            opened = OpenPrompt(opened.prompt, unsaved, opened.newest)
        self._session.show_prompt(opened, base)
        self.opened.emit(opened.prompt.id)
        then, self._then = self._then, None
        if then:
            then()

    def _show_card(self, loaded: Loaded) -> None:
        self._session.show_card(*loaded)

    def _replace(self, loaded: Loaded) -> None:
        opened, base = loaded
        session = self._session
        if session.open and session.open.prompt.id == opened.prompt.id:
            session.show_card(opened, base)
            based_on = opened.draft.based_on
            session.replace_draft(opened.draft.content, self.tr("Restore"), based_on=based_on)
