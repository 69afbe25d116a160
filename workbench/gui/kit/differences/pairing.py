"""The differences of two texts as rows: the old line left, the new line right of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from workbench.gui.kit.differences.lines import (
    FILLER,
    NEW_ONLY,
    NOTES,
    OLD_ONLY,
    Kind,
    Line,
    Mark,
    Pair,
    Span,
    inline_lines,
)
from workbench.gui.kit.safe_text import safe

Spans = tuple[Span, ...]


def inline_pairs(spans: Iterable[Span]) -> Iterator[Pair]:
    """The same line on both sides: one column to read."""
    return (Pair(line, line) for line in inline_lines(spans))


def side_pairs(spans: Iterable[Span]) -> Iterator[Pair]:
    """Lines that say the same stand in the same row."""
    left, right = Side(Mark.REMOVED), Side(Mark.ADDED)
    for mark, text in spans:
        for number, part in enumerate(text.split("\n")):
            if number and mark is Mark.SAME:
                left.end_line()
                right.end_line()
                yield from _paired(left, right)
            elif number:
                (left if mark in OLD_ONLY else right).end_line()
            if part and mark not in NEW_ONLY:
                left.add(mark, part)
            if part and mark not in OLD_ONLY:
                right.add(mark, part)
    left.end_line()
    right.end_line()
    yield from _paired(left, right)


class Side:
    """Lines of one text that wait for their counterparts."""

    def __init__(self, mark: Mark) -> None:
        self._mark = mark
        self._number = 0
        self._spans: list[Span] = []
        self._ended: list[Spans] = []

    def add(self, mark: Mark, text: str) -> None:
        self._spans.append((mark, safe(text)))

    def end_line(self) -> None:
        self._ended.append(tuple(self._spans))
        self._spans = []

    def take(self) -> Sequence[Spans]:
        ended, self._ended = self._ended, []
        return ended

    def line(self, spans: Spans, counterpart: Spans | None) -> Line:
        self._number += 1
        same = spans == counterpart and all(mark is Mark.SAME for mark, _text in spans)
        if same:
            return Line(Kind.SAME, spans, self._number)
        partly = any(mark is Mark.SAME for mark, _text in spans) or not spans
        marks = {mark for mark, _text in spans} - NOTES or {self._mark}
        whole = Kind(next(iter(marks)).value) if len(marks) == 1 else Kind(self._mark.value)
        kind = Kind.CHANGED if partly and counterpart is not None else whole
        return Line(kind, spans, self._number)


def _paired(left: Side, right: Side) -> Iterator[Pair]:
    """The last of both end together; lines before them came or went as a whole."""
    *gone, last_old = left.take()
    *come, last_new = right.take()
    for old, new in (*zip_longest(gone, come), (last_old, last_new)):
        yield Pair(
            FILLER if old is None else left.line(old, new),
            FILLER if new is None else right.line(new, old),
        )
