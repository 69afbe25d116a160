"""What a merge may do to a file that never changes: give it another name, and nothing else.

Two people who took one number, or stated something under one name, are both kept: the one that
was not published yet gives way. The log tells a version's new number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from workbench.domain.errors import WorkbenchError
from workbench.formats import registry_statements, version_file
from workbench.formats.registry_statements import LoggedEvent
from workbench.formats.version_file import Record
from workbench.registry import layout

RENAMED = ("approvals", "withdrawn")
"""Parts whose files are known by their bytes, and not by their names."""


def is_kept(files: Mapping[str, bytes], path: str, before: bytes) -> bool:
    """Whether what was at the path once stands under another name now, as it was."""
    place = layout.prompt_file(path)
    if place is None:
        return False
    beside = f"{place.folder}/{place.part}/"
    others = {name: data for name, data in files.items() if name.startswith(beside)}
    others.pop(path, None)
    if place.part in RENAMED:
        return before in others.values()
    if place.part != "versions":
        return False
    log = f"{place.folder}/log/"
    events = {name: data for name, data in files.items() if name.startswith(log)}
    return _is_renumbered(path, before, others, events)


def _is_renumbered(
    path: str, before: bytes, others: Mapping[str, bytes], events: Mapping[str, bytes]
) -> bool:
    try:
        old = version_file.read(before, path).record
    except WorkbenchError:
        return False
    logged = list(_events(events))
    name = f"-{layout.short(old.digest)}.yaml"
    for other, data in others.items():
        if other.endswith(name):
            try:
                new = version_file.read(data, other).record
            except WorkbenchError:
                continue
            if _same_but_for_numbers(old, new) and _leads(logged, old, new):
                return True
    return False


def _same_but_for_numbers(old: Record, new: Record) -> bool:
    return msgspec.structs.replace(new, version=old.version, interface=old.interface) == old


def _leads(events: Iterable[LoggedEvent], old: Record, new: Record) -> bool:
    """Whether the log tells how one became the other."""
    steps = [
        logged.event.data for logged in events if logged.event.data.get("digest") == old.digest
    ]
    reached: set[tuple[object, object]] = set()
    waiting: list[tuple[object, object]] = [(old.version, old.interface)]
    while waiting:
        number, interface = waiting.pop()
        for step in steps:
            after = (step.get("version"), step.get("interface", interface))
            if step.get("from") == number and after not in reached:
                reached.add(after)
                waiting.append(after)
    return (new.version, new.interface) in reached


def _events(files: Mapping[str, bytes]) -> Iterator[LoggedEvent]:
    for path, data in files.items():
        if "-renumber-" in path:
            try:
                logged = registry_statements.read_event(data, path)
            except WorkbenchError:
                continue
            if logged.event.type == "renumber":
                yield logged
