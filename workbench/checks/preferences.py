"""What pairwise preferences come to: how often one output was preferred, and how much of that
was only the order in which the judge saw the two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.domain.checks import Score, Verdict

WIN, TIE, LOSS = 1.0, 0.5, 0.0


@dataclass(frozen=True, slots=True)
class Preferences:
    """Counts of pairs, but for the last two: those are of single judgments."""

    wins: int = 0
    ties: int = 0
    losses: int = 0
    disagreements: int = 0
    """Ties because the two orders disagreed."""
    named: int = 0
    """Judgments that preferred one of the two."""
    first_named: int = 0
    """Those that preferred the one shown first."""

    @property
    def pairs(self) -> int:
        return self.wins + self.ties + self.losses

    @property
    def win_rate(self) -> float | None:
        """Ties count half; None where nothing was compared."""
        return (self.wins + self.ties / 2) / self.pairs if self.pairs else None

    @property
    def position_bias(self) -> float | None:
        """Share of the pairs in which the judge changed its mind with the order."""
        return self.disagreements / self.pairs if self.pairs else None

    @property
    def first_share(self) -> float | None:
        """How often the output shown first was preferred: 0.5 by a judge without bias."""
        return self.first_named / self.named if self.named else None


def pair_value(shown_first: float, shown_second: float) -> float:
    """Of the two orders together; where they disagree, a tie."""
    return shown_first if shown_first == shown_second else TIE


def preferences(scores: Iterable[Score]) -> Preferences:
    """From the scores of pairwise-preference in one column.

    Each holds two parts: the same pair with this output shown first, then with it second. The
    column that others are compared with has none, and is left out, as are errors.
    """
    wins = ties = losses = disagreements = named = first_named = 0
    for score in scores:
        if len(score.parts) != 2 or score.verdict in (Verdict.ERROR, Verdict.PENDING):
            continue
        first, second = (part.value for part in score.parts)
        value = pair_value(first, second)
        wins += value == WIN
        ties += value == TIE
        losses += value == LOSS
        disagreements += first != second
        named += (first != TIE) + (second != TIE)
        first_named += (first == WIN) + (second == LOSS)
    return Preferences(wins, ties, losses, disagreements, named, first_named)
