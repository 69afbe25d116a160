"""The events of a registry in the order in which they happened: times are whole seconds, so of one
second the graph tells which event knew of which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from itertools import groupby

from workbench.domain.audit import LoggedEntry

NAMED = len("sha256:") + 12
"""Letters of a hash that the name of an event's file holds."""


def in_order(entries: Iterable[LoggedEntry]) -> list[LoggedEntry]:
    """Oldest first; of one second parents before children, and what nobody ordered by file."""
    by_time = sorted(entries, key=lambda each: (each.entry.at, each.file))
    groups = (list(group) for _at, group in groupby(by_time, key=lambda each: each.entry.at))
    return [entry for group in groups for entry in _ranked(group)]


def _ranked(events: Sequence[LoggedEntry]) -> Iterator[LoggedEntry]:
    if len(events) == 1:
        return iter(events)
    ordered = _parents_first(events)
    return (replace(each, rank=rank) for rank, each in enumerate(ordered))


def _parents_first(events: Sequence[LoggedEntry]) -> Sequence[LoggedEntry]:
    """As they were where they name each other in a circle, which only a forger writes."""
    at = {(_folder(each), each.hash[:NAMED]): number for number, each in enumerate(events)}
    graph: dict[int, list[int]] = {}
    for number, each in enumerate(events):
        parents = ((_folder(each), parent[:NAMED]) for parent in each.before)
        graph[number] = sorted(at[parent] for parent in parents if parent in at)
    try:
        return [events[number] for number in TopologicalSorter(graph).static_order()]
    except CycleError:
        return events


def _folder(logged: LoggedEntry) -> str:
    """Of the log: each prompt has its own."""
    return logged.file.rpartition("/")[0]
