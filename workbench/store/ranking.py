"""How well a text answers a search: a number to put hits of all kinds in one order.

FTS5's own bm25 weighs every row of the index that matches, a million outputs for a common
word; this looks only at the newest candidates, whose texts are read anyway.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from workbench.store.snippets import plain_letters

WEIGHTS = {
    "path": 4.0,
    "title": 3.0,
    "description": 2.0,
    "note": 2.0,
    "version": 1.5,
    "output": 1.0,
}
WHOLE, BEGUN, INSIDE = 1.0, 0.7, 0.5
TOGETHER = 0.5
"""For words that stand beside each other as they were typed."""
RECENT = 0.3
"""For what is of today; half of it for what is a month old."""
MOST_PLACES = 50
"""At which a word is looked at in one text, until it stands there as a whole word."""
MONTH_S = 30 * 86_400


class Ranking:
    """Scores texts for one search."""

    def __init__(self, words: Sequence[str], now: datetime) -> None:
        plain = [plain_letters(word) for word in words]
        self._plain, self._typed, self._now = plain, " ".join(plain), now

    def all_in(self, text: str) -> bool:
        said = plain_letters(text)
        return all(word in said for word in self._plain)

    def score(self, text: str, field: str, at: datetime) -> float:
        said = plain_letters(text)
        found = sum(self._found(said, index) for index in range(len(self._plain)))
        fit = found / len(self._plain) if self._plain else 1.0
        if len(self._plain) > 1 and self._typed in said:
            fit += TOGETHER
        age = max(0.0, (self._now - at).total_seconds())
        return WEIGHTS[field] * fit + RECENT / (1 + age / MONTH_S)

    def _found(self, said: str, index: int) -> float:
        word, best, at = self._plain[index], 0.0, -1
        for _place in range(MOST_PLACES):
            at = said.find(word, at + 1)
            if at < 0:
                break
            end = at + len(word)
            begins = not at or not said[at - 1].isalnum()
            if begins and not said[end : end + 1].isalnum():
                return WHOLE
            best = max(best, BEGUN if begins else INSIDE)
        return best
