"""Numbers that two people took at once: whose version was not published yet gets the next one.

A number is for people and not hashed: digest and approvals stay what they are. With the file go
the record, the pins and the event of the log that tells it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from workbench.domain.merging import Renumbered
from workbench.formats import registry_files, version_file
from workbench.formats.registry_files import PinFile
from workbench.formats.version_file import VersionFile
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder
from workbench.registry.log import Teller


@dataclass(slots=True)
class Numbering:
    """What renumbering writes and takes away, by path in the registry."""

    files: dict[str, str] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    renumbered: list[Renumbered] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Movable:
    """A version that may get another number, and the file it is in; `""` for one whose name is
    taken by another file already."""

    path: str
    version: VersionFile


def new_numbers(
    movable: Iterable[Movable], taken: Collection[int], interface_shift: int = 0, since: int = 0
) -> list[tuple[Movable, int, int]]:
    """Number and interface of each that cannot keep them. Whatever comes after one that moves
    moves, too: the newest stays the newest.

    `taken`: the numbers of versions that stay. Interfaces above `since` grow by the shift.
    """
    found = []
    highest = 0
    for each in sorted(movable, key=lambda each: each.version.record.version):
        record = each.version.record
        interface = record.interface
        if interface_shift and interface > since:
            interface += interface_shift
        number = record.version
        if number in taken or number <= highest or interface != record.interface:
            number = max(highest, *taken, record.version if number not in taken else 0) + 1
            found.append((each, number, interface))
            highest = number
    return found


def renumber(
    contents: Contents,
    folder: PromptFolder,
    moves: Iterable[tuple[Movable, int, int]],
    teller: Teller,
) -> Numbering:
    """The folder's log is gone on with; its versions and the pins are as they will be after."""
    done = Numbering()
    for each, number, interface in moves:
        _renumber(contents, folder, each, number, interface, teller, done)
    digests = {each.digest for each in done.renumbered}
    for path, pin in contents.pins.items():
        if pin.prompt == folder.prompt and pin.digest in digests:
            moved = with_numbers(folder, pin)
            if moved != pin:
                contents.pins[path] = moved
                done.files[path] = registry_files.write_pin(moved)
    return done


def with_numbers(folder: PromptFolder, pin: PinFile) -> PinFile:
    """The pin with number and interface that its version has."""
    version = folder.with_digest(pin.digest)
    if version is None:
        return pin
    record = version.record
    return msgspec.structs.replace(pin, version=record.version, interface=record.interface)


def _renumber(
    contents: Contents,
    folder: PromptFolder,
    each: Movable,
    number: int,
    interface: int,
    teller: Teller,
    done: Numbering,
) -> None:
    old = each.version.record
    record = msgspec.structs.replace(old, version=number, interface=interface)
    document: dict[str, Any] = dict(each.version.document.value)
    document["record"] = {**document["record"], "version": number, "interface": interface}
    path = layout.version_path(folder.path, number, old.digest)
    if each.path:
        del folder.versions[each.path]
        done.removed.append(each.path)
    done.files[path] = version_file.layout(document)
    folder.versions[path] = replace(each.version, record=record)
    folder.versions = dict(sorted(folder.versions.items()))
    data: dict[str, Any] = {"digest": old.digest, "from": old.version, "version": number}
    if interface != old.interface:
        data |= {"interface": interface}
    data |= {"reason": teller.reason}
    logged, event_path, text = teller.next_event(contents, folder, "renumber", data)
    folder.events[event_path] = logged
    done.files[event_path] = text
    done.renumbered.append(
        Renumbered(folder.prompt, old.digest, old.version, number, old.interface, interface)
    )


def duplicates(folder: PromptFolder) -> list[Movable]:
    """Versions that give way, and those made from them, where numbers are taken twice. Whose
    number was published first keeps it."""
    published = {
        (logged.event.data.get("digest"), logged.event.data.get("version")): logged.event.at
        for logged in folder.events.values()
        if logged.event.type in ("publish", "import", "renumber")
    }
    numbered: dict[int, list[Movable]] = {}
    for path, version in folder.versions.items():
        numbered.setdefault(version.record.version, []).append(Movable(path, version))
    moving: dict[str, Movable] = {}
    for same in numbered.values():
        same.sort(key=lambda each: (
            published.get((each.version.record.digest, each.version.record.version), "~"),
            each.version.record.created, each.version.record.digest,
        ))  # fmt: skip
        moving |= {each.path: each for each in same[1:]}
    return list(_with_descendants(folder, moving).values())


def _with_descendants(folder: PromptFolder, moving: dict[str, Movable]) -> dict[str, Movable]:
    while True:
        digests = {each.version.record.digest for each in moving.values()}
        more = {
            path: Movable(path, version)
            for path, version in folder.versions.items()
            if path not in moving and digests.intersection(version.record.parents)
        }
        if not more:
            return moving
        moving |= more
