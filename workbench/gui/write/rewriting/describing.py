"""Describing an input by command: the one whose field was used last, or the one at the cursor."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from workbench.domain.errors import InvalidInput
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.write.editor.cards import MessageCards
from workbench.gui.write.inputs.presenter import InputsPresenter


class Describing(QObject):
    def __init__(
        self,
        place: QWidget,
        cards: MessageCards,
        inputs: InputsPresenter,
        actions: Actions,
        ask: Ask,
    ) -> None:
        """`place` is what cards and fields are both in: it knows which of them was used last."""
        super().__init__(place)
        self._place, self._cards, self._inputs, self._ask = place, cards, inputs, ask
        actions.on("input.describe", self.describe)

    def describe(self) -> None:
        name = self._inputs.name_of(self._place.focusWidget()) or self._at_cursor()
        if not self._inputs.describe_named(name):
            hint = self.tr("Put the cursor into an input's field, or on its name in a message.")
            self._ask.show_error(
                InvalidInput(self.tr("There is no input here to describe."), hint=hint)
            )

    def _at_cursor(self) -> str:
        cards, index = self._cards.cards, self._cards.current
        return cards[index].variable if 0 <= index < len(cards) else ""
