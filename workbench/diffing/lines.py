"""Two texts side by side: rows of lines, with the words that differ marked in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.diffing.alignment import align
from workbench.diffing.likeness import paired
from workbench.diffing.pieces import Op, Piece, new_side, old_side
from workbench.diffing.shifting import shifted
from workbench.diffing.words import diff_words

CONTEXT = 3
"""Unchanged rows that stay visible around a change."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of each text; a number is None where there is no counterpart.

    Pieces hold the line without its line break.
    """

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    left_number: int | None
    right_number: int | None
    changed: bool


@dataclass(frozen=True, slots=True)
class Fold:
    """Unchanged rows that are not shown until they are asked for."""

    rows: tuple[Row, ...]


def diff_lines(old: str, new: str) -> tuple[Row, ...]:
    """Lines end at line feeds; a line break that alone differs counts as a change."""
    old_lines, new_lines = _lines(old), _lines(new)
    rows: list[Row] = []
    for run in shifted(align(old_lines, new_lines), old_lines, new_lines):
        before = old_lines[run.old_start : run.old_end]
        after = new_lines[run.new_start : run.new_end]
        pairs = zip(before, after, strict=True) if run.equal else paired(before, after)
        rows += _rows(pairs, run.old_start, run.new_start)
    return tuple(rows)


def folded(rows: Sequence[Row], context: int = CONTEXT) -> tuple[Row | Fold, ...]:
    """The rows with long unchanged stretches put into `Fold`s."""
    near = [False] * len(rows)
    for index, row in enumerate(rows):
        if row.changed:
            for place in range(max(0, index - context), min(len(rows), index + context + 1)):
                near[place] = True
    shown: list[Row | Fold] = []
    hidden: list[Row] = []
    for row, visible in zip(rows, near, strict=True):
        if visible:
            shown += _fold(hidden)
            hidden = []
            shown.append(row)
        else:
            hidden.append(row)
    return (*shown, *_fold(hidden))


def _fold(hidden: list[Row]) -> list[Row | Fold]:
    """One row takes no more room than the fold would."""
    if len(hidden) < 2:
        return [*hidden]
    return [Fold(tuple(hidden))]


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    last = lines.pop()
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _rows(pairs: Iterator[tuple[str | None, str | None]], left: int, right: int) -> Iterator[Row]:
    for before, after in pairs:
        left += before is not None
        right += after is not None
        yield _row(before, after, left, right)


def _row(before: str | None, after: str | None, left: int, right: int) -> Row:
    if before is None:
        return Row((), _whole(Op.INSERT, after or ""), None, right, True)
    if after is None:
        return Row(_whole(Op.DELETE, before), (), left, None, True)
    if before == after:
        whole = _whole(Op.EQUAL, before)
        return Row(whole, whole, left, right, False)
    pieces = diff_words(before.removesuffix("\n"), after.removesuffix("\n"))
    return Row(old_side(pieces), new_side(pieces), left, right, True)


def _whole(op: Op, line: str) -> tuple[Piece, ...]:
    text = line.removesuffix("\n")
    return (Piece(op, text),) if text else ()
