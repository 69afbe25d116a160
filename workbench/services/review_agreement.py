"""How far reviewers agree on each question, in figures and in a sentence; and where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from workbench.domain.agreements import Agreement, Disagreement
from workbench.domain.comparisons import Measure
from workbench.domain.reviews import ReviewKind
from workbench.domain.rubrics import FIRST, SECOND, TIE, Answer, Question, QuestionKind
from workbench.services.review_answers import ReviewAnswers
from workbench.statistics.agreement import Figure, kappa, krippendorffs_alpha, observed
from workbench.statistics.answer_tables import AnswerTable, categories_of, level_of, table

RELIABLE = 0.8
TENTATIVE = 0.667
"""Krippendorff, Content Analysis (4th ed. 2019), 12.4: rely only on what reaches the first;
between the two draw tentative conclusions at most."""
PLACE = {FIRST: 0.0, TIE: 0.5, SECOND: 1.0}


def agreements(answers: ReviewAnswers) -> Iterator[Agreement]:
    """Of each question but free texts and corrections."""
    prefer = answers.review.plan.kind is ReviewKind.PREFER
    for question in answers.review.plan.questions:
        level = level_of(question)
        if level is None:
            continue
        known = table(answers.to(question), categories_of(question), level)
        same, chance, alpha = observed(known), kappa(known), krippendorffs_alpha(known)
        yield Agreement(
            question,
            len(known.people),
            len(known.rows),
            same.measure,
            chance.measure,
            alpha.measure,
            str(level),
            _sentence(known, same.measure, alpha, "pair" if prefer else "output"),
        )


def disagreements(answers: ReviewAnswers) -> tuple[Disagreement, ...]:
    """The widest first; of those as wide as each other, in the order of the items."""
    found = [
        Disagreement(item, question, tuple(given.items()), spread)
        for question in answers.review.plan.questions
        for item, given in zip(answers.items, answers.to(question), strict=True)
        if (spread := spread_of(question, given)) > 0
    ]
    return tuple(sorted(found, key=lambda each: -each.spread))


def spread_of(question: Question, given: Mapping[str, Answer]) -> float:
    """From 0, all the same, to 1, as far apart as the question allows.

    With an order, it is the distance of the two that are farthest apart; without one, the share
    of pairs of people that differ, of those that could.
    """
    said = list(given.values())
    if len(said) < 2 or level_of(question) is None:
        return 0.0
    match question.kind:
        case QuestionKind.SCALE:
            numbers = [int(answer) for answer in said if not isinstance(answer, str)]
            reach = question.most - question.least
            return min(1.0, (max(numbers) - min(numbers)) / reach) if numbers and reach else 0.0
        case QuestionKind.PREFERENCE:
            places = [PLACE.get(str(answer), 0.5) for answer in said]
            return max(places) - min(places)
    differing = sum(one != other for one, other in combinations(said, 2))
    return differing / _most_that_differ(len(said), len(categories_of(question)))


def _most_that_differ(people: int, categories: int) -> int:
    """Pairs of people, where the answers are spread as evenly as they can be."""
    each, rest = divmod(people, max(2, categories))
    sizes = [each + 1] * rest + [each] * (max(2, categories) - rest)
    return max(1, sum(one * other for one, other in combinations(sizes, 2)))


def _sentence(known: AnswerTable, same: Measure | None, alpha: Figure, one: str) -> str:
    """`one`: what an item is called."""
    if same is None:
        return f"{alpha.why} How far people agree can't be told."
    people, outputs = len(known.people), len(known.rows)
    judged = f"1 {one}" if outputs == 1 else f"{outputs:,} {one}s"
    pairs = "" if people == 2 else "two of "
    words = (
        f"On {judged}, {pairs}{people} people gave the same answer"
        f" {same.value * 100:.0f} % of the time."
    )
    if alpha.measure is None:
        return f"{words} Agreement beyond chance can't be told. {alpha.why}"
    low, high = alpha.measure.low, alpha.measure.high
    beyond = f"Beyond chance it is {alpha.measure.value:.2f} ({low:.2f} to {high:.2f})"
    return f"{words} {beyond}: {_worth(low, high)}"


def _worth(low: float, high: float) -> str:
    """What may be built on it; only what the whole interval allows."""
    if low >= RELIABLE:
        return "good enough to rely on."
    if low >= TENTATIVE:
        return "good enough for careful conclusions."
    if high < TENTATIVE:
        return (
            "too little to rely on one person's answer. Talk about the disagreements, and make"
            " the question clearer."
        )
    return "whether that is enough can't be told yet; more outputs that several people judge will."
