"""Why a check may stand in for people or may not, in a few sentences with the numbers in them."""

from __future__ import annotations

from workbench.domain.agreements import StandIn
from workbench.domain.comparisons import Measure
from workbench.domain.rubrics import Question, QuestionKind
from workbench.statistics.standing_in import (
    FEWEST,
    LEAST_AMONG_PEOPLE,
    LEAST_KAPPA,
    MOST_BIAS,
    Held,
    Reason,
)


def standing_in_words(
    check: str,
    question: Question,
    known: Held,
    standing: StandIn,
    reason: Reason,
    more: int | None,
) -> str:
    parts = [
        _verdict(check, question, standing),
        _seen(known, question),
        _why(known, reason, question),
    ]
    if standing is StandIn.CANNOT_TELL and more:
        parts.append(f"About {more:,} more output{'s' if more > 1 else ''} would settle it.")
    if standing is StandIn.YES and known.people:
        parts.append(f"People agree among each other with {_figure(known.people)}.")
    return " ".join(part for part in parts if part)


def counted(question: Question) -> str:
    """What passing means, where the question does not say it."""
    if question.kind is QuestionKind.SCALE:
        middle = (question.least + question.most + 1) // 2
        return f"{middle} or more counts as passed"
    if question.kind is QuestionKind.PREFERENCE:
        return "the first of the pair preferred counts as passed, and ties are left out"
    return ""


def _verdict(check: str, question: Question, standing: StandIn) -> str:
    rule = counted(question)
    of = f"“{question.text}”" + (f" ({rule})" if rule else "")
    match standing:
        case StandIn.YES:
            return f"{check} may stand in for people on {of}."
        case StandIn.NO:
            return f"{check} must not stand in for people on {of}."
    return f"Can't tell yet whether {check} may stand in for people on {of}."


def _seen(known: Held, question: Question) -> str:
    if not known.same:
        return ""
    one = "pair" if question.kind is QuestionKind.PREFERENCE else "output"
    outputs = f"1 {one}" if known.items == 1 else f"{known.items:,} {one}s"
    beyond = f"; beyond chance, kappa is {_figure(known.kappa)}" if known.kappa else ""
    return f"It says what most people say on {known.same.value * 100:.0f} % of {outputs}{beyond}."


def _why(known: Held, reason: Reason, question: Question) -> str:
    match reason:
        case Reason.FEW:
            return f"At least {FEWEST} outputs that both have judged are needed."
        case Reason.ALONE:
            return "Nobody else judged these outputs: it is not known how far people agree."
        case Reason.ONE_SIDED:
            return "People pass nearly all of them, or fail them: add some of the other kind."
        case Reason.PEOPLE_DIFFER:
            return (
                f"People agree too little among each other ({_figure(known.people)}, and"
                f" {LEAST_AMONG_PEOPLE:g} is the least): make the question clearer first."
            )
        case Reason.KAPPA:
            return f"It should surely be at least {LEAST_KAPPA:g}."
        case Reason.BIAS:
            return _leaning(known.bias, question) if known.bias else ""
        case Reason.BELOW_PEOPLE:
            return f"People agree clearly better among each other ({_figure(known.people)})."
    return ""


def _leaning(bias: Measure, question: Question) -> str:
    points = f"{abs(bias.value) * 100:.0f} points ({_ends(bias)})"
    most = f"more than {MOST_BIAS * 100:.0f} points"
    more = bias.value > 0
    if question.kind is QuestionKind.PREFERENCE:
        way = "more" if more else "less"
        return f"It prefers the first of the pair {points} {way} often than people: {most} matter."
    kinder, verb = ("kinder", "more") if more else ("harsher", "fewer")
    if bias.low > MOST_BIAS or bias.high < -MOST_BIAS:
        return f"It is {kinder} than people: {points} {verb} pass, and {most} matter."
    low, high = bias.low * 100, bias.high * 100
    return (
        f"It may be too kind or too harsh: between {low:.0f} and {high:.0f} points more pass than"
        f" with people, and {most} would matter."
    )


def _ends(bias: Measure) -> str:
    low, high = bias.low * 100, bias.high * 100
    if bias.value < 0:
        low, high = -high, -low
    return f"{low:.0f} to {high:.0f}"


def _figure(measure: Measure | None) -> str:
    if measure is None:
        return "no figure"
    return f"{measure.value:.2f} ({measure.low:.2f} to {measure.high:.2f})"
