"""Whether a prompt is active, deprecated or archived: what the log decided, beside its card."""

from __future__ import annotations

from workbench.formats.registry_statements import LoggedEvent
from workbench.registry.contents import PromptFolder
from workbench.registry.log import before

DECIDING = {"deprecate": "deprecated", "archive": "archived", "activate": "active"}


def deciding_turns(folder: PromptFolder) -> list[LoggedEvent]:
    """The newest events that say what a prompt is; two where people raced."""
    by_id = {logged.id: logged for logged in folder.events.values()}
    turns = [logged for logged in by_id.values() if logged.event.type in DECIDING]
    replaced = {older for logged in turns for older in before(logged, by_id)}
    return [logged for logged in turns if logged.id not in replaced]


def decided(folder: PromptFolder) -> dict[str, str]:
    """Each status that the log allows its card to have; with it the prompt that is named in its
    place, where that was decided, too."""
    turns = deciding_turns(folder)
    if not turns:
        return {"active": ""}
    return {
        DECIDING[logged.event.type]: str(logged.event.data.get("replaced_by", ""))
        for logged in turns
    }


def is_decided(folder: PromptFolder) -> bool:
    """Whether the card says what the log decided. An archived prompt may name what it was
    deprecated in favour of; an active one names nothing."""
    if folder.card is None:
        return False
    allowed, card = decided(folder), folder.card
    if card.status not in allowed:
        return False
    return card.status == "archived" or card.replaced_by == allowed[card.status]
