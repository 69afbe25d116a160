"""Two decisions about one pin: both sides in words, and the event that says which one holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from workbench.domain.merging import ConflictKind, MergeConflict, MergeSide
from workbench.formats import registry_files, version_file
from workbench.formats.registry_files import PinFile
from workbench.formats.registry_statements import EventType, LoggedEvent
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder
from workbench.registry.log import PINNING, Teller
from workbench.registry.pin_conflicts import decision_words
from workbench.registry.renumbering import with_numbers

NOT_PINNED = "not pinned"


def same_choice(one: PinFile | None, other: PinFile | None) -> bool:
    """Both let the environment use the same, however they came to it."""
    return one is not None and other is not None and _use(one) == _use(other)


def pin_conflict(
    path: str,
    folder: PromptFolder,
    base: PinFile | None,
    ours: PinFile | None,
    theirs: PinFile | None,
    *,
    options: tuple[MergeSide, ...] = tuple(MergeSide),
    reason: str = "",
) -> MergeConflict:
    environment, prompt = layout.pin_of(path) or ("", "")
    return MergeConflict(
        path,
        ConflictKind.PIN,
        ours=_words(folder, ours),
        theirs=_words(folder, theirs),
        base_text=_text(folder, base),
        ours_text=_text(folder, ours),
        theirs_text=_text(folder, theirs),
        prompt=prompt,
        environment=environment,
        reason=reason,
        options=options,
    )


def settle(
    contents: Contents,
    folder: PromptFolder,
    environment: str,
    chosen: PinFile | None,
    other: PinFile | None,
    side: MergeSide,
    teller: Teller,
) -> tuple[dict[str, str], str]:
    """The files of a pin that was chosen, and the path of one that goes; the log says so with an
    event after both, of the kind that the chosen decision was."""
    kind, data = _decision(folder, environment, chosen, other, side)
    reason = {"reason": teller.reason}
    logged, path, text = teller.next_event(contents, folder, kind, data | reason)
    folder.events[path] = logged
    place = layout.pin_path(environment, folder.prompt)
    if chosen is None:
        contents.pins.pop(place, None)
        return {path: text}, place
    previous = str(data.get("from") or data.get("previous", ""))
    pin = with_numbers(folder, chosen)
    pin = msgspec.structs.replace(pin, event=logged.id, previous=previous)
    contents.pins[place] = pin
    return {path: text, place: registry_files.write_pin(pin)}, ""


def _decision(
    folder: PromptFolder,
    environment: str,
    chosen: PinFile | None,
    other: PinFile | None,
    side: MergeSide,
) -> tuple[EventType, dict[str, Any]]:
    """Ours replaces theirs, which others use already; theirs stays what it was."""
    data: dict[str, Any] = {"environment": environment}
    if chosen is None:
        return "rollback", data | {"from": other.digest if other else ""}
    decided = _event(folder.events.values(), chosen.event)
    data |= {"to": chosen.digest, "rollout": chosen.rollout}
    if side is MergeSide.OURS and other is not None and other.digest != chosen.digest:
        data["from"] = other.digest
    else:
        data["previous"] = chosen.previous
    kind: EventType = "promote"
    if decided and decided.event.type in PINNING:
        kind = decided.event.type
        for name in ("approvals", "evidence"):
            data[name] = decided.event.data.get(name, [])
    return kind, data


def _use(pin: PinFile) -> tuple[object, ...]:
    return pin.digest, [(part.get("digest"), part.get("weight")) for part in pin.rollout]


def _words(folder: PromptFolder, pin: PinFile | None) -> str:
    if pin is None:
        return NOT_PINNED
    words = f"v{with_numbers(folder, pin).version}"
    for part in pin.rollout:
        version = folder.with_digest(str(part.get("digest", "")))
        name = f"v{version.record.version}" if version else "another version"
        words += f" and {name} for {part.get('weight')} %"
    if decided := _event(folder.events.values(), pin.event):
        words += f" ({decision_words(decided.event)})"
    return words


def _event(events: Iterable[LoggedEvent], named: str) -> LoggedEvent | None:
    return next((logged for logged in events if logged.id == named), None)


def _text(folder: PromptFolder, pin: PinFile | None) -> str | None:
    """What the environment uses: pins themselves are but digests."""
    if pin is None:
        return None
    version = folder.with_digest(pin.digest)
    return version_file.write_head(version.content) if version else ""
