"""The log of one prompt as a graph: every event names the events before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workbench.formats.registry_statements import EventType, LoggedEvent, new_event
from workbench.formats.version_file import utc
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder

PINNING = ("promote", "rollback")


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells the log what, when and why."""

    actor: str
    at: datetime
    reason: str = ""

    def next_event(
        self, contents: Contents, folder: PromptFolder, kind: EventType, data: dict[str, Any]
    ) -> tuple[LoggedEvent, str, str]:
        """An event after all of the folder's log; its path and its file's text. `data` says the
        reason where its kind has one."""
        return next_event(
            folder.events.values(),
            registry=contents.name,
            folder=folder.path,
            prompt=folder.prompt,
            kind=kind,
            at=utc(self.at),
            actor=self.actor,
            data=data,
        )


def newest_events(events: Iterable[LoggedEvent]) -> tuple[str, ...]:
    """Ids of the events that nobody has referred to yet: the parents of the next one."""
    known = list(events)
    named = {parent for logged in known for parent in logged.event.parents}
    return tuple(sorted(logged.id for logged in known if logged.id not in named))


def next_event(
    events: Iterable[LoggedEvent],
    *,
    registry: str,
    folder: str,
    prompt: str,
    kind: EventType,
    at: str,
    actor: str,
    data: dict[str, Any],
) -> tuple[LoggedEvent, str, str]:
    """An event after all of these; its path and its file's text."""
    logged, text = new_event(
        registry=registry,
        prompt=prompt,
        kind=kind,
        at=at,
        actor=actor,
        parents=newest_events(events),
        data=data,
    )
    return logged, layout.event_path(folder, at, kind, logged.id), text


def pinned_by(logged: LoggedEvent, environment: str) -> str:
    """The digest that the event pins for all callers of an environment, or nothing."""
    event = logged.event
    if event.type not in PINNING or event.data.get("environment") != environment:
        return ""
    return str(event.data.get("to", ""))


def was_pinned(events: Iterable[LoggedEvent], environment: str, digest: str) -> bool:
    """Whether one of the events pins it there for all callers."""
    return any(pinned_by(logged, environment) == digest for logged in events)


def deciding_events(events: Iterable[LoggedEvent], environment: str) -> tuple[LoggedEvent, ...]:
    """The newest events that pin the prompt in an environment, or take its pin away when it
    is archived; two where people raced."""
    by_id = {logged.id: logged for logged in events}
    deciding = [logged for logged in by_id.values() if _decides(logged, environment)]
    replaced = {older for logged in deciding for older in before(logged, by_id)}
    return tuple(logged for logged in deciding if logged.id not in replaced)


def _decides(logged: LoggedEvent, environment: str) -> bool:
    event = logged.event
    if event.type == "archive":
        taken = event.data.get("unpinned", [])
        return isinstance(taken, list) and environment in taken
    return event.type in PINNING and event.data.get("environment") == environment


def before(logged: LoggedEvent, by_id: Mapping[str, LoggedEvent]) -> set[str]:
    """Ids of all that was known when the event was made, as the graph says."""
    found: set[str] = set()
    waiting = list(logged.event.parents)
    while waiting:
        parent = waiting.pop()
        if parent in by_id and parent not in found:
            found.add(parent)
            waiting += by_id[parent].event.parents
    return found
