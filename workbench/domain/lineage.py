"""Which version was made from which: a prompt's versions form a tree, not always one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from workbench.domain.prompts import Version


def parents(versions: Iterable[Version]) -> dict[int, int | None]:
    """The number of each version's parent; None for what was made from nothing known here."""
    known = sorted(versions, key=lambda version: version.number)
    numbers = {version.number for version in known}
    newest: dict[str, int] = {}
    found: dict[int, int | None] = {}
    for version in known:
        told = version.made_from if version.made_from in numbers else None
        found[version.number] = newest.get(version.parent) if told is None else told
        newest[version.digest] = version.number
    return found


def ancestors(number: int, parent_of: Mapping[int, int | None]) -> Iterator[int]:
    """Where a version comes from, the nearest first."""
    parent = parent_of.get(number)
    # What a registry renumbered may come from a higher number, and a damaged file lead in a circle
    seen = {number}
    while parent is not None and parent not in seen:
        yield parent
        seen.add(parent)
        parent = parent_of.get(parent)


def common_ancestor(one: int, other: int, parent_of: Mapping[int, int | None]) -> int | None:
    """The newest version that both come from, or are; None where they have none in common."""
    line = {one, *ancestors(one, parent_of)}
    return next((each for each in (other, *ancestors(other, parent_of)) if each in line), None)
