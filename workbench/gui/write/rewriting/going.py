"""Going to what a template names, and back to where one was."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from workbench.domain.history import OpenPrompt, PromptSummary
from workbench.gui.kit.actions import Actions
from workbench.gui.write.editor.cards import MessageCards
from workbench.gui.write.editor.completing import Kind
from workbench.gui.write.inputs.form import InputsForm
from workbench.gui.write.opening import Opening
from workbench.gui.write.session import WriteSession

MOST_PLACES = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cursor was; `position` is one of the message's document."""

    prompt_id: str
    message: int = 0
    position: int = 0


class Trail:
    """Places one after the other, of which one is the present, as browsers keep them."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def can_go_back(self) -> bool:
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        return self._at + 1 < len(self._places)

    @property
    def present(self) -> Place | None:
        return self._places[self._at] if self._at >= 0 else None

    def go_on(self, place: Place) -> None:
        """A new place; what had been gone back from is forgotten."""
        del self._places[self._at + 1 :]
        self._places = [*self._places, place][-MOST_PLACES:]
        self._at = len(self._places) - 1

    def update(self, place: Place) -> None:
        """The present one, as it is left."""
        if self._at >= 0:
            self._places[self._at] = place

    def step(self, by: int) -> Place | None:
        if not 0 <= self._at + by < len(self._places):
            return None
        self._at += by
        return self._places[self._at]


class Going(QObject):
    def __init__(
        self,
        cards: MessageCards,
        form: InputsForm,
        session: WriteSession,
        opening: Opening,
        actions: Actions,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._cards, self._form, self._session = cards, form, session
        self._opening, self._actions = opening, actions
        self._ids: dict[str, str] = {}
        self._trail = Trail()
        self._stepping = False
        opening.leaving.connect(self._on_leaving)
        session.prompt_opened.connect(self._on_prompt_opened)
        actions.on("go.to_component", self.go_to_named)
        actions.on("go.back", lambda: self._step(-1))
        actions.on("go.forward", lambda: self._step(1))

    def show_library(self, summaries: list[PromptSummary]) -> None:
        """What there is, by path."""
        self._ids = {each.prompt.path: each.prompt.id for each in summaries}

    def go_to_named(self) -> None:
        """The component that is named at the cursor, or the field of the variable."""
        index = self._cards.current
        if not 0 <= index < len(self._cards.cards):
            return
        edit = self._cards.cards[index].edit
        thing = edit.pointing.thing(edit.textCursor().position())
        if thing is not None and thing.kind is Kind.COMPONENT and thing.name in self._ids:
            self._opening.open(self._ids[thing.name], self._focus)
        elif thing is not None and thing.kind is Kind.VARIABLE and thing.name in self._form.names():
            self._remember()
            self._form.go_to(thing.name)
        else:
            edit.pointing.explain_cursor()

    def _focus(self) -> None:
        self._cards.go_to(max(self._cards.current, 0))

    def _step(self, by: int) -> None:
        if place := self._present():
            self._trail.update(place)
        place = self._trail.step(by)
        if place is None:
            return
        self._stepping = True
        opened = self._session.open
        if opened and opened.prompt.id == place.prompt_id:
            self._arrive(place)
        else:
            self._opening.open(place.prompt_id, lambda: self._arrive(place))

    def _arrive(self, place: Place) -> None:
        self._stepping = False
        self._cards.go_to(place.message, place.position)
        self._report()

    def _remember(self) -> None:
        """Where the cursor is now is a place to come back to."""
        if place := self._present():
            self._trail.update(place)
            self._trail.go_on(place)
            self._report()

    def _on_leaving(self) -> None:
        place = self._present()
        if place and not self._stepping:
            self._trail.update(place)

    def _on_prompt_opened(self, opened: OpenPrompt | None) -> None:
        present = self._trail.present
        if opened is None or self._stepping:
            return
        if present is None or present.prompt_id != opened.prompt.id:
            self._trail.go_on(Place(opened.prompt.id))
        self._report()

    def _present(self) -> Place | None:
        opened, index = self._session.open, self._cards.current
        if opened is None:
            return None
        if not 0 <= index < len(self._cards.cards):
            return Place(opened.prompt.id)
        position = self._cards.cards[index].edit.textCursor().position()
        return Place(opened.prompt.id, index, position)

    def _report(self) -> None:
        self._actions.report(
            can_go_back=self._trail.can_go_back, can_go_forward=self._trail.can_go_forward
        )
