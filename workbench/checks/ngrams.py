"""Likeness of two texts by the runs of words they share: BLEU, GLEU, ROUGE-N and METEOR.

Each is the published formula, with the choices of promptfoo where a paper leaves one open:
small letters throughout, words parted at spaces, and no smoothing but a floor.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

Words = Sequence[str]

LONGEST = 4
"""Words in a run."""
LONGEST_WORD = 60
"""Letters. What is longer is no word that has a stem."""
FLOOR = 1e-7
"""Stands for a precision of 0 in BLEU, whose logarithm there is none of."""


def runs(words: Words, length: int) -> Counter[tuple[str, ...]]:
    """How often each run of so many words occurs."""
    return Counter(zip(*(words[start:] for start in range(length)), strict=False))


def shared(one: Counter[tuple[str, ...]], other: Counter[tuple[str, ...]]) -> int:
    """Runs in both, each as often as in the one with fewer of it."""
    return sum((one & other).values())


def bleu(candidate: Words, references: Sequence[Words], weights: Sequence[float] = ()) -> float:
    """Papineni et al. (2002), "BLEU: a method for automatic evaluation of machine translation".

    The geometric mean of the precisions of runs of one to four words, times a penalty for
    brevity against the reference nearest in length. Runs longer than the candidate are left out
    and their weight goes to the others; clipping is by the best single reference.
    """
    if not candidate:
        return 0.0
    weights = weights or (1 / LONGEST,) * LONGEST
    logarithms = total = 0.0
    for length in range(1, min(LONGEST, len(candidate)) + 1):
        mine = runs(candidate, length)
        best = max(shared(mine, runs(reference, length)) for reference in references)
        precision = best / (len(candidate) - length + 1)
        logarithms += weights[length - 1] * math.log(precision or FLOOR)
        total += weights[length - 1]
    if not total:
        return 0.0
    nearest = min(map(len, references), key=lambda size: (abs(size - len(candidate)), size))
    brevity = min(1.0, math.exp(1 - nearest / len(candidate)))
    return brevity * math.exp(logarithms / total)


def gleu(candidate: Words, reference: Words) -> float:
    """Wu et al. (2016), "Google's Neural Machine Translation System", section 6.

    The smaller of precision and recall over all runs of one to four words.
    """
    if list(candidate) == list(reference):
        return 1.0
    common = mine = theirs = 0
    for length in range(1, LONGEST + 1):
        common += shared(runs(candidate, length), runs(reference, length))
        mine += max(0, len(candidate) - length + 1)
        theirs += max(0, len(reference) - length + 1)
    return common / max(mine, theirs) if mine and theirs else 0.0


def rouge_n(candidate: Words, reference: Words, length: int = 1) -> float:
    """Lin (2004), "ROUGE: a package for automatic evaluation of summaries".

    The harmonic mean of precision and recall of runs of `length` words.
    """
    mine, theirs = len(candidate) - length + 1, len(reference) - length + 1
    if mine < 1 or theirs < 1:
        return 0.0
    return 2 * shared(runs(candidate, length), runs(reference, length)) / (mine + theirs)


def meteor(
    candidate: Words,
    reference: Words,
    *,
    alpha: float = 0.9,
    beta: float = 3.0,
    gamma: float = 0.5,
) -> float:
    """Banerjee and Lavie (2005), "METEOR", with the parameters of Lavie and Agarwal (2007).

    Words are paired where they are the same, then where their stems are; synonyms, which need
    a dictionary, are not looked at. A mean of precision and recall is lowered the more the pairs
    are scattered.
    """
    pairs, mine, theirs = _paired(list(enumerate(candidate)), list(enumerate(reference)))
    stems, _, _ = _paired(_stemmed(mine), _stemmed(theirs))
    pairs = sorted(pairs + stems)
    if not pairs:
        return 0.0
    precision, recall = len(pairs) / len(candidate), len(pairs) / len(reference)
    mean = precision * recall / (alpha * precision + (1 - alpha) * recall)
    scattered: float = (_chunks(pairs) / len(pairs)) ** beta
    return mean * (1 - gamma * scattered)


Placed = list[tuple[int, str]]
Pairs = list[tuple[int, int]]


def _paired(mine: Placed, theirs: Placed) -> tuple[Pairs, Placed, Placed]:
    """From the end, each with the last equal word that is free; and what is left of both."""
    free: defaultdict[str, list[int]] = defaultdict(list)
    for place, word in theirs:
        free[word].append(place)
    pairs, left = [], []
    for place, word in reversed(mine):
        if free.get(word):
            pairs.append((place, free[word].pop()))
        else:
            left.append((place, word))
    taken = {place for _, place in pairs}
    return pairs, left[::-1], [(place, word) for place, word in theirs if place not in taken]


def _chunks(pairs: Pairs) -> int:
    """Unbroken stretches: the same words in the same order in both."""
    return 1 + sum(after != (before[0] + 1, before[1] + 1) for before, after in pairwise(pairs))


def _stemmed(words: Placed) -> Placed:
    stem = _stemmer().stemWord
    stems = {word: stem(word) if len(word) <= LONGEST_WORD else word for _, word in words}
    return [(place, stems[word]) for place, word in words]


@lru_cache(1)
def _stemmer() -> Any:
    """Porter's of 1980, as METEOR was published with."""
    import snowballstemmer  # type: ignore[import-untyped,unused-ignore]

    return snowballstemmer.stemmer("porter")
