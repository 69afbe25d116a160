"""Says on a message's card which of the ticked models will not take it as it is."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance

from workbench.domain.models import Model
from workbench.domain.sending import Concern, SendingConcern, sending_concerns
from workbench.gui.kit.safe_text import safe
from workbench.gui.write.editor.cards import MessageCards
from workbench.gui.write.session import WriteSession

NAMED = 3


class Listing(Protocol):
    """The list of models, as far as it is needed."""

    @property
    def models(self) -> tuple[Model, ...]: ...

    @property
    def modelReset(self) -> SignalInstance: ...


class SendingConcerns(QObject):
    def __init__(self, cards: MessageCards, session: WriteSession, listing: Listing) -> None:
        super().__init__(cards)
        self._cards, self._session, self._listing = cards, session, listing
        self._shown: tuple[SendingConcern, ...] = ()
        session.prompt_opened.connect(self._show)
        session.draft_changed.connect(self._show)
        session.plan_changed.connect(self._show)
        listing.modelReset.connect(self._show)

    def _show(self, _content: object = None) -> None:
        content, ticked = self._session.collected, set(self._session.models)
        models = [model for model in self._listing.models if model.name in ticked]
        found = sending_concerns(content.messages, models) if content else ()
        if found == self._shown and not found:
            return
        self._shown = found
        for index, card in enumerate(self._cards.cards):
            card.show_warning(
                " ".join(self._words(each) for each in found if each.message_index == index)
            )

    def _words(self, found: SendingConcern) -> str:
        if found.concern is Concern.IMAGE_ROLE:
            return self.tr("Most models take images in messages of the user only.")
        names = ", ".join(map(safe, found.models[:NAMED]))
        if len(found.models) > NAMED:
            names = self.tr("{0} and {1} more").format(names, len(found.models) - NAMED)
        one = len(found.models) == 1
        if found.concern is Concern.NO_IMAGES:
            words = (
                self.tr("{0} takes no images, as far as is known.")
                if one
                else self.tr("{0} take no images, as far as is known.")
            )
        else:
            words = (
                self.tr("{0} answers anew and does not continue this.")
                if one
                else self.tr("{0} answer anew and do not continue this.")
            )
        return words.format(names)
