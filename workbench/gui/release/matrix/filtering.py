"""Which prompts the matrix shows: by words, and by what is to be looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.environments import PromptPins


class Show(StrEnum):
    ALL = "all"
    DIFFERING = "differing"
    """Two neighbouring environments use different versions."""
    CANARY = "canary"
    WITHDRAWN = "withdrawn"
    """An environment uses a version that was withdrawn."""
    LEAVING = "leaving"
    """Deprecated or archived."""
    UNUSED = "unused"
    """No environment uses it."""
    MINE = "mine"
    """What I decided last, somewhere."""


@dataclass(frozen=True, slots=True)
class Filter:
    show: Show = Show.ALL
    missing: str = ""
    """An environment that does not use the prompt; empty asks for nothing."""
    words: str = ""
    """All of them are in its path, or in who decided a pin."""
    me: str = ""
    """Who `MINE` are of."""

    @property
    def asks(self) -> bool:
        return bool(self.words or self.missing or self.show is not Show.ALL)


def filtered(rows: Iterable[PromptPins], wanted: Filter) -> list[PromptPins]:
    words = wanted.words.casefold().split()
    return [
        row
        for row in rows
        if _shown(row, wanted)
        and (not wanted.missing or row.pin(wanted.missing) is None)
        and all(_says(row, word) for word in words)
    ]


def _shown(row: PromptPins, wanted: Filter) -> bool:
    match wanted.show:
        case Show.DIFFERING:
            return any(each.words for each in row.differences)
        case Show.CANARY:
            return any(pin.canary for pin in row.pins)
        case Show.WITHDRAWN:
            return any(pin.withdrawn for pin in row.pins)
        case Show.LEAVING:
            return row.status != "active"
        case Show.UNUSED:
            return not row.pins
        case Show.MINE:
            return bool(wanted.me) and any(pin.actor == wanted.me for pin in row.pins)
    return True


def _says(row: PromptPins, word: str) -> bool:
    return word in row.prompt.casefold() or any(word in pin.actor.casefold() for pin in row.pins)
