"""Answers that come back from a pack, held to what was asked and turned into judgments.

What was asked decides: an answer that its question does not allow is left out and named, the
rest of what the person said of that item counts. A judgment of which nothing is left is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from workbench.domain.answering import is_answered, unanswered, why_refused
from workbench.domain.digests import SURROGATE
from workbench.domain.review_arranging import is_swapped
from workbench.domain.review_standing import what_was_said
from workbench.domain.reviews import (
    Comment,
    Judgment,
    JudgmentSource,
    Review,
    ReviewItem,
    ShownOutput,
)
from workbench.domain.rubrics import FIRST, SECOND, Answer, QuestionKind
from workbench.formats.reviews.results import GivenJudgment, ResultsFile

CLOCKS_DIFFER = timedelta(minutes=5)
LONGEST_NAMED = 60
OTHER_SIDE: Mapping[Answer, str] = {FIRST: SECOND, SECOND: FIRST}

Shown = Callable[[ReviewItem], tuple[ShownOutput, ...]]
"""The outputs of an item as that reviewer saw them."""


@dataclass(frozen=True, slots=True)
class Intake:
    judgments: tuple[Judgment, ...]
    """New ones, in the order in which they were given."""
    known: int
    notes: tuple[str, ...]


def taken_in(
    review: Review,
    queue: Sequence[ReviewItem],
    file: ResultsFile,
    said: Sequence[Judgment],
    shown: Shown,
    now: datetime,
) -> Intake:
    """`said` is all that the review has heard so far."""
    return _Reading(review, queue, file.reviewer, said, shown, now).intake(file)


class _Reading:
    def __init__(
        self,
        review: Review,
        queue: Sequence[ReviewItem],
        reviewer: str,
        said: Sequence[Judgment],
        shown: Shown,
        now: datetime,
    ) -> None:
        self._review, self._reviewer = review, reviewer
        self._items = {item.key: item for item in queue}
        self._numbers = {item.key: number for number, item in enumerate(queue, 1)}
        self._said = {judgment.id: judgment for judgment in said}
        self._shown, self._now = shown, now
        self._questions = {question.id: question for question in review.plan.questions}
        self._notes: list[str] = []

    def intake(self, file: ResultsFile) -> Intake:
        new: dict[str, Judgment] = {}
        known = 0
        self._note_clock(file)
        for given in sorted(file.judgments, key=lambda each: each.at):
            judgment = self._judgment(given)
            if judgment is None:
                continue
            earlier = self._said.get(given.id) or new.get(given.id)
            if earlier is None:
                new[given.id] = judgment
            elif _same(earlier, judgment):
                known += 1
            else:
                self._note(given.item, "the same entry is there with another answer: left out")
        return Intake(tuple(new.values()), known, tuple(dict.fromkeys(self._notes)))

    def _judgment(self, given: GivenJudgment) -> Judgment | None:
        item = self._items.get(given.item)
        if item is None:
            self._notes.append(
                f"{self._reviewer} was not asked about {_named(given.item)}: left out"
            )
            return None
        swapped = is_swapped(self._review.plan, self._reviewer, item)
        answers = self._answers(given, swapped=swapped)
        comments = self._comments(given, item, swapped=swapped)
        skipped = given.skipped.strip()
        said_something = given.answers or given.comments or given.skipped
        if said_something and not (answers or comments or skipped):
            # Without this it would take back what the person said before
            self._note(given.item, "nothing that can be used is left of it: left out")
            return None
        if (answers or comments) and not skipped:
            self._note_unanswered(given, dict(answers))
        return Judgment(
            given.id,
            self._review.id,
            item.key,
            self._reviewer,
            min(given.at, self._now) if self._is_ahead(given) else given.at,
            answers,
            comments,
            skipped,
            float(given.seconds),
            swapped,
            JudgmentSource.PACK,
        )

    def _answers(self, given: GivenJudgment, *, swapped: bool) -> tuple[tuple[str, Answer], ...]:
        given_answers = dict(given.answers)
        for unknown in given_answers.keys() - self._questions.keys():
            self._note(given.item, f"{_named(unknown)} was not asked: that answer is left out")
        taken: dict[str, Answer] = {}
        for question in self._questions.values():
            answer = given_answers.get(question.id)
            if answer is None or not is_answered(question, answer):
                continue
            if wrong := why_refused(question, answer):
                text = f"“{question.text}”: {_named(answer)} {wrong}: that answer is left out"
                self._note(given.item, text)
                continue
            turned = swapped and question.kind is QuestionKind.PREFERENCE
            taken[question.id] = OTHER_SIDE.get(answer, answer) if turned else answer
        return tuple(taken.items())

    def _note_unanswered(self, given: GivenJudgment, answers: Mapping[str, Answer]) -> None:
        for question in unanswered(self._questions.values(), answers):
            self._note(given.item, f"“{question.text}” was left unanswered; the rest counts")

    def _comments(
        self, given: GivenJudgment, item: ReviewItem, *, swapped: bool
    ) -> tuple[Comment, ...]:
        told = [each for each in given.comments if each.text.strip() or each.quote]
        if not told:
            return ()
        outputs = self._shown(item)
        placed = []
        for comment in told:
            found = _placed(comment, outputs)
            if found is not comment:
                self._note(given.item, "the passage of a comment was not where it said")
            turned = 1 - found.output if swapped else found.output
            placed.append(Comment(found.text, turned, found.start, found.end, found.quote))
        return tuple(placed)

    def _is_ahead(self, given: GivenJudgment) -> bool:
        return given.at > self._now + CLOCKS_DIFFER

    def _note_clock(self, file: ResultsFile) -> None:
        if ahead := sum(map(self._is_ahead, file.judgments)):
            self._notes.append(f"{_answers(ahead)} from the future: taken as given now")
        began = self._review.created_at - CLOCKS_DIFFER
        if early := sum(given.at < began for given in file.judgments):
            self._notes.append(
                f"{_answers(early)} from before the review was set up: that clock was wrong"
            )

    def _note(self, key: str, text: str) -> None:
        number = self._numbers.get(key)
        self._notes.append(f"No. {number}: {text}" if number else f"{_named(key)}: {text}")


def _placed(comment: Comment, outputs: Sequence[ShownOutput]) -> Comment:
    """Where its quote stands; about the output as a whole where that cannot be told."""
    if comment.output >= len(outputs):
        return Comment(comment.text, quote=comment.quote)
    text = _whole(outputs[comment.output].text)
    if comment.start <= comment.end and text[comment.start : comment.end] == comment.quote:
        return comment
    once = bool(comment.quote) and text.count(comment.quote) == 1
    start = text.index(comment.quote) if once else 0
    end = start + len(comment.quote) if once else 0
    return Comment(comment.text, comment.output, start, end, comment.quote)


def _whole(text: str) -> str:
    """Halves of surrogate pairs replaced, as a browser does when it writes them to a file."""
    return SURROGATE.sub("\ufffd", text)


def _same(one: Judgment, other: Judgment) -> bool:
    """Apart from the time, which may have been mended."""
    places = [(each.reviewer, each.item, what_was_said(each)) for each in (one, other)]
    return places[0] == places[1]


def _named(value: Answer) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_NAMED else text[: LONGEST_NAMED - 1] + "…"


def _answers(count: int) -> str:
    return "1 answer is" if count == 1 else f"{count} answers are"
