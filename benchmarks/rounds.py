"""Two ways to do the same, measured by turns in one run, and told as a ratio.

Rounds alternate, so that what else the machine does falls on both alike.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comparison:
    """Seconds of each round, ours and the other's."""

    name: str
    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Of the medians."""
        return statistics.median(self.ours) / statistics.median(self.theirs)

    def __str__(self) -> str:
        ours, theirs = (
            f"{statistics.median(seconds) * 1000:.3f} ms" for seconds in (self.ours, self.theirs)
        )
        return (
            f"{self.name}: {self.ratio:.3f} x  (medians {ours} and {theirs}, "
            f"{len(self.ours)} rounds, worst of ours {max(self.ours) * 1000:.1f} ms)"
        )


def alternate(
    name: str, ours: Callable[[], object], theirs: Callable[[], object], *, rounds: int
) -> Comparison:
    """Both once to warm up, then by turns."""
    ours()
    theirs()
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    return Comparison(name, tuple(a for a, _ in pairs), tuple(b for _, b in pairs))


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
