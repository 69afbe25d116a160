"""Which of many known texts another text is a copy of, whole or in part, changed or not.

Every known text is kept as the hashes of some runs of three tokens (winnowing: Schleimer, Wilkerson
and Aiken, Local Algorithms for Document Fingerprinting, SIGMOD 2003), so that a text is compared
word by word with a few candidates only, however many are known.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from workbench.diffing.copied_words import Vocabulary, keys_of, placed_keys
from workbench.diffing.copy_ends import SIMILAR, Searched, Stretch

FEWEST_TOKENS = 8
"""A shorter text says nothing that others do not say by chance."""
MOST_TOKENS = 20_000
"""What of a known text is compared at most, from its start."""
WINDOW = 8
WHOLE = 64
"""Up to so many tokens every run is kept."""
MOST_HITS = 2_000_000
MOST_CANDIDATES = 12

_Numbers = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of the searched text, and the known texts it is nearest to, by their index."""

    texts: tuple[int, ...]
    share: float
    """Of tokens in common; 1 for the same."""
    start: int
    end: int

    @property
    def identical(self) -> bool:
        return self.share == 1


class KnownTexts:
    """The texts to look for. Those that are too short are never found."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._vocabulary = Vocabulary()
        self._keys = [array("I", keys_of(text, self._vocabulary)[:MOST_TOKENS]) for text in texts]
        self._exact: dict[bytes, list[int]] = {}
        hashes, places = [np.empty(0, np.uint64)], [np.empty(0, np.uint64)]
        for index, keys in enumerate(self._keys):
            if len(keys) < FEWEST_TOKENS:
                continue
            self._exact.setdefault(keys.tobytes(), []).append(index)
            runs = _runs(keys)
            at = _kept(runs)
            hashes.append(runs[at])
            places.append(np.uint64(index << 20) + at)
        order = np.argsort(np.concatenate(hashes), kind="stable")
        self._hashes, self._places = np.concatenate(hashes)[order], np.concatenate(places)[order]

    def find(self, text: str) -> list[Match]:
        """Stretches of the text that do not overlap, in their order."""
        keys, places = placed_keys(text, self._vocabulary)
        if len(keys) < FEWEST_TOKENS or not len(self._hashes):
            return []
        if same := self._exact.get(array("I", keys).tobytes()):
            return [Match(tuple(same), 1, places[0][0], places[-1][1])]
        aligned = [self._aligned(index, offset, keys) for index, offset in self._candidates(keys)]
        nearest = _nearest([each for each in aligned if each and each.share >= SIMILAR])
        ends = [0, *(group[0].end for group in nearest)]
        starts = [*(group[0].start for group in nearest), len(keys)]
        searched = Searched(text, keys, places)
        matches: list[Match] = []
        for group, left, right in zip(nearest, ends, starts[1:], strict=False):
            whole = [searched.grown(each, self._keys[each.text], left, right) for each in group]
            best = max(whole, key=lambda each: (each.share, each.end - each.start))
            texts = tuple(each.text for each in whole if each.is_like(best))
            place = places[best.start][0], places[best.end - 1][1]
            matches.append(Match(texts, best.share, *place))
        return matches

    def _candidates(self, keys: Sequence[int]) -> list[tuple[int, int]]:
        """The texts that share most runs with these keys, and where in the keys they begin."""
        runs = _runs(keys)
        first = np.searchsorted(self._hashes, runs, "left")
        counts = np.searchsorted(self._hashes, runs, "right") - first
        counts = np.minimum(counts, max(4, min(64, MOST_HITS // len(runs))))
        total = int(counts.sum())
        if not total:
            return []
        at = np.repeat(np.arange(len(runs)), counts)
        nth = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
        hits = self._places[np.repeat(first, counts) + nth]
        texts = (hits >> np.uint64(20)).astype(np.int64)
        offsets = at - (hits & np.uint64((1 << 20) - 1)).astype(np.int64)
        found, shared = np.unique(texts, return_counts=True)
        lengths = np.array([min(len(self._keys[index]), 4 * len(keys)) for index in found])
        best = np.lexsort((found, -shared / lengths))[:MOST_CANDIDATES]
        return [(int(found[i]), _usual(offsets[texts == found[i]], int(lengths[i]))) for i in best]

    def _aligned(self, index: int, offset: int, keys: Sequence[int]) -> Stretch | None:
        """The part of the keys that is most like the text."""
        known = self._keys[index]
        slack = len(known) // 4 + 2
        begin = max(0, offset - slack)
        part = keys[begin : max(0, offset) + len(known) + slack]
        blocks = [
            (op.src_start, op.src_end, begin + op.dest_start, begin + op.dest_end)
            for op in LCSseq.opcodes(known, part)
            if op.tag == "equal"
        ]
        if not blocks:
            return None
        kept = _trimmed([(start, end) for _, _, start, end in blocks], len(known))
        first, last = blocks[kept.start], blocks[kept.stop - 1]
        equal = sum(end - start for _, _, start, end in blocks[kept])
        return Stretch(index, equal, len(known), first[2], last[3], first[0], last[1])


def _nearest(stretches: list[Stretch]) -> list[list[Stretch]]:
    """In their order, without those that overlap one that is more alike; several where they are
    just as much alike."""
    chosen: list[list[Stretch]] = []
    for each in sorted(stretches, key=lambda s: (-s.share, s.start - s.end, s.text)):
        there = [group for group in chosen if group[0].overlaps(each)]
        if not there:
            chosen.append([each])
        elif there[0][0].is_like(each):
            there[0].append(each)
    return sorted(chosen, key=lambda group: group[0].start)


def _runs(keys: Sequence[int]) -> _Numbers:
    """A hash for each three tokens in a row."""
    numbers: Any = np.asarray(keys, np.uint64)
    odd = np.uint64(0x9E3779B97F4A7C15)
    mixed = (numbers[:-2] * odd + numbers[1:-1]) * odd + numbers[2:]
    mixed ^= mixed >> np.uint64(29)
    mixed = mixed * np.uint64(0xBF58476D1CE4E5B9)
    hashed: _Numbers = mixed ^ (mixed >> np.uint64(32))
    return hashed


def _kept(runs: _Numbers) -> _Numbers:
    """Where the runs that stand for a text are: all of a short one, the least of each window."""
    if len(runs) <= WHOLE:
        return np.arange(len(runs), dtype=np.uint64)
    least = sliding_window_view(runs, WINDOW).argmin(axis=1)
    return np.unique(least + np.arange(len(least))).astype(np.uint64)


def _usual(offsets: NDArray[np.int64], length: int) -> int:
    """Where most hits say that the text begins."""
    buckets = offsets // (length // 4 + 1)
    values, counts = np.unique(buckets, return_counts=True)
    return int(np.median(offsets[buckets == values[counts.argmax()]]))


def _trimmed(blocks: list[tuple[int, int]], length: int) -> slice:
    """Those without what stands apart at either end and makes the whole less alike."""
    first, last = 0, len(blocks) - 1
    equal = sum(end - start for start, end in blocks)

    def share(first: int, last: int, equal: int) -> float:
        return 2 * equal / (length + blocks[last][1] - blocks[first][0])

    while first < last:
        now = share(first, last, equal)
        left, right = (blocks[at][1] - blocks[at][0] for at in (first, last))
        without_left = share(first + 1, last, equal - left)
        without_right = share(first, last - 1, equal - right)
        if max(without_left, without_right) <= now:
            break
        if without_left >= without_right:
            first, equal = first + 1, equal - left
        else:
            last, equal = last - 1, equal - right
    return slice(first, last + 1)
