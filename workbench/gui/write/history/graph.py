"""The tree of versions as lanes beside the list, as git clients draw it: pure.

Rows are drawn from the newest down. A version stands in the lane that waits for it; the lanes
of other versions made from it bend into it there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.domain.history import TimelineEntry
from workbench.domain.lineage import parents
from workbench.gui.write.history.models import DraftEntry, Entry

MOST_LANES = 5
"""Lanes that are drawn; those further right share the last one."""
DRAFT = 0
"""Stands for the draft among the numbers of versions, which begin with 1."""


@dataclass(frozen=True, slots=True)
class GraphRow:
    lane: int = 0
    node: bool = True
    """Whether it has a place of its own in the tree, or was only run on the way."""
    above: bool = False
    """A line comes from above into the node."""
    below: bool = False
    through: tuple[int, ...] = ()
    """Lanes that pass by."""
    joining: tuple[int, ...] = ()
    """Lanes that come from above and bend into the node."""
    lanes: int = 1
    """How many lanes the whole graph has."""


def graph(entries: Sequence[Entry], whole: Sequence[TimelineEntry] = ()) -> list[GraphRow]:
    """A row for each entry. Parents are looked up in the `whole` timeline, so that a version
    hangs on its nearest ancestor that is among the entries."""
    versions = [entry.version for entry in whole or entries_of(entries) if entry.version]
    tree = parents(versions)
    shown = {number for entry in entries if (number := _number(entry))}
    lanes: list[int | None] = []
    rows: list[GraphRow] = []
    for entry in entries:
        number = _number(entry)
        if number is None:
            passing = tuple(lane for lane, waits in enumerate(lanes) if waits is not None)
            rows.append(GraphRow(passing[0] if passing else 0, node=False, through=passing))
            continue
        parent = _nearest(_parent(entry, tree), tree, shown)
        rows.append(_placed(lanes, number, parent))
    width = min(MOST_LANES, max((max(_used(row)) + 1 for row in rows), default=1))
    return rows if width == 1 else [_within(row, width) for row in rows]


def entries_of(entries: Sequence[Entry]) -> list[TimelineEntry]:
    return [entry for entry in entries if isinstance(entry, TimelineEntry)]


def _number(entry: Entry) -> int | None:
    if isinstance(entry, DraftEntry):
        return DRAFT
    return entry.version.number if entry.version else None


def _parent(entry: Entry, tree: Mapping[int, int | None]) -> int | None:
    if isinstance(entry, DraftEntry):
        return entry.based_on
    return tree.get(entry.version.number) if entry.version else None


def _nearest(number: int | None, tree: Mapping[int, int | None], shown: set[int]) -> int | None:
    while number is not None and number not in shown:
        parent = tree.get(number)
        number = parent if parent is not None and parent < number else None
    return number


def _placed(lanes: list[int | None], number: int, parent: int | None) -> GraphRow:
    waiting = [lane for lane, waits in enumerate(lanes) if waits == number]
    above = bool(waiting)
    lane = waiting[0] if waiting else _free(lanes)
    for joined in waiting:
        lanes[joined] = None
    through = tuple(other for other, waits in enumerate(lanes) if waits is not None)
    lanes[lane] = parent
    while lanes and lanes[-1] is None:
        lanes.pop()
    return GraphRow(lane, True, above, parent is not None, through, tuple(waiting[1:]))


def _free(lanes: list[int | None]) -> int:
    if None in lanes:
        return lanes.index(None)
    lanes.append(None)
    return len(lanes) - 1


def _used(row: GraphRow) -> tuple[int, ...]:
    return (row.lane, *row.through, *row.joining)


def _within(row: GraphRow, width: int) -> GraphRow:
    last = width - 1
    return GraphRow(
        min(row.lane, last),
        row.node,
        row.above,
        row.below,
        tuple(dict.fromkeys(min(lane, last) for lane in row.through)),
        tuple(dict.fromkeys(min(lane, last) for lane in row.joining)),
        width,
    )
