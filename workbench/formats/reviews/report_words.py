"""Answers and figures of a review in words, the same in every report."""

from __future__ import annotations

import math
from collections.abc import Iterator

from workbench.domain.agreements import Agreement, StandIn
from workbench.domain.comparisons import Measure
from workbench.domain.review_reports import JudgedOutput, ReviewReport
from workbench.domain.reviews import Judgment, ReviewItem, ReviewKind, ReviewPlan
from workbench.domain.rubrics import FIRST, SECOND, TIE, Answer, Question, QuestionKind
from workbench.formats.reports.words import NOTHING, number, share

ASKED = {
    ReviewKind.RATE: "to rate one output at a time",
    ReviewKind.PREFER: "to say which of two outputs is better",
    ReviewKind.LABEL: "to choose the label that fits",
    ReviewKind.CORRECT: "to correct the text",
}
LEFT_OUT = "(left out)"
"""In the place of a text that may hold an output, or say who somebody is."""
STAND_IN = {
    StandIn.YES: "may stand in for people",
    StandIn.NO: "may not stand in for people",
    StandIn.CANNOT_TELL: "can't tell yet whether it may stand in for people",
}
MOST_FIGURES = 40


def answer_words(
    question: Question,
    answer: Answer,
    outputs: tuple[JudgedOutput, ...] = (),
    *,
    texts: bool = True,
) -> str:
    """`4 of 5`, `yes`; of a preference what was preferred, where its `outputs` are given."""
    match question.kind:
        case QuestionKind.SCALE:
            return f"{answer} of {question.most}"
        case QuestionKind.YES_NO:
            return "yes" if answer else "no"
        case QuestionKind.PREFERENCE:
            return _preferred(answer, outputs)
        case QuestionKind.TEXT | QuestionKind.CORRECTION:
            return str(answer) if texts else LEFT_OUT
        case QuestionKind.CHOICE:
            return str(answer)


def question_words(question: Question) -> str:
    """What was asked, with what could be answered."""
    match question.kind:
        case QuestionKind.SCALE:
            ends = (
                (question.least, question.least_means),
                (question.most, question.most_means),
            )
            told = " to ".join(f"{end} ({means})" if means else str(end) for end, means in ends)
        case QuestionKind.YES_NO:
            told = "yes or no"
        case QuestionKind.CHOICE:
            told = ", ".join(question.choices)
        case QuestionKind.PREFERENCE:
            told = "the first, the second, or no difference"
        case QuestionKind.TEXT | QuestionKind.CORRECTION:
            told = "in own words"
    left_open = "" if question.required else "; may be left open"
    return f"{question.text} — {told}{left_open}"


def figure(question: Question, measure: Measure | None) -> str:
    """A mean, or the share of yes."""
    if measure is None:
        return NOTHING
    return number(measure) if question.kind is QuestionKind.SCALE else share(measure)


def coefficient(measure: Measure | None) -> str:
    if measure is None or not math.isfinite(measure.value):
        return NOTHING
    return number(measure)


def points(measure: Measure | None) -> str:
    """A difference of two shares, in points of a hundred."""
    if measure is None or not math.isfinite(measure.value):
        return NOTHING
    value, low, high = (f"{each * 100:+.0f}" for each in (measure.value, measure.low, measure.high))
    return f"{value} points ({low} to {high})"


def counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def chosen_words(plan: ReviewPlan, items: int) -> str:
    """How it was settled who judges what."""
    shared = items if plan.shared is None else min(plan.shared, items)
    each = f"Each item needs {counted(plan.needed, 'judgment', 'judgments')}"
    whom = "everybody judges all of them" if shared == items else f"everybody judges {shared}"
    return f"{each}; {whom}. Order and sides follow from the seed {plan.seed}."


def blind_words(plan: ReviewPlan) -> str:
    if plan.blind:
        return "Blind: people saw neither version, model nor cost, nor what others said."
    return "Open: people were told version, model and cost."


def short_figures(report: ReviewReport) -> tuple[tuple[str, str], ...]:
    """What it comes to, without any output and without naming anybody."""
    return tuple(_short_figures(report))[:MOST_FIGURES]


def people_of(judgments: tuple[Judgment, ...]) -> int:
    return len({each.reviewer for each in judgments if each.judged})


def outputs_of(report: ReviewReport, item: ReviewItem) -> tuple[JudgedOutput, ...]:
    return tuple(each for each in report.outputs if each.item == item.key)


def _short_figures(report: ReviewReport) -> Iterator[tuple[str, str]]:
    figures = report.figures
    yield "kind", figures.review.plan.kind.value
    yield "items", str(figures.items)
    yield "people", str(people_of(report.said))
    yield "judgments", str(sum(each.judged for each in report.said))
    yield "blind", "yes" if figures.review.plan.blind else "no"
    for counts in figures.answers:
        if counts.mean is not None:
            of = f", {counts.contender}" if counts.contender else ""
            yield f"{counts.question.text}{of}", figure(counts.question, counts.mean)
    for rate in figures.win_rates:
        yield f"{rate.one} preferred to {rate.other}", share(rate.rate)
    for agreement in figures.agreements:
        if agreement.alpha is not None:
            yield f"agreement, {agreement.question.text}", f"alpha {coefficient(agreement.alpha)}"
    for calibration in figures.calibrations:
        yield f"judge {calibration.check}", calibration.verdict.value


def agreement_row(agreement: Agreement) -> tuple[str, ...]:
    same = share(agreement.same) if agreement.same else NOTHING
    return (
        agreement.question.text,
        str(agreement.people),
        str(agreement.items),
        same,
        coefficient(agreement.kappa),
        coefficient(agreement.alpha),
    )


def _preferred(answer: Answer, outputs: tuple[JudgedOutput, ...]) -> str:
    if answer == TIE:
        return "no difference"
    index = {FIRST: 0, SECOND: 1}.get(str(answer))
    if index is None or len(outputs) <= index:
        return f"the {answer}"
    return outputs[index].contender
