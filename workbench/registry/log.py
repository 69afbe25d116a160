"""The log of one prompt as a graph: every event names the events before it."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.formats.registry_statements import LoggedEvent

PINNING = ("promote", "rollback")


def newest_events(events: Iterable[LoggedEvent]) -> tuple[str, ...]:
    """Ids of the events that nobody has referred to yet: the parents of the next one."""
    known = list(events)
    named = {parent for logged in known for parent in logged.event.parents}
    return tuple(sorted(logged.id for logged in known if logged.id not in named))


def deciding_events(events: Iterable[LoggedEvent], environment: str) -> tuple[LoggedEvent, ...]:
    """The newest events that pin the prompt in an environment; two where people raced."""
    by_id = {logged.id: logged for logged in events}
    pinning = [
        logged
        for logged in by_id.values()
        if logged.event.type in PINNING and logged.event.data.get("environment") == environment
    ]
    replaced = {older for logged in pinning for older in _before(logged, by_id)}
    return tuple(logged for logged in pinning if logged.id not in replaced)


def _before(logged: LoggedEvent, by_id: dict[str, LoggedEvent]) -> set[str]:
    found: set[str] = set()
    waiting = list(logged.event.parents)
    while waiting:
        parent = waiting.pop()
        if parent in by_id and parent not in found:
            found.add(parent)
            waiting += by_id[parent].event.parents
    return found
