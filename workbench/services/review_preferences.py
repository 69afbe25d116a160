"""What people's preferences come to: each two contenders, all of them, and the side shown first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.domain.agreements import Rank, WinRate
from workbench.domain.comparisons import Measure
from workbench.domain.reviews import ReviewItem
from workbench.domain.rubrics import FIRST, PREFERENCE_ID, SECOND, TIE
from workbench.services.review_answers import ReviewAnswers
from workbench.statistics.holm import holm
from workbench.statistics.power import ALPHA
from workbench.statistics.ranking import Bout, Met, chance_of_even, strengths, win_rate

POINTS = {FIRST: 1.0, TIE: 0.5, SECOND: 0.0}
EQUAL = (0.4, 0.6)
"""A win rate whose whole interval lies within: no preference that matters."""
FEW = "With so few outputs, it may be chance."
MANY_AT_ONCE = "As one of {0} comparisons made at once, it may be chance."


@dataclass(frozen=True, slots=True)
class _Pair:
    """All that was said of two contenders, by item, from the side of `one`."""

    one: str
    other: str
    said: tuple[tuple[float, ...], ...]

    @property
    def bouts(self) -> list[Bout]:
        return [Bout(sum(points), len(points)) for points in self.said]

    def count(self, points: float) -> int:
        return sum(each.count(points) for each in self.said)

    def turned(self) -> _Pair:
        """From the other side."""
        said = tuple(tuple(1 - point for point in points) for points in self.said)
        return _Pair(self.other, self.one, said)


def win_rates(answers: ReviewAnswers) -> tuple[WinRate, ...]:
    """Of each two contenders that met, from the side of the one that is ahead."""
    found, tested = [], _tested(answers)
    for pair, sure in tested:
        rate = win_rate(pair.bouts)
        known = WinRate(
            pair.one, pair.other, pair.count(1.0), pair.count(0.0), pair.count(0.5), rate
        )
        found.append(_told(known, sure=sure, at_once=len(tested)))
    return tuple(found)


def ranking(answers: ReviewAnswers) -> tuple[Rank, ...]:
    """The strongest first; empty for fewer than three, or where some can't be compared."""
    met = _met(answers)
    names = tuple(dict.fromkeys(name for _, one, other, _ in met for name in (one, other)))
    if len(names) < 3:
        return ()
    place = {name: index for index, name in enumerate(names)}
    items: dict[str, list[Met]] = defaultdict(list)
    for item, one, other, points in met:
        items[item.key].append(Met(place[one], place[other], Bout(sum(points), len(points))))
    found = strengths(len(names), list(items.values()))
    if found is None:
        return ()
    ordered = sorted(zip(names, found, strict=True), key=lambda each: -each[1].value)
    values = [round(measure.value, 6) for _, measure in ordered]
    return tuple(
        Rank(name, measure, values.index(round(measure.value, 6)) + 1) for name, measure in ordered
    )


def leader(answers: ReviewAnswers, ranks: Sequence[Rank]) -> str:
    """One that is surely the strongest, and surely preferred to each that it met; empty where
    others may be as strong."""
    if len(ranks) < 2 or ranks[0].strength.low <= max(each.strength.high for each in ranks[1:]):
        return ""
    first = ranks[0].contender
    own = [(pair, sure) for pair, sure in _tested(answers) if first in (pair.one, pair.other)]
    return first if all(sure and pair.one == first for pair, sure in own) else ""


def first_shown(answers: ReviewAnswers) -> Measure | None:
    """Share of the decided preferences that were for the output shown first."""
    by_item: dict[str, list[float]] = defaultdict(list)
    for judgment in answers.judged:
        answer = judgment.answer(PREFERENCE_ID)
        if answer in (FIRST, SECOND):
            by_item[judgment.item].append(float((answer == FIRST) != judgment.swapped))
    bouts = [Bout(sum(points), len(points)) for points in by_item.values()]
    return win_rate(bouts) if bouts else None


def _met(answers: ReviewAnswers) -> list[tuple[ReviewItem, str, str, tuple[float, ...]]]:
    """Item, both contenders, and points for the first of them. Two samples of one contender
    say nothing of it."""
    found = []
    asked = [each for each in answers.review.plan.questions if each.id == PREFERENCE_ID]
    for question in asked:
        for item, given in zip(answers.items, answers.to(question), strict=True):
            points = tuple(POINTS[str(answer)] for answer in given.values() if answer in POINTS)
            if points:
                one, other = answers.contender(item, 0), answers.contender(item, 1)
                if one != other:
                    found.append((item, one, other, points))
    return found


def _pairs(answers: ReviewAnswers) -> Iterator[_Pair]:
    found: dict[tuple[str, str], list[tuple[float, ...]]] = defaultdict(list)
    for _, one, other, points in _met(answers):
        if (other, one) in found:
            found[other, one].append(tuple(1 - point for point in points))
        else:
            found[one, other].append(points)
    for (one, other), said in found.items():
        yield _Pair(one, other, tuple(said))


def _tested(answers: ReviewAnswers) -> list[tuple[_Pair, bool]]:
    """Each pair from the side that is ahead, and whether it surely is, among all of them."""
    pairs = [_from_ahead(pair) for pair in _pairs(answers)]
    adjusted = holm([chance_of_even(pair.bouts) for pair in pairs])
    return [(pair, p_value < ALPHA) for pair, p_value in zip(pairs, adjusted, strict=True)]


def _from_ahead(pair: _Pair) -> _Pair:
    return pair.turned() if win_rate(pair.bouts).value < 0.5 else pair


def _told(known: WinRate, *, sure: bool, at_once: int) -> WinRate:
    rate, judgments = known.rate, known.wins + known.losses + known.ties
    times = "1 judgment" if judgments == 1 else f"{judgments:,} judgments"
    half = ", a tie counting half" if known.ties else ""
    low, high = rate.low * 100, rate.high * 100
    share = f"{rate.value * 100:.0f} % of {times}{half} ({low:.0f} to {high:.0f} %)"
    if sure:
        sentence = f"People prefer {known.one} to {known.other}: in {share}."
    elif EQUAL[0] <= rate.low and rate.high <= EQUAL[1]:
        sentence = (
            f"People like {known.one} and {known.other} about equally: they prefer the former in"
            f" {share}."
        )
    else:
        doubt = ""
        if not rate.low <= 0.5 <= rate.high:
            doubt = f" {MANY_AT_ONCE.format(at_once) if at_once > 1 else FEW}"
        sentence = (
            f"Can't tell yet whether people prefer {known.one} to {known.other}: they did"
            f" in {share}.{doubt}"
        )
    return WinRate(known.one, known.other, known.wins, known.losses, known.ties, rate, sentence)
