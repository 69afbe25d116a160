"""Adding a placeholder: the place in a prompt that a whole conversation goes into."""

from __future__ import annotations

from PySide6.QtCore import QObject

from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.write.editor.cards import MessageCards
from workbench.gui.write.editor.structure import conversation_name, with_placeholder
from workbench.gui.write.session import WriteSession
from workbench.services.renaming import checked_conversation


class ConversationPlacing(QObject):
    def __init__(
        self,
        cards: MessageCards,
        session: WriteSession,
        background: Background,
        actions: Actions,
        ask: Ask,
    ) -> None:
        super().__init__(cards)
        self._cards, self._session = cards, session
        self._background, self._ask = background, ask
        actions.on("message.add_placeholder", self.add)

    def add(self) -> None:
        """Asks for the input; its name is checked against the templates, off the window."""
        content, opened = self._session.content, self._session.open
        if content is None or opened is None:
            return
        title, label = self.tr("Add a conversation"), self.tr("Input that gives its messages")
        asked = self._ask.text(title, label, conversation_name(content))
        if asked is None:
            return
        name, prompt_id = asked.strip(), opened.prompt.id

        def place(name: str) -> None:
            if self._session.open and self._session.open.prompt.id == prompt_id:
                self._place(name)

        self._background.run(
            self, lambda: checked_conversation(name, content), place, self._ask.show_error
        )

    def _place(self, name: str) -> None:
        if content := self._session.content:
            changed, place = with_placeholder(content, self._cards.current, name)
            self._session.apply(changed, self.tr("Add the conversation {0}").format(name))
            self._cards.go_to(place)
