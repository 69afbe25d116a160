"""What the page is made from, read in the background."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.agreements import ReviewFigures
from workbench.domain.comparisons import Measure
from workbench.domain.errors import NotFound
from workbench.domain.reviews import Comment, Judgment, Review, ReviewItem
from workbench.domain.rubrics import Answer, Question, QuestionKind
from workbench.gui.kit.outputs.markdown_blocks import Markdown, read_markdown
from workbench.gui.review.wording import translate
from workbench.services.opened import Services
from workbench.services.review_contenders import Contenders, contenders
from workbench.services.reviews import output_text, shown_inputs
from workbench.statistics.rates import pass_rate


class SaidKind(StrEnum):
    COMMENT = "comment"
    ANSWER = "answer"
    CORRECTION = "correction"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Said:
    """Something that somebody wrote in own words."""

    kind: SaidKind
    item: ReviewItem
    number: int
    """Of the item, from 1."""
    reviewer: str
    text: str
    about: str = ""
    """The passage, or the question."""
    output: int = 0


@dataclass(frozen=True, slots=True)
class Learned:
    figures: ReviewFigures
    numbers: dict[str, int]
    """Of the items by their keys, from 1."""
    said: tuple[Said, ...]
    shares: dict[tuple[str, Answer], Measure]
    whose: Contenders

    @property
    def review(self) -> Review:
        return self.figures.review

    @property
    def judged(self) -> int:
        return sum(each.judged for each in self.figures.reviewers)

    @property
    def done(self) -> int:
        return sum(each.judged + each.skipped for each in self.figures.reviewers)

    @property
    def asked(self) -> int:
        return sum(each.asked for each in self.figures.reviewers)

    @property
    def under_way(self) -> bool:
        """Somebody has still to answer."""
        return not self.review.closed and self.done < self.asked

    @property
    def contenders(self) -> list[str]:
        return sorted(set(self.whose.values()))


@dataclass(frozen=True, slots=True)
class OutputRead:
    text: str
    contender: str
    markdown: Markdown
    comments: tuple[tuple[str, Comment], ...] = ()
    """By reviewer."""


@dataclass(frozen=True, slots=True)
class ItemRead:
    """One item with all that was said of it."""

    item: ReviewItem
    number: int
    questions: tuple[Question, ...]
    inputs: tuple[tuple[str, str], ...]
    outputs: tuple[OutputRead, ...]
    judgments: tuple[Judgment, ...]


def read_learned(services: Services, review_id: str) -> Learned:
    heard = services.reviews.heard(review_id)
    figures, items, judgments = services.review_figures.of(heard), heard.items, heard.said
    numbers = {item.key: number for number, item in enumerate(items, 1)}
    said = _said(figures.review, {item.key: item for item in items}, numbers, judgments)
    whose = contenders(
        items,
        services.runs.run,
        services.evaluations.evaluation,
        lambda prompt_id: services.prompts.open(prompt_id).prompt.path,
    )
    return Learned(figures, numbers, tuple(said), _shares(figures.review, judgments), whose)


def read_item(services: Services, learned: Learned, item: ReviewItem) -> ItemRead:
    review = learned.review
    judgments = [each for each in services.reviews.judgments(review.id) if each.item == item.key]
    inputs: tuple[tuple[str, str], ...] = ()
    outputs = []
    for place, run_id in enumerate(item.run_ids):
        comments = tuple(
            (each.reviewer, comment)
            for each in judgments
            for comment in each.comments
            if comment.output == place
        )
        try:
            run = services.runs.run(run_id)
        except NotFound:
            gone = translate("This output is no longer there.")
            outputs.append(OutputRead(gone, "", read_markdown(gone)))
            continue
        inputs = inputs or shown_inputs(run)
        contender = learned.whose.get((item.key, place), "")
        text = output_text(run)
        outputs.append(OutputRead(text, contender, read_markdown(text), comments))
    return ItemRead(
        item,
        learned.numbers[item.key],
        review.plan.questions,
        inputs,
        tuple(outputs),
        tuple(judgments),
    )


def _said(
    review: Review,
    items: dict[str, ReviewItem],
    numbers: dict[str, int],
    judgments: Sequence[Judgment],
) -> Iterator[Said]:
    """By the order of the items, then of time."""
    written = {
        question.id: question
        for question in review.plan.questions
        if question.kind in (QuestionKind.TEXT, QuestionKind.CORRECTION)
    }
    for judgment in sorted(judgments, key=lambda each: numbers.get(each.item, 0)):
        if judgment.item not in items:
            continue
        item, number, who = items[judgment.item], numbers[judgment.item], judgment.reviewer
        for comment in judgment.comments:
            yield Said(
                SaidKind.COMMENT, item, number, who, comment.text, comment.quote, comment.output
            )
        for question_id, answer in judgment.answers:
            if (question := written.get(question_id)) and str(answer).strip():
                correction = question.kind is QuestionKind.CORRECTION
                kind = SaidKind.CORRECTION if correction else SaidKind.ANSWER
                yield Said(kind, item, number, who, str(answer), question.text)
        if judgment.skipped:
            yield Said(SaidKind.SKIPPED, item, number, who, judgment.skipped)


def _shares(review: Review, judgments: Sequence[Judgment]) -> dict[tuple[str, Answer], Measure]:
    """Of each answer to a choice: by item, so that two answers to one count once."""
    found: dict[tuple[str, Answer], Measure] = {}
    for question in review.plan.questions:
        if question.kind is not QuestionKind.CHOICE:
            continue
        given: dict[str, list[Answer]] = defaultdict(list)
        for judgment in judgments:
            answer = judgment.answer(question.id) if judgment.judged else None
            if answer is not None:
                given[judgment.item].append(answer)
        counts = [Counter(answers) for answers in given.values()]
        people = max((count.total() for count in counts), default=1)
        offered: set[Answer] = {*question.choices, *(each for count in counts for each in count)}
        for answer in offered:
            shares = [count[answer] / count.total() for count in counts]
            found[question.id, answer] = pass_rate(shares, people)
    return found
