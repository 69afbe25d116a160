"""Which card shows which message, so that a card goes along with its message.

Cursor, scroll bars and folds live in the cards: a message that is moved takes them with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from workbench.domain.prompts import Message


class Showing(Protocol):
    @property
    def message(self) -> Message: ...


Card = TypeVar("Card", bound=Showing)


def matched(cards: Sequence[Card], messages: Sequence[Message]) -> list[Card | None]:
    """A card for each message: the one that shows it, else the one in its place, else none."""
    if len(cards) == len(messages):
        changed = [i for i, card in enumerate(cards) if card.message is not messages[i]]
        if len(changed) < 2:
            return list(cards)
    left = {id(card.message): card for card in reversed(cards)}
    found = [left.pop(id(message), None) for message in messages]
    used = {id(card) for card in found if card is not None}
    return [
        card if card is not None else _in_place(cards, index, used)
        for index, card in enumerate(found)
    ]


def _in_place(cards: Sequence[Card], index: int, used: set[int]) -> Card | None:
    if index < len(cards) and id(cards[index]) not in used:
        used.add(id(cards[index]))
        return cards[index]
    return None
