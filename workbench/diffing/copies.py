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

SIMILAR = 0.7
"""From this share of common tokens on a text is a copy."""
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
        matches: list[Match] = []
        for index, share, start, end in sorted(aligned, key=lambda a: (-a[1], a[2] - a[3], a[0])):
            if share < SIMILAR:
                break
            place = places[start][0], places[end - 1][1]
            nearest = [m for m in matches if m.start < place[1] and place[0] < m.end]
            if not nearest:
                matches.append(Match((index,), share, *place))
            elif (nearest[0].share, nearest[0].start, nearest[0].end) == (share, *place):
                same_place = Match((*nearest[0].texts, index), share, *place)
                matches[matches.index(nearest[0])] = same_place
        return sorted(matches, key=lambda match: match.start)

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

    def _aligned(self, index: int, offset: int, keys: Sequence[int]) -> tuple[int, float, int, int]:
        """The text, its share, and the part of the keys that is most like it."""
        known = self._keys[index]
        slack = len(known) // 4 + 2
        begin = max(0, offset - slack)
        part = keys[begin : max(0, offset) + len(known) + slack]
        blocks = [
            (op.dest_start, op.dest_end) for op in LCSseq.opcodes(known, part) if op.tag == "equal"
        ]
        if not blocks:
            return index, 0.0, begin, begin
        share, start, end = _trimmed(blocks, len(known))
        return index, share, begin + start, begin + end


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


def _trimmed(blocks: list[tuple[int, int]], length: int) -> tuple[float, int, int]:
    """Without what stands apart at either end and makes the whole less alike."""
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
    return share(first, last, equal), blocks[first][0], blocks[last][1]
