"""The answers of a review by question and item, and how they were distributed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.domain.agreements import AnswerCounts
from workbench.domain.comparisons import Measure
from workbench.domain.reviews import Judgment, Review, ReviewItem, ReviewKind
from workbench.domain.rubrics import Answer, Question, QuestionKind
from workbench.services.review_contenders import Contenders
from workbench.statistics.answer_tables import categories_of
from workbench.statistics.means import mean
from workbench.statistics.rates import pass_rate

ANSWERED = "answered"
"""What free texts are counted as."""
UNCHANGED, CORRECTED = "left as it was", "corrected"
"""What corrections are counted as."""


@dataclass(frozen=True, slots=True)
class ReviewAnswers:
    """What counts in a review. `texts` gives the outputs of an item as people saw them."""

    review: Review
    items: tuple[ReviewItem, ...]
    judged: tuple[Judgment, ...]
    contenders: Contenders
    texts: Callable[[ReviewItem], Sequence[str]]

    def to(self, question: Question) -> list[dict[str, Answer]]:
        """By reviewer, for each item in turn. A text left empty is no answer."""
        by_item: dict[str, dict[str, Answer]] = {}
        for judgment in self.judged:
            answer = judgment.answer(question.id)
            if answer is not None and answer != "":
                by_item.setdefault(judgment.item, {})[judgment.reviewer] = answer
        return [by_item.get(item.key, {}) for item in self.items]

    def contender(self, item: ReviewItem, index: int = 0) -> str:
        return self.contenders[item.key, index]


def answer_counts(answers: ReviewAnswers) -> Iterator[AnswerCounts]:
    """For each question over all, then by contender where there are several.

    What is said of a pair is of neither contender.
    """
    single = answers.review.plan.kind is not ReviewKind.PREFER
    for question in answers.review.plan.questions:
        given = answers.to(question)
        if question.kind is QuestionKind.CORRECTION:
            given = [
                {who: _corrected(answer, answers.texts(item)) for who, answer in each.items()}
                for item, each in zip(answers.items, given, strict=True)
            ]
        yield _counts(question, "", given)
        names = [answers.contender(item) for item in answers.items] if single else []
        contenders = tuple(dict.fromkeys(names))
        for contender in contenders if len(contenders) > 1 else ():
            own = [each for name, each in zip(names, given, strict=True) if name == contender]
            yield _counts(question, contender, own)


def _corrected(answer: Answer, outputs: Sequence[str]) -> Answer:
    same = str(answer).strip() in [text.strip() for text in outputs]
    return UNCHANGED if same else CORRECTED


def _counts(
    question: Question, contender: str, given: Sequence[Mapping[str, Answer]]
) -> AnswerCounts:
    said = Counter(answer for item in given for answer in item.values())
    if question.kind is QuestionKind.TEXT:
        return AnswerCounts(question, contender, ((ANSWERED, said.total()),))
    if question.kind is QuestionKind.CORRECTION:
        known: tuple[Answer, ...] = (UNCHANGED, CORRECTED)
    else:
        known = categories_of(question)
    counts = tuple((answer, said[answer]) for answer in known)
    return AnswerCounts(question, contender, counts, _mean(question, given))


def _mean(question: Question, given: Sequence[Mapping[str, Answer]]) -> Measure | None:
    """Several answers to one output count as one."""
    numbers = [
        [float(answer) for answer in item.values() if not isinstance(answer, str)] for item in given
    ]
    known = [each for each in numbers if each]
    if not known or question.kind not in (QuestionKind.SCALE, QuestionKind.YES_NO):
        return None
    means = [sum(each) / len(each) for each in known]
    if question.kind is QuestionKind.SCALE:
        return mean(means, reach=(question.least, question.most))
    return pass_rate(means, max(len(each) for each in known))
