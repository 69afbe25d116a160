"""Which of two people preferred, and who stands where among more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.domain.agreements import Rank, ReviewFigures, WinRate
from workbench.domain.comparisons import Measure
from workbench.gui.kit.states import State
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.review.learned.content import Bar, Bars, Section, Table, Topic
from workbench.gui.review.learned.names import Names
from workbench.gui.review.learned.numbers import share_words
from workbench.gui.review.wording import translate

MOST_DRAWN = 10
"""Pairs; of more the ranking tells, and the table."""
EVEN = 0.5
BRADLEY_TERRY = QT_TRANSLATE_NOOP(
    "review",
    "Bradley and Terry, Rank analysis of incomplete block designs: the method of paired "
    "comparisons (Biometrika 39, 1952).",
)
SIDE_MATTERED = State(QT_TRANSLATE_NOOP("review", "the side mattered"), "warning", "warning")


def preferences_section(figures: ReviewFigures, names: Names) -> Section | None:
    if not figures.win_rates:
        return None
    topics = []
    if figures.ranking:
        topics.append(_ranking(figures.ranking, names))
    topics.append(_pairs(figures.win_rates, names))
    if figures.first_shown and figures.first_shown.n:
        topics.append(_position(figures.first_shown))
    lead = translate(
        "Which of two outputs people preferred; a tie counts as half. A line that reaches "
        "beyond the dashed middle means: it cannot be told yet which is better."
    )
    return Section("preferences", translate("Preferences"), lead, tuple(topics))


def places(ranking: Sequence[Rank]) -> Iterator[str]:
    """`1`, or `1 to 3` of those whose intervals overlap."""
    for rank in ranking:
        equal = [each.place for each in ranking if _overlap(rank.strength, each.strength)]
        first, last = min(equal), max(equal)
        yield str(first) if first == last else translate("{0} to {1}").format(first, last)


def _ranking(ranking: Sequence[Rank], names: Names) -> Topic:
    shown = list(places(ranking))
    lines = tuple(
        Bar(f"{place} · {names.of(rank.contender)}", rank.strength, share_words(rank.strength))
        for place, rank in zip(shown, ranking, strict=True)
    )
    heads = (
        translate("Place"),
        translate("Output by"),
        translate("Chance to be preferred to an average one"),
    )
    rows = tuple(
        (place, names.of(rank.contender), share_words(rank.strength))
        for place, rank in zip(shown, ranking, strict=True)
    )
    shared = any(not place.isdigit() for place in shown)
    note = translate("Those that share places may be equally good: their intervals overlap.")
    return Topic(
        "preferences.ranking",
        translate("Ranking"),
        translate("How likely each is to be preferred to an average one of them."),
        source=translate(BRADLEY_TERRY),
        charts=(Bars(lines, 0, 1, EVEN),),
        table=Table(heads, rows),
        note=note if shared else "",
    )


def _pairs(rates: Sequence[WinRate], names: Names) -> Topic:
    lines = tuple(Bar(_pair(each, names), each.rate, share_words(each.rate)) for each in rates)
    heads = (
        translate("Output by"),
        translate("Against"),
        translate("Won"),
        translate("Lost"),
        translate("Ties"),
        translate("Win rate"),
    )
    rows = tuple(
        (
            names.of(each.one),
            names.of(each.other),
            f"{each.wins:,}",
            f"{each.losses:,}",
            f"{each.ties:,}",
            share_words(each.rate),
        )
        for each in rates
    )
    drawn = (Bars(lines, 0, 1, EVEN),) if len(lines) <= MOST_DRAWN else ()
    return Topic(
        "preferences.pairs",
        translate("One against another"),
        names.within(rates[0].sentence) if len(rates) == 1 else "",
        charts=drawn,
        table=Table(heads, rows),
        note="" if drawn else translate("{0} pairs: see the numbers.").format(len(rates)),
    )


def _position(first_shown: Measure) -> Topic:
    words = share_words(first_shown)
    mattered = not first_shown.low <= EVEN <= first_shown.high
    if mattered:
        sentence = translate(
            "Where people decided, they took the output that was shown first in {0} of the "
            "cases. Sides were drawn at random, so neither contender gains by it."
        )
    else:
        sentence = translate(
            "Nothing says that the side mattered: the output that was shown first was taken in "
            "{0} of the decided cases."
        )
    return Topic(
        "preferences.position",
        translate("Did the side matter?"),
        sentence.format(words),
        SIDE_MATTERED if mattered else None,
    )


def _pair(rate: WinRate, names: Names) -> str:
    return translate("{0} over {1}").format(names.of(rate.one), names.of(rate.other))


def _overlap(one: Measure, other: Measure) -> bool:
    return one.low <= other.high and other.low <= one.high
