"""What changed from one JSON value to another: keys that came and went, items that moved.

The order of an object's keys says nothing; the order of a list's items does. Two items of a
list are two states of one if they are the same or much alike, wherever they stand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workbench.diffing.alignment import increasing
from workbench.diffing.likeness import MOST_PAIRS, likenesses

DEEPEST = 60
"""Levels that are looked into; what differs further down differs as a whole."""
ALIKE = 0.5
"""From here on two items are two states of one."""

Key = str | int | None


class Change(StrEnum):
    SAME = "same"
    INSIDE = "inside"
    """An object or a list on both sides, with differences in it."""
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class JsonDiff:
    """`old_key` and `new_key` are where it stands around it: a key, or an index of a list."""

    change: Change
    old: Any = None
    new: Any = None
    old_key: Key = None
    new_key: Key = None
    moved: bool = False
    """An item whose place among those that stayed is another."""
    children: tuple[JsonDiff, ...] = ()

    @property
    def same(self) -> bool:
        return self.change is Change.SAME and not self.moved

    def counts(self) -> dict[Change, int]:
        """How often something was added, removed or changed, at any depth."""
        found = dict.fromkeys((Change.ADDED, Change.REMOVED, Change.CHANGED), 0)
        waiting = [self]
        while waiting:
            each = waiting.pop()
            if each.change in found:
                found[each.change] += 1
            waiting += each.children
        return found


def diff_json(old: Any, new: Any) -> JsonDiff:
    """Of values as `json.loads` gives them."""
    return _diff(old, new, None, None, 0)


def applied(diff: JsonDiff, old: Any) -> Any:
    """The new value, made from the old one."""
    if diff.change is Change.SAME:
        return old
    if diff.change is not Change.INSIDE:
        return diff.new
    stay = [child for child in diff.children if child.change is not Change.REMOVED]
    if isinstance(old, dict):
        return {child.new_key: _applied_at(child, old) for child in stay}
    return [_applied_at(child, old) for child in stay]


def _applied_at(child: JsonDiff, old: Any) -> Any:
    return child.new if child.change is Change.ADDED else applied(child, old[child.old_key])


def same_json(old: Any, new: Any) -> bool:
    """As JSON sees it: `true` is not `1`, and `1` is `1.0`."""
    if isinstance(old, bool) or isinstance(new, bool):
        return old is new
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(same_json(old[key], new[key]) for key in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(same_json, old, new))
    return bool(old == new)


def _diff(old: Any, new: Any, old_key: Key, new_key: Key, depth: int) -> JsonDiff:
    if depth < DEEPEST:
        children: tuple[JsonDiff, ...] | None = None
        if isinstance(old, dict) and isinstance(new, dict):
            children = tuple(_members(old, new, depth + 1))
        elif isinstance(old, list) and isinstance(new, list):
            children = tuple(_items(old, new, depth + 1))
        if children is not None:
            inside = any(not child.same for child in children)
            change = Change.INSIDE if inside else Change.SAME
            return JsonDiff(change, old, new, old_key, new_key, children=children)
    change = Change.SAME if same_json(old, new) else Change.CHANGED
    return JsonDiff(change, old, new, old_key, new_key)


def _members(old: dict[str, Any], new: dict[str, Any], depth: int) -> Iterator[JsonDiff]:
    """In the new order; a key that went stands before the one it stood before."""
    gone: list[str] = []
    before: dict[str, list[str]] = {}
    for key in old:
        if key in new:
            before[key], gone = gone, []
        else:
            gone.append(key)
    for key, value in new.items():
        for lost in before.get(key, ()):
            yield JsonDiff(Change.REMOVED, old=old[lost], old_key=lost)
        if key in old:
            yield _diff(old[key], value, key, key, depth)
        else:
            yield JsonDiff(Change.ADDED, new=value, new_key=key)
    for lost in gone:
        yield JsonDiff(Change.REMOVED, old=old[lost], old_key=lost)


def _items(old: list[Any], new: list[Any], depth: int) -> Iterator[JsonDiff]:
    """In the new order; what went stands before the item it stood before."""
    partner = _partners(old, new)
    in_order = set(increasing(sorted(partner.items())))
    source = {y: x for x, y in partner.items()}
    shown = 0
    for y, value in enumerate(new):
        x = source.get(y)
        if x is None:
            yield JsonDiff(Change.ADDED, new=value, new_key=y)
            continue
        moved = (x, y) not in in_order
        if not moved:
            yield from _gone(old, partner, shown, x)
            shown = x + 1
        found = _diff(old[x], value, x, y, depth)
        yield JsonDiff(found.change, old[x], value, x, y, moved, found.children)
    yield from _gone(old, partner, shown, len(old))


def _gone(old: list[Any], partner: dict[int, int], start: int, end: int) -> Iterator[JsonDiff]:
    for x in range(start, end):
        if x not in partner:
            yield JsonDiff(Change.REMOVED, old=old[x], old_key=x)


def _partners(old: list[Any], new: list[Any]) -> dict[int, int]:
    """Which item of the new list an item of the old one became."""
    before, after = [_text(item) for item in old], [_text(item) for item in new]
    partner = _equal_partners(before, after)
    taken = set(partner.values())
    left = [x for x in range(len(old)) if x not in partner]
    right = [y for y in range(len(new)) if y not in taken]
    for x, y in _alike(old, new, left, right, before, after):
        partner[x] = y
    for x, y in _in_same_gap(old, new, partner):
        partner[x] = y
    return partner


def _equal_partners(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """The same items, each with the nearest place that is free."""
    places: dict[str, list[int]] = {}
    for y, text in enumerate(after):
        places.setdefault(text, []).append(y)
    partner: dict[int, int] = {}
    for x, text in enumerate(before):
        if free := places.get(text):
            partner[x] = free.pop(0)
    return partner


def _alike(
    old: list[Any],
    new: list[Any],
    left: Sequence[int],
    right: Sequence[int],
    before: Sequence[str],
    after: Sequence[str],
) -> Iterator[tuple[int, int]]:
    """The most alike first; of those that are equally alike, the nearest."""
    left = [x for x in left if _says_something(old[x])]
    right = [y for y in right if _says_something(new[y])]
    if not left or not right or len(left) * len(right) > MOST_PAIRS:
        return
    scores = likenesses([before[x] for x in left], [after[y] for y in right])
    pairs = sorted(
        (-score, abs(x - y), x, y)
        for x, row in zip(left, scores, strict=True)
        for y, score in zip(right, row, strict=True)
        if score >= ALIKE and type(old[x]) is type(new[y])
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    for _score, _distance, x, y in pairs:
        if x not in used_left and y not in used_right:
            used_left.add(x)
            used_right.add(y)
            yield x, y


def _in_same_gap(
    old: list[Any], new: list[Any], partner: dict[int, int]
) -> Iterator[tuple[int, int]]:
    """Plain values that stand between the same neighbours: one became the other."""
    taken = set(partner.values())
    anchors = increasing(sorted(partner.items()))
    i = j = 0
    for x, y in (*anchors, (len(old), len(new))):
        left = [k for k in range(i, x) if k not in partner and _plain(old[k])]
        right = [k for k in range(j, y) if k not in taken and _plain(new[k])]
        if len(left) == len(right):
            yield from zip(left, right, strict=True)
        i, j = x + 1, y + 1


def _says_something(value: Any) -> bool:
    """A number that is another number is not the same one moved; a sentence may be."""
    return bool(value) and isinstance(value, dict | list | str)


def _plain(value: Any) -> bool:
    return not isinstance(value, dict | list)


def _text(value: Any) -> str:
    """The same for the same value, and with its words apart."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
