"""Figures of a review with everything in them that a report can tell."""

from __future__ import annotations

from datetime import timedelta

from tests.builders import NOON, a_judgment, a_plan, a_review, a_rubric, an_item
from workbench.domain.agreements import (
    Agreement,
    AnswerCounts,
    Calibration,
    Disagreement,
    Rank,
    ReviewFigures,
    StandIn,
    WinRate,
)
from workbench.domain.comparisons import Measure
from workbench.domain.review_reports import JudgedOutput, ReviewReport
from workbench.domain.reviews import Comment, ReviewerProgress
from workbench.domain.rubrics import Question, QuestionKind

TONE = Question("tone", "Is the tone right?", least_means="rude", most_means="warm")
TRUE = Question("true", "Is it true?", QuestionKind.YES_NO)
NOTE = Question("note", "What is missing?", QuestionKind.TEXT, required=False)
V2, V3 = "v2 · openai/gpt-4o-mini", "v3 · openai/gpt-4o-mini"
DIGEST = "sha256:" + "0123456789abcdef" * 4


def a_measure(value, low, high, n=40):
    return Measure(value, low, high, n)


def an_output(number, version, text):
    return JudgedOutput(
        f"key-{number}",
        f"run-{number}",
        "support/triage",
        version,
        "openai/gpt-4o-mini",
        "sha256:" + str(version) * 64,
        "sha256:" + f"{number:x}" * 64,
        text,
        (("ticket", f"Where is my parcel {number}?"),),
    )


def a_told_review(**plan):
    rubric = a_rubric(TONE, TRUE, NOTE, version=2)
    known = {
        "rubric": rubric,
        "reviewers": ("Ada", "Bo", "Cy"),
        "needed": 3,
        "instructions": "Judge the answer, not the customer.",
        "source": "40 outputs of the evaluation “Refunds in May”, a random sample",
        "seed": 4711,
    }
    return a_review(plan=a_plan(**{**known, **plan}), closed=True, digest=DIGEST)


def some_agreements():
    return (
        Agreement(
            TONE,
            3,
            40,
            a_measure(0.61, 0.5, 0.72),
            a_measure(0.44, 0.3, 0.58),
            a_measure(0.71, 0.6, 0.82),
            "ordinal",
            "People mostly mean the same by the tone.",
        ),
        Agreement(TRUE, 3, 40, a_measure(0.93, 0.86, 1.0), None, a_measure(0.8, 0.62, 0.98)),
    )


def some_figures(review=None, **fields):
    review = review or a_told_review()
    counted = (
        AnswerCounts(TONE, V2, ((3, 30), (4, 30)), a_measure(3.5, 3.3, 3.7, 20)),
        AnswerCounts(TONE, V3, ((4, 20), (5, 40)), a_measure(4.67, 4.5, 4.8, 20)),
        AnswerCounts(TRUE, "", ((True, 108), (False, 12)), a_measure(0.9, 0.82, 0.96)),
    )
    calibration = Calibration(
        "polite",
        TONE,
        40,
        a_measure(0.85, 0.72, 0.93),
        a_measure(0.66, 0.41, 0.88),
        a_measure(0.71, 0.6, 0.82),
        a_measure(0.05, -0.05, 0.15),
        (28, 4, 2, 6),
        StandIn.CANNOT_TELL,
        30,
        "“polite” agrees with people on 34 of 40 outputs; about 30 more would settle it.",
    )
    known = {
        "review": review,
        "items": 40,
        "reviewers": tuple(ReviewerProgress(name, 40, 39, 1) for name in ("Ada", "Bo", "Cy")),
        "agreements": some_agreements(),
        "disagreements": (
            Disagreement(an_item("key-1"), TONE, (("Ada", 1), ("Bo", 5), ("Cy", 4)), 1.0),
        ),
        "answers": counted,
        "win_rates": (
            WinRate(V3, V2, 24, 10, 6, a_measure(0.68, 0.53, 0.81), "v3 is preferred to v2."),
        ),
        "ranking": tuple(
            Rank(name, a_measure(value, value - 0.1, value + 0.1), place)
            for place, (name, value) in enumerate(((V3, 0.7), (V2, 0.5), ("v1", 0.3)), start=1)
        ),
        "first_shown": a_measure(0.52, 0.4, 0.64),
        "calibrations": (calibration,),
        "seconds": 21.5,
        "sentence": "Three people judged 40 outputs blind: v3 is warmer than v2, and as true.",
    }
    return ReviewFigures(**{**known, **fields})


def a_told_report(texts=("It is on its way.", "I do not care."), **fields):
    said = (
        a_judgment("key-1", "Ada", comments=(Comment("Cold.", 0, 0, 5, "It is"),)),
        a_judgment("key-2", "Ada", comments=(Comment("Rude to the customer."),)),
        a_judgment("key-2", "Bo", answers=(), skipped="I know this customer"),
    )
    outputs = tuple(an_output(n, n + 1, text) for n, text in enumerate(texts, start=1))
    at = NOON + timedelta(hours=3)
    known = {"figures": some_figures(), "outputs": outputs, "said": said, "at": at}
    return ReviewReport(**{**known, **fields})
