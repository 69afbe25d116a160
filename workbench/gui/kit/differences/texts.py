"""Two texts to what is shown of their differences. Runs off the UI thread."""

from __future__ import annotations

from workbench.diffing.pieces import Op
from workbench.diffing.words import diff_words
from workbench.gui.kit.differences.comparison_view import Comparison
from workbench.gui.kit.differences.lines import Mark, Span
from workbench.gui.kit.differences.pairing import inline_pairs, side_pairs

MARKS = {Op.EQUAL: Mark.SAME, Op.INSERT: Mark.ADDED, Op.DELETE: Mark.REMOVED}


def marked_words(old: str, new: str) -> tuple[Span, ...]:
    """Word by word: what stayed, what came, what went, in reading order."""
    return tuple((MARKS[piece.op], piece.text) for piece in diff_words(old, new))


def text_comparison(old: str, new: str, *, side_by_side: bool, fold: bool = False) -> Comparison:
    spans = marked_words(old, new)
    if side_by_side:
        return Comparison(pairs=tuple(side_pairs(spans)), side_by_side=True, fold=fold)
    return Comparison(inline=tuple(inline_pairs(spans)), fold=fold)
