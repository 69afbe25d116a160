"""Two JSON values to what is shown of their differences: a tree, a line for each key and item."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QCoreApplication

from workbench.diffing.json_structure import Change, JsonDiff, diff_json
from workbench.formats.json_places import NotJson, read_json
from workbench.gui.kit.differences.comparison_view import Comparison
from workbench.gui.kit.differences.lines import Mark, Span
from workbench.gui.kit.differences.texts import comparison_of, marked_words, text_comparison
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

LARGEST = 400_000
"""Characters of both texts together; more is compared as text."""
INDENT = "  "
COUNTS = {
    Change.ADDED: QT_TRANSLATE_NOOP("differences", "{0} added"),
    Change.REMOVED: QT_TRANSLATE_NOOP("differences", "{0} removed"),
    Change.CHANGED: QT_TRANSLATE_NOOP("differences", "{0} changed"),
}


def output_comparison(old: str, new: str, *, side_by_side: bool) -> Comparison:
    """By structure where both are JSON, else by words; unchanged stretches are folded."""
    if len(old) + len(new) <= LARGEST and _may_be_json(old) and _may_be_json(new):
        try:
            diff = diff_json(read_json(old), read_json(new))
        except NotJson:
            pass
        else:
            spans = tuple(_without_end(_shown(diff, "", "", "")))
            return comparison_of(spans, side_by_side=side_by_side, fold=True, words=_words(diff))
    return text_comparison(old, new, side_by_side=side_by_side, fold=True)


def _may_be_json(text: str) -> bool:
    return text.lstrip()[:1] in ("{", "[")


def _words(diff: JsonDiff) -> str:
    counts = [(each, count) for each, count in diff.counts().items() if count]
    moved = _moved_count(diff)
    translate = QCoreApplication.translate
    parts = [translate("differences", COUNTS[each]).format(count) for each, count in counts]
    if moved:
        parts.append(translate("differences", "{0} moved").format(moved))
    return ", ".join(parts) or translate("differences", "the same values")


def _moved_count(diff: JsonDiff) -> int:
    return diff.moved + sum(_moved_count(child) for child in diff.children)


def _shown(diff: JsonDiff, indent: str, key: str, end: str) -> Iterator[Span]:
    """Lines of one value, each with its end; `key` stands before it, `end` after it."""
    if diff.moved:
        yield from _moved(diff, indent, key, end)
    elif diff.change is Change.INSIDE:
        yield Mark.SAME, f"{indent}{key}{_open(diff.new)}\n"
        yield from _inside(diff, indent)
        yield Mark.SAME, f"{indent}{_close(diff.new)}{end}\n"
    elif diff.change is Change.CHANGED and _plain(diff.old) and _plain(diff.new):
        yield Mark.SAME, f"{indent}{key}"
        yield from _scalar(diff.old, diff.new)
        yield Mark.SAME, f"{end}\n"
    else:
        if diff.change in (Change.REMOVED, Change.CHANGED):
            yield Mark.REMOVED, _lines(diff.old, indent, key, end)
        if diff.change is not Change.REMOVED:
            mark = Mark.SAME if diff.change is Change.SAME else Mark.ADDED
            yield mark, _lines(diff.new, indent, key, end)


def _moved(diff: JsonDiff, indent: str, key: str, end: str) -> Iterator[Span]:
    words = QCoreApplication.translate("differences", "moved from place {0}")
    place = diff.old_key + 1 if isinstance(diff.old_key, int) else diff.old_key
    note = Mark.NOTE_HERE, f"   ⤷ {words.format(place)}"
    if diff.change is Change.INSIDE:
        yield Mark.SAME, f"{indent}{key}{_open(diff.new)}"
        yield note
        yield Mark.SAME, "\n"
        yield from _inside(diff, indent)
        yield Mark.SAME, f"{indent}{_close(diff.new)}{end}\n"
        return
    first, _, rest = _lines(diff.new, indent, key, end).partition("\n")
    yield Mark.MOVED_HERE, first
    yield note
    yield Mark.MOVED_HERE, f"\n{rest}"


def _inside(diff: JsonDiff, indent: str) -> Iterator[Span]:
    last = len(diff.children) - 1
    for place, child in enumerate(diff.children):
        name = child.old_key if child.new_key is None else child.new_key
        key = f"{json.dumps(name, ensure_ascii=False)}: " if isinstance(name, str) else ""
        yield from _shown(child, indent + INDENT, key, "" if place == last else ",")


def _scalar(old: Any, new: Any) -> Iterator[Span]:
    before, after = _text(old), _text(new)
    if isinstance(old, str) and isinstance(new, str):
        yield from marked_words(before, after)
    else:
        yield Mark.REMOVED, before
        yield Mark.ADDED, after


def _lines(value: Any, indent: str, key: str, end: str) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=len(INDENT))
    first, *others = text.split("\n")
    lines = (f"{indent}{key}{first}", *(f"{indent}{other}" for other in others))
    return "\n".join(lines) + f"{end}\n"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(value: Any) -> bool:
    return not isinstance(value, dict | list)


def _open(value: Any) -> str:
    return "{" if isinstance(value, dict) else "["


def _close(value: Any) -> str:
    return "}" if isinstance(value, dict) else "]"


def _without_end(spans: Iterator[Span]) -> Iterator[Span]:
    """The end of the last line begins no other."""
    waiting: Span | None = None
    for span in spans:
        if waiting:
            yield waiting
        waiting = span
    if waiting:
        mark, text = waiting
        yield mark, text.removesuffix("\n")
