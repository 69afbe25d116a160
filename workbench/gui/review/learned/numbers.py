"""Figures of a review as they are written."""

from __future__ import annotations

from workbench.domain.amounts import percent
from workbench.domain.comparisons import Measure
from workbench.domain.rubrics import Answer, Question, QuestionKind
from workbench.gui.kit.safe_text import safe
from workbench.gui.review.wording import translate

NOTHING = "–"


def share_words(measure: Measure | None) -> str:
    """`62 % (51 to 72 %)`."""
    if measure is None or not measure.n:
        return NOTHING
    if measure.low == measure.high:
        return percent(measure.value)
    low, high = round(measure.low * 100), round(measure.high * 100)
    return f"{percent(measure.value)} ({translate('{0} to {1} %').format(low, high)})"


def number_words(measure: Measure | None, digits: int = 2) -> str:
    """`0.62 (0.48 to 0.75)`."""
    if measure is None or not measure.n:
        return NOTHING
    low, high = f"{measure.low:.{digits}f}", f"{measure.high:.{digits}f}"
    return f"{measure.value:.{digits}f} ({translate('{0} to {1}').format(low, high)})"


def points_words(measure: Measure | None) -> str:
    """`+4 points (-2 to +10)`: a difference of two shares."""
    if measure is None or not measure.n:
        return NOTHING
    value, low, high = (
        f"{round(each * 100):+d}" for each in (measure.value, measure.low, measure.high)
    )
    interval = translate("{0} to {1}").format(low, high)
    return f"{translate('{0} points').format(value)} ({interval})"


def answer_words(question: Question, answer: Answer) -> str:
    """As a person would say it: `yes`, `4`, the words of the choice."""
    if question.kind is QuestionKind.YES_NO or isinstance(answer, bool):
        return translate("yes") if answer else translate("no")
    return safe(str(answer))
