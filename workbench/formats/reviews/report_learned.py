"""What was learned from a review, as a report says it: answers, agreement, judges."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from workbench.domain.agreements import AnswerCounts, Calibration
from workbench.domain.rubrics import Question, QuestionKind
from workbench.formats.reports.words import NOTHING, share
from workbench.formats.reviews.report_blocks import (
    Block,
    Facts,
    Section,
    Share,
    Table,
    Value,
    Verdict,
    Words,
)
from workbench.formats.reviews.report_telling import Telling, shortened
from workbench.formats.reviews.report_words import (
    STAND_IN,
    agreement_row,
    answer_words,
    coefficient,
    figure,
    points,
)


def answers(telling: Telling) -> Iterator[Block]:
    """But for preferences, which are told by who won."""
    told = [
        each
        for each in telling.report.figures.answers
        if each.question.kind is not QuestionKind.PREFERENCE
    ]
    if not told:
        return
    yield Section("Answers")
    for question, counts in groupby(told, key=lambda each: each.question):
        yield Words(question.text)
        yield _counted(question, tuple(counts))


def _counted(question: Question, counts: tuple[AnswerCounts, ...]) -> Table:
    mean = "share of yes" if question.kind is QuestionKind.YES_NO else "mean"
    has_mean = any(each.mean is not None for each in counts)

    def row(each: AnswerCounts) -> tuple[Value, ...]:
        said = ", ".join(
            f"{shortened(answer_words(question, answer))}: {count}" for answer, count in each.counts
        )
        middle: tuple[Value, ...] = ()
        if has_mean:
            bar = question.kind is QuestionKind.YES_NO and each.mean is not None
            middle = (Share(each.mean) if bar and each.mean else figure(question, each.mean),)
        return (each.contender or "all outputs", *middle, said or NOTHING)

    heads = ("outputs of", *((mean,) if has_mean else ()), "answers")
    return Table(heads, tuple(map(row, counts)))


def preferences(telling: Telling) -> Iterator[Block]:
    figures = telling.report.figures
    if not figures.win_rates:
        return
    yield Section("Which is preferred")
    rows = tuple(
        (f"{rate.one} against {rate.other}", Share(rate.rate, middle=True),
         str(rate.wins), str(rate.losses), str(rate.ties))
        for rate in figures.win_rates
    )  # fmt: skip
    yield Table(("", "preferred", "won", "lost", "no difference"), rows)
    yield from (Words(rate.sentence) for rate in figures.win_rates if rate.sentence)
    if figures.ranking:
        yield Table(
            ("place", "", "chance to be preferred to an average one"),
            tuple((str(r.place), r.contender, Share(r.strength)) for r in figures.ranking),
        )
        yield Words("Places whose intervals overlap may be equal all the same.", quiet=True)
    if figures.first_shown is not None:
        yield Words(
            f"The output that was shown first was preferred in {share(figures.first_shown)}; "
            "where the side makes no difference that is half.",
            quiet=True,
        )


def agreement(telling: Telling) -> Iterator[Block]:
    agreements = telling.report.figures.agreements
    if not agreements:
        return
    yield Section("How far people agree")
    heads = ("question", "people", "items", "same answer", "kappa", "alpha")
    yield Table(heads, tuple(agreement_row(each) for each in agreements))
    for each in agreements:
        if each.sentence:
            yield Words(_about(each.question.text, each.sentence, len(agreements)))


def judges(telling: Telling) -> Iterator[Block]:
    calibrations = telling.report.figures.calibrations
    if not calibrations:
        return
    yield Section("Judges against people")
    for each in calibrations:
        yield from _judge(each)


def _judge(calibration: Calibration) -> Iterator[Block]:
    about = f"{calibration.check}: {STAND_IN[calibration.verdict]}."
    asked = f"Held against “{calibration.question.text}”."
    yield Verdict(about, calibration.verdict, f"{calibration.sentence} {asked}".strip())
    both, check_alone, people_alone, neither = calibration.confusion
    yield Table(
        ("", "people pass", "people fail"),
        (
            ("the judge passes", str(both), str(check_alone)),
            ("the judge fails", str(people_alone), str(neither)),
        ),
    )
    figures = (
        ("outputs judged by both", str(calibration.items)),
        ("left out, as people are divided", str(calibration.divided)),
        ("same answer", share(calibration.same) if calibration.same else NOTHING),
        ("kappa, judge with people", coefficient(calibration.kappa)),
        ("kappa, people with each other", coefficient(calibration.people_kappa)),
        ("passes more than people do, by", points(calibration.bias)),
        ("more outputs that would settle it", str(calibration.more_needed or NOTHING)),
    )
    yield Facts(figures)


def _about(question: str, sentence: str, many: int) -> str:
    return f"{question} {sentence}" if many > 1 and question not in sentence else sentence
