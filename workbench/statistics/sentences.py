"""Each comparison as one sentence that a manager can read, with the numbers in it.

It says no more than the numbers do: *better* and *worse* stand only where the test and the
interval agree, and a difference is called none only where there is no room for one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.comparisons import COST, LATENCY, PASS_RATE, Finding, Measure
from workbench.statistics.units import Unit, figures, unit_of

TOO_MANY = 10_000
"""Cases that nobody will add: past them, the number is not told."""


class Doubt(StrEnum):
    """Why a comparison can't be told, where the interval does not say so by itself."""

    NONE = ""
    FEW = "With so few cases, any result may be chance."
    MANY_AT_ONCE = "As one of {0} comparisons made at once, it may be chance."
    FEW_DIFFER = "Too few cases differ."
    VARIED = "Most cases lean one way, but those that do not weigh as much."


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence is made from."""

    baseline: str
    candidate: str
    what: str
    better: int
    worse: int
    difference: Measure
    finding: Finding
    margin: float
    more_cases: int | None = None
    samples: int = 1
    doubt: Doubt = Doubt.NONE
    at_once: int = 1
    label: str = ""
    silent: tuple[str, ...] = ()
    """Sides that gave no answer at all."""

    @property
    def unit(self) -> Unit:
        return unit_of(self.what)

    @property
    def all_alike(self) -> bool:
        return not self.better and not self.worse


def sentence(told: Told) -> str:
    words = _words(told)
    return f"Cases labelled {told.label}: {words}" if told.label else words


def _words(told: Told) -> str:
    if told.silent:
        return f"Can't be compared: {' and '.join(told.silent)} gave no answer."
    if not told.difference.n:
        return (
            f"{told.candidate} and {told.baseline} cannot be compared: there is no case for"
            f" which the {told.what} of both is known."
        )
    match told.finding:
        case Finding.BETTER | Finding.WORSE:
            return _difference(told)
        case Finding.EQUAL:
            return _equal(told)
    return _undecided(told)


def _difference(told: Told) -> str:
    unit, better = told.unit, told.finding is Finding.BETTER
    verb, other = unit.better, unit.worse_alone
    here, there = told.better, told.worse
    if not better:
        verb, other, here, there = unit.worse, unit.better_alone, there, here
    return (
        f"{told.candidate} {verb} than {told.baseline} on {here:,} of {_cases(told)},"
        f" {other} on {_count(there)}: {_change(told)}."
    )


def _equal(told: Told) -> str:
    margin = f"{told.margin:g}"
    if told.unit.relative:
        margin = f"{told.unit.margin * 100:g} %"
    elif told.what == PASS_RATE:
        margin = f"{told.margin * 100:g} points"
    return (
        f"{told.candidate} and {told.baseline} {told.unit.alike}, to within {margin}:"
        f" {_tally(told)}{_in_numbers(told)}."
    )


def _undecided(told: Told) -> str:
    seen = _tally(told) if told.doubt is Doubt.FEW else f"{_tally(told)}{_in_numbers(told)}"
    doubt = told.doubt.value.format(told.at_once)
    words = (
        f"Can't tell yet whether {told.candidate} {told.unit.better} than {told.baseline}: {seen}.",
        doubt,
        _what_it_takes(told.more_cases),
    )
    return " ".join(part for part in words if part)


def _tally(told: Told) -> str:
    if told.all_alike:
        return f"they came out the same on {_all(told)}"
    unit = told.unit
    return (
        f"{_pronoun(told)} {unit.better} on {told.better:,} of {_cases(told)} and"
        f" {unit.worse_alone} on {_count(told.worse)}"
    )


def _pronoun(told: Told) -> str:
    return told.candidate if told.finding is Finding.EQUAL else "it"


def _what_it_takes(more: int | None) -> str:
    if more is None:
        return ""
    if more > TOO_MANY:
        return f"More than {TOO_MANY:,} more cases would be needed to settle it."
    return f"About {more:,} more {'case' if more == 1 else 'cases'} would settle it."


def _change(told: Told) -> str:
    """Of a finding: the direction in a word, the numbers without a sign."""
    seen = told.difference
    fell = seen.value < 0
    sizes = (-seen.value, -seen.high, -seen.low) if fell else (seen.value, seen.low, seen.high)
    value, low, high = figures(told.what, sizes, seen.high - seen.low)
    if told.unit.relative:
        way = "less" if fell else "more"
        low = f"${low}" if told.what == COST else low
        high = _priced(told, high)
        return f"{_priced(told, value)} {way} a run, 95 % interval {low} to {high} {way}"
    return f"a {'loss' if fell else 'gain'} of {_named(told, value)}, 95 % interval {low} to {high}"


def _in_numbers(told: Told) -> str:
    """The difference with its sign, in brackets; nothing where there is none to be seen."""
    seen = told.difference
    return f" ({_signed(told, seen)})" if seen.high > seen.low or seen.value else ""


def _signed(told: Told, seen: Measure) -> str:
    texts = figures(told.what, (seen.value, seen.low, seen.high), seen.high - seen.low)
    if told.unit.relative:
        value, low, high = (_either_way(told, text) for text in texts)
        return f"{value} a run, 95 % interval {low} to {high}"
    value, low, high = texts
    return f"{_named(told, value)}, 95 % interval {low} to {high}"


def _either_way(told: Told, text: str) -> str:
    if not text.strip("0.,"):
        return "nothing"
    way = "less" if text.startswith("-") else "more"
    return f"{_priced(told, text.removeprefix('-'))} {way}"


def _priced(told: Told, text: str) -> str:
    return f"${text}" if told.what == COST else f"{text} s" if told.what == LATENCY else text


def _named(told: Told, text: str) -> str:
    if told.what == PASS_RATE:
        return f"{text} {'point' if text.removeprefix('-') in ('1', '1.0') else 'points'}"
    return f"{text} in the mean {told.what}"


def _cases(told: Told) -> str:
    n = told.difference.n
    samples = f" ({told.samples} samples each)" if told.samples > 1 else ""
    return f"{n:,} {'case' if n == 1 else 'cases'}{samples}"


def _all(told: Told) -> str:
    return "the only case" if told.difference.n == 1 else f"all {_cases(told)}"


def _count(number: int) -> str:
    return f"{number:,}" if number else "none"
