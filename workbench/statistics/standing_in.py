"""Whether an automatic check may stand in for people: a written rule over figures with intervals.

It may, if all of these hold:

1. At least 30 outputs were judged by both (Calderon, Reichart and Dror, The alternative annotator
   test for LLM-as-a-judge, ACL 2025, ask for as many).
2. Its kappa with the people's majority is surely at least 0.6: the interval's lower end. Above
   0.6 agreement is called substantial (Landis and Koch, Biometrics 33, 1977).
3. It is surely neither kinder nor harsher by more than 10 points: the whole interval of the bias.
4. People agree among each other by at least 0.4, moderate in the same source; and its kappa is
   not more than 0.1 below theirs: it does about as well as one more person would.
5. People passed at least 5 of them and failed at least 5, or chance can't be told from skill.

It may not if, on outputs as in 1 and 5, it is sure that 2 or 3 does not hold: the whole interval
lies on the other side; or if its whole interval lies more than 0.1 below what people reach among
each other; or if people surely agree by less than 0.4, since then there is nothing that could be
stood in for. Else it can't be told yet.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.agreements import StandIn
from workbench.domain.comparisons import Measure
from workbench.statistics.agreement import cohens_kappa, kappa, krippendorffs_alpha, observed
from workbench.statistics.answer_tables import MISSING, AnswerTable
from workbench.statistics.power import rounded_up
from workbench.statistics.rates import paired_rates

FEWEST = 30
FEWEST_OF_A_KIND = 5
LEAST_KAPPA = 0.6
MOST_BIAS = 0.1
LEAST_AMONG_PEOPLE = 0.4
BELOW_PEOPLE = 0.1
TOO_MANY = 10_000
"""Outputs that nobody will judge: past them, the number is not told."""


class Reason(StrEnum):
    """What decides."""

    NONE = ""
    FEW = "few"
    ALONE = "alone"
    """Nobody else judged the same outputs."""
    PEOPLE_DIFFER = "people differ"
    ONE_SIDED = "one-sided"
    """People pass nearly everything, or fail it."""
    KAPPA = "kappa"
    BIAS = "bias"
    BELOW_PEOPLE = "below people"


@dataclass(frozen=True, slots=True)
class Held:
    """A check held against people, output by output."""

    items: int
    divided: int
    same: Measure | None
    kappa: Measure | None
    people: Measure | None
    together: int
    """Outputs that two or more people judged."""
    bias: Measure | None
    confusion: tuple[int, int, int, int]
    """Both pass; the check alone passes; people alone pass; both fail."""


def held(check: Sequence[bool], people: Sequence[Sequence[bool | None]]) -> Held:
    """What the check said of each output, and what each person did; None: nothing."""
    majority = [_majority(said) for said in people]
    both = [
        (passed, wanted, said)
        for passed, wanted, said in zip(check, majority, people, strict=True)
        if wanted is not None
    ]
    pairs = [(passed, wanted) for passed, wanted, _ in both]
    against = AnswerTable(("check", "people"), tuple((int(a), int(b)) for a, b in pairs), 2)
    among = _among([said for _, _, said in both])
    confusion = tuple(
        sum(pair == each for pair in pairs)
        for each in ((True, True), (True, False), (False, True), (False, False))
    )
    return Held(
        len(pairs),
        len(majority) - len(pairs),
        observed(against).measure,
        cohens_kappa(against).measure if len({wanted for _, wanted in pairs}) > 1 else None,
        (kappa(among) if among.complete else krippendorffs_alpha(among)).measure,
        len(among.rows),
        paired_rates([float(passed) - float(wanted) for passed, wanted in pairs])
        if pairs
        else None,
        (confusion[0], confusion[1], confusion[2], confusion[3]),
    )


def verdict(known: Held) -> tuple[StandIn, Reason]:
    """By the rule of this file."""
    for missing, reason in _too_little(known):
        if missing:
            return StandIn.CANNOT_TELL, reason
    for sure, reason in _against(known):
        if sure:
            return StandIn.NO, reason
    for missing, reason in _missing(known):
        if missing:
            return StandIn.CANNOT_TELL, reason
    return StandIn.YES, Reason.NONE


def more_outputs(known: Held) -> int | None:
    """About how many would settle it if the truth is what was seen so far; None where more
    outputs would not, or nothing was seen to go by. Intervals narrow with the root of n."""
    standing, reason = verdict(known)
    open_still = standing is StandIn.CANNOT_TELL and reason is not Reason.ONE_SIDED
    if not known.kappa or not known.bias or not open_still:
        return None
    n, agreed, bias = known.items, known.kappa, known.bias
    yes = max(
        _until(n, agreed.value - agreed.low, agreed.value - LEAST_KAPPA),
        _until(n, _reach(bias), MOST_BIAS - abs(bias.value)),
    )
    people = known.people
    if not people or people.value < LEAST_AMONG_PEOPLE:
        yes = math.inf
    if agreed.value < _least(known):
        yes = math.inf
    no = min(
        _until(n, agreed.high - agreed.value, max(LEAST_KAPPA, _least(known)) - agreed.value),
        _until(n, _reach(bias), abs(bias.value) - MOST_BIAS),
    )
    wanted = max(float(FEWEST), min(yes, no)) - n
    return None if wanted > TOO_MANY else rounded_up(max(wanted, n / 10, 1))


def _too_little(known: Held) -> list[tuple[bool, Reason]]:
    both, alone, people, neither = known.confusion
    of_a_kind = min(both + people, alone + neither)
    return [
        (known.items < FEWEST, Reason.FEW),
        (of_a_kind < FEWEST_OF_A_KIND or not known.kappa, Reason.ONE_SIDED),
    ]


def _against(known: Held) -> list[tuple[bool, Reason]]:
    agreed, bias, people = known.kappa, known.bias, known.people
    return [
        (bool(agreed and agreed.high < LEAST_KAPPA), Reason.KAPPA),
        (bool(bias and (bias.low > MOST_BIAS or bias.high < -MOST_BIAS)), Reason.BIAS),
        (bool(people and people.high < LEAST_AMONG_PEOPLE), Reason.PEOPLE_DIFFER),
        (bool(agreed and agreed.high < _least(known)), Reason.BELOW_PEOPLE),
    ]


def _missing(known: Held) -> list[tuple[bool, Reason]]:
    agreed, bias, people = known.kappa, known.bias, known.people
    return [
        (known.together < 2, Reason.ALONE),
        (not people, Reason.ONE_SIDED),
        (bool(people and people.value < LEAST_AMONG_PEOPLE), Reason.PEOPLE_DIFFER),
        (not agreed or agreed.low < LEAST_KAPPA, Reason.KAPPA),
        (not bias or bias.low < -MOST_BIAS or bias.high > MOST_BIAS, Reason.BIAS),
        (bool(agreed and agreed.value < _least(known)), Reason.BELOW_PEOPLE),
    ]


def _least(known: Held) -> float:
    """The kappa that people among each other hold it to."""
    return known.people.value - BELOW_PEOPLE if known.people else -1.0


def _until(n: int, reach: float, room: float) -> float:
    """Outputs until an interval that reaches so far has room."""
    return n * (reach / room) ** 2 if room > 0 else math.inf


def _reach(measure: Measure) -> float:
    return max(measure.high - measure.value, measure.value - measure.low)


def _majority(said: Sequence[bool | None]) -> bool | None:
    passed, failed = sum(each is True for each in said), sum(each is False for each in said)
    return None if passed == failed else passed > failed


def _among(said: Sequence[Sequence[bool | None]]) -> AnswerTable:
    """Of the outputs that two or more people judged, and those who did."""
    shared = [each for each in said if sum(answer is not None for answer in each) > 1]
    columns = [column for column in zip(*shared, strict=True) if any(a is not None for a in column)]
    rows = zip(*columns, strict=True)
    numbered = tuple(tuple(MISSING if a is None else int(a) for a in row) for row in rows)
    return AnswerTable(tuple(str(i) for i in range(len(columns))), numbered, 2)
