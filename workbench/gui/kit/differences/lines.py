"""Differences as lines to draw: pure, so that what is shown is decided and tested without a widget.

Two texts side by side must stay in step whatever the width, so their lines are wrapped here,
to a number of columns of a fixed-width font, and the shorter side is filled up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from workbench.gui.kit.safe_text import safe

CONTEXT_LINES = 3
SHORTEST_FOLD = 4


class Mark(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    MOVED_AWAY = "moved away"
    """It stands elsewhere in the new text; `MOVED_HERE`: it stood elsewhere in the old one."""
    MOVED_HERE = "moved here"
    NOTE_AWAY = "note away"
    """Our own words beside a passage that moved: in neither text."""
    NOTE_HERE = "note here"


OLD_ONLY = frozenset({Mark.REMOVED, Mark.MOVED_AWAY, Mark.NOTE_AWAY})
NEW_ONLY = frozenset({Mark.ADDED, Mark.MOVED_HERE, Mark.NOTE_HERE})
NOTES = frozenset({Mark.NOTE_AWAY, Mark.NOTE_HERE})


class Kind(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED_AWAY = "moved away"
    MOVED_HERE = "moved here"
    FILLER = "filler"
    FOLD = "fold"
    HEADING = "heading"


Span = tuple[Mark, str]


@dataclass(frozen=True, slots=True)
class Line:
    """`fold` tells a folded stretch from the others; a line that is `continued` is the rest of
    the one above it, which has the number and the sign."""

    kind: Kind
    spans: tuple[Span, ...] = ()
    number: int | None = None
    fold: int = 0
    continued: bool = False

    @property
    def text(self) -> str:
        return "".join(text for _mark, text in self.spans)


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands in the same row, left and right."""

    left: Line
    right: Line

    @property
    def same(self) -> bool:
        return self.left.kind is Kind.SAME and self.right.kind is Kind.SAME


FILLER = Line(Kind.FILLER)


def heading(text: str) -> Pair:
    line = Line(Kind.HEADING, ((Mark.SAME, safe(text)),))
    return Pair(line, line)


def inline_lines(spans: Iterable[Span]) -> Iterator[Line]:
    """One text with what was removed left in. Numbers are those of the new text."""
    number, gathered = 1, list[Span]()
    for mark, text in spans:
        first, *others = text.split("\n")
        if first:
            gathered.append((mark, safe(first)))
        for part in others:
            yield _inline_line(gathered, number, mark)
            number += mark not in OLD_ONLY
            gathered = [(mark, safe(part))] if part else []
    yield _inline_line(gathered, number, Mark.SAME)


def _inline_line(spans: Sequence[Span], number: int, ended_by: Mark) -> Line:
    marks = {mark for mark, _text in spans} - NOTES or {ended_by} - NOTES or {Mark.SAME}
    kind = Kind(next(iter(marks)).value) if len(marks) == 1 else Kind.CHANGED
    gone = kind in (Kind.REMOVED, Kind.MOVED_AWAY)
    return Line(kind, tuple(spans), None if gone else number)


def wrapped(pairs: Iterable[Pair], columns: int) -> Iterator[Pair]:
    """Every line broken to the columns, both sides filled up to the same number of rows."""
    for pair in pairs:
        left = tuple(wrapped_line(pair.left, columns))
        right = tuple(wrapped_line(pair.right, columns))
        for row in range(max(len(left), len(right))):
            yield Pair(
                left[row] if row < len(left) else FILLER,
                right[row] if row < len(right) else FILLER,
            )


def wrapped_line(line: Line, columns: int) -> Iterator[Line]:
    """Broken at blanks where there are some; the parts after the first have no number."""
    text, columns = line.text, max(columns, 8)
    if len(text) <= columns or line.kind in (Kind.FOLD, Kind.FILLER):
        yield line
        return
    start, shown = 0, line
    while len(text) - start > columns:
        blank = text.rfind(" ", start + columns // 2, start + columns)
        end = blank + 1 if blank >= 0 else start + columns
        yield replace(shown, spans=tuple(_cut(line.spans, start, end)))
        start, shown = end, replace(line, number=None, continued=True)
    yield replace(shown, spans=tuple(_cut(line.spans, start, len(text))))


def _cut(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    position = 0
    for mark, text in spans:
        part = text[max(0, start - position) : max(0, end - position)]
        if part:
            yield mark, part
        position += len(text)
        if position >= end:
            return


def folded(pairs: Sequence[Pair], unfolded: frozenset[int], words: str) -> Iterator[Pair]:
    """Long unchanged stretches as one line each; `words` holds a place for how many."""
    start = 0
    while start < len(pairs):
        end = start
        while end < len(pairs) and pairs[end].same:
            end += 1
        if end == start:
            yield pairs[start]
            start += 1
            continue
        yield from _fold_stretch(pairs, start, end, unfolded, words)
        start = end


def _fold_stretch(
    pairs: Sequence[Pair], start: int, end: int, unfolded: frozenset[int], words: str
) -> Iterator[Pair]:
    """A fold is known by where it starts, so that it stays unfolded when drawn again."""
    opens = start == 0 or pairs[start - 1].left.kind is Kind.HEADING
    closes = end == len(pairs) or pairs[end].left.kind is Kind.HEADING
    first = start if opens else min(end, start + CONTEXT_LINES)
    last = end if closes else max(first, end - CONTEXT_LINES)
    if last - first < SHORTEST_FOLD or start + 1 in unfolded:
        yield from pairs[start:end]
        return
    yield from pairs[start:first]
    fold = Line(Kind.FOLD, ((Mark.SAME, words.format(last - first)),), fold=start + 1)
    yield Pair(fold, fold)
    yield from pairs[last:end]
