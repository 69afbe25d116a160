"""Word-level differences of two texts of any size, in bounded time.

Lines first, then words within the lines that differ. Stretches that are too large for that
and that nothing holds together are told as replaced: coarser, never slow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workbench.diffing.alignment import align, shared_ends
from workbench.diffing.cleanup import cleaned
from workbench.diffing.pieces import Op, Piece
from workbench.diffing.shifting import shifted
from workbench.diffing.stretches import Stretch, stretches
from workbench.diffing.tokens import sentences_of, tokens_of

WORDS_AT_ONCE = 12_000
"""Code points of old and new together that are compared word by word in one go."""
WORK_IN_ALL = 100_000_000
"""Sum of the products of lengths that are compared word by word in one diff."""
LONG_LINE = 400
"""Texts whose lines are longer on average are compared by sentences before words."""

Finer = Callable[[str, str], Iterator[Piece]]


def diff_words(old: str, new: str) -> tuple[Piece, ...]:
    """Pieces that join to both texts exactly. The same texts give the same pieces."""
    if old == new:
        return (Piece(Op.EQUAL, old),) if old else ()
    return cleaned(_Differ().pieces(old, new))


class _Differ:
    def __init__(self) -> None:
        self._left = WORK_IN_ALL

    def pieces(self, old: str, new: str) -> Iterator[Piece]:
        for stretch in stretches(old, new):
            if stretch.equal:
                yield Piece(Op.EQUAL, stretch.old)
            else:
                yield from self._changed(stretch)

    def _changed(self, stretch: Stretch) -> Iterator[Piece]:
        old, new = stretch.old, stretch.new
        if not old or not new:
            return _replaced(old, new)
        if len(old) + len(new) <= WORDS_AT_ONCE:
            return self._words(old, new)
        return self._lines(old, new)

    def _lines(self, old: str, new: str) -> Iterator[Piece]:
        old_lines, new_lines = old.splitlines(True), new.splitlines(True)
        if len(old) > LONG_LINE * len(old_lines) or len(new) > LONG_LINE * len(new_lines):
            return self._within(sentences_of(old), sentences_of(new), self._words)
        return self._within(old_lines, new_lines, self._line_by_line)

    def _line_by_line(self, old: str, new: str) -> Iterator[Piece]:
        """Many lines that all changed: each with its counterpart if there are as many."""
        if len(old) + len(new) <= WORDS_AT_ONCE:
            return self._words(old, new)
        old_lines, new_lines = old.splitlines(True), new.splitlines(True)
        if len(old_lines) != len(new_lines):
            return _replaced(old, new)
        pairs = zip(old_lines, new_lines, strict=True)
        return (piece for before, after in pairs for piece in self._words(before, after))

    def _words(self, old: str, new: str) -> Iterator[Piece]:
        work = len(old) * len(new)
        if len(old) + len(new) > WORDS_AT_ONCE or work > self._left:
            return _replaced(old, new)
        self._left -= work
        old_tokens, new_tokens = tokens_of(old), tokens_of(new)
        start, end = shared_ends(old_tokens, new_tokens)
        if start + end + 1 == len(old_tokens) == len(new_tokens):
            return _one_replaced(old_tokens, new_tokens[start], start)
        return self._within(old_tokens, new_tokens, _replaced)

    def _within(self, old: list[str], new: list[str], finer: Finer) -> Iterator[Piece]:
        for run in shifted(align(old, new), old, new):
            before = "".join(old[run.old_start : run.old_end])
            if run.equal:
                yield Piece(Op.EQUAL, before)
            else:
                after = "".join(new[run.new_start : run.new_end])
                yield from finer(before, after) if before and after else _replaced(before, after)


def _replaced(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece(Op.DELETE, old)
    if new:
        yield Piece(Op.INSERT, new)


def _one_replaced(old: list[str], inserted: str, at: int) -> Iterator[Piece]:
    """What most edits are: one word for another."""
    yield Piece(Op.EQUAL, "".join(old[:at]))
    yield Piece(Op.DELETE, old[at])
    yield Piece(Op.INSERT, inserted)
    yield Piece(Op.EQUAL, "".join(old[at + 1 :]))
