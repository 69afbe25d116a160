"""How alike texts are, and which of two rows of them belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from workbench.diffing.tokens import tokens_of

LOOKED_AT = 2_000
"""Code points at the start of a text that its likeness is judged by."""
MOST_PAIRS = 900
"""Beyond this texts are paired in their order, whatever they say."""

Words = Counter[str]


def likenesses(old: Sequence[str], new: Sequence[str]) -> list[list[float]]:
    """Of each old text with each new one: 0 for nothing in common, 1 for the same words."""
    old_words, new_words = [_words(text) for text in old], [_words(text) for text in new]
    return [[_shared(before, after) for after in new_words] for before in old_words]


def matching(old: int, new: int, score: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs in order with the highest sum of scores; pairs that score 0 are none."""
    best = [[0.0] * (new + 1) for _ in range(old + 1)]
    for i in reversed(range(old)):
        for j in reversed(range(new)):
            both = best[i + 1][j + 1] + score[i][j] if score[i][j] > 0 else 0.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    pairs = []
    i = j = 0
    while i < old and j < new:
        if score[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + score[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _words(text: str) -> Words:
    return Counter(token for token in tokens_of(text[:LOOKED_AT]) if not token.isspace())


def _shared(old: Words, new: Words) -> float:
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0
