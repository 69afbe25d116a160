"""Two texts to what is shown of their differences. Runs off the UI thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication

from workbench.diffing.moves import Moved, with_moves
from workbench.diffing.pieces import Op, Piece
from workbench.diffing.words import diff_words
from workbench.gui.kit.differences.comparison_view import Comparison
from workbench.gui.kit.differences.lines import Mark, Span
from workbench.gui.kit.differences.pairing import inline_pairs, side_pairs
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

MARKS = {Op.EQUAL: Mark.SAME, Op.INSERT: Mark.ADDED, Op.DELETE: Mark.REMOVED}
MOVE_WORDS = {
    (Op.DELETE, True): QT_TRANSLATE_NOOP("differences", "moved to line {0}"),
    (Op.DELETE, False): QT_TRANSLATE_NOOP("differences", "moved to line {0}, edited"),
    (Op.INSERT, True): QT_TRANSLATE_NOOP("differences", "moved from line {0}"),
    (Op.INSERT, False): QT_TRANSLATE_NOOP("differences", "moved from line {0}, edited"),
}


def marked_words(old: str, new: str) -> tuple[Span, ...]:
    """Word by word: what stayed, what came, what went, in reading order."""
    return tuple((MARKS[piece.op], piece.text) for piece in diff_words(old, new))


def moved_spans(pieces: Sequence[Piece]) -> Iterator[Span]:
    """The same, with passages that stand elsewhere told as moved."""
    for each in with_moves(pieces):
        if each.move:
            yield from _moved(each)
        else:
            yield MARKS[each.op], each.text


def text_comparison(old: str, new: str, *, side_by_side: bool, fold: bool = False) -> Comparison:
    return comparison_of(
        tuple(moved_spans(diff_words(old, new))), side_by_side=side_by_side, fold=fold
    )


def comparison_of(
    spans: Sequence[Span], *, side_by_side: bool, fold: bool, words: str = ""
) -> Comparison:
    if side_by_side:
        pairs = tuple(side_pairs(spans))
        return Comparison(pairs=pairs, side_by_side=True, fold=fold, words=words)
    return Comparison(inline=tuple(inline_pairs(spans)), fold=fold, words=words)


def _moved(piece: Moved) -> Iterator[Span]:
    """Where it went or came from is said at the end of its first line."""
    away = piece.op is Op.DELETE
    mark = Mark.MOVED_AWAY if away else Mark.MOVED_HERE
    words = QCoreApplication.translate("differences", MOVE_WORDS[piece.op, piece.exact])
    start = len(piece.text) - len(piece.text.lstrip())
    first = piece.text.find("\n", start)
    first = len(piece.text) if first < 0 else first
    yield mark, piece.text[:first]
    yield Mark.NOTE_AWAY if away else Mark.NOTE_HERE, f"   ⤷ {words.format(piece.other_line)}"
    if piece.text[first:]:
        yield mark, piece.text[first:]
