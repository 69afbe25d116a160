"""Changing a list of questions, and what is still wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from workbench.domain.rubrics import Question, QuestionKind
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.review.wording import translate

Questions = tuple[Question, ...]

KINDS = {
    QuestionKind.SCALE: QT_TRANSLATE_NOOP("review", "Scale"),
    QuestionKind.YES_NO: QT_TRANSLATE_NOOP("review", "Yes or no"),
    QuestionKind.CHOICE: QT_TRANSLATE_NOOP("review", "Choice"),
    QuestionKind.TEXT: QT_TRANSLATE_NOOP("review", "Words"),
}
"""Those that a rubric can have; a preference and a correction come with the kind of review."""

LONGEST_SCALE = 101
"""Steps, as from 0 to 100."""


def new_question() -> Question:
    """Its id is like no other's, so that answers to a question that is gone are not taken for
    answers to this one."""
    return Question(f"q-{uuid4().hex[:10]}", "")


def copies(questions: Sequence[Question]) -> Questions:
    """The same questions as others: under ids of their own."""
    return tuple(replace(each, id=new_question().id) for each in questions)


def changed(questions: Questions, question: Question) -> Questions:
    return tuple(question if each.id == question.id else each for each in questions)


def without(questions: Questions, question_id: str) -> Questions:
    return tuple(each for each in questions if each.id != question_id)


def moved(questions: Questions, question_id: str, steps: int) -> Questions:
    """So many places down, or up; no further than the end."""
    place = next(n for n, each in enumerate(questions) if each.id == question_id)
    order = list(questions)
    taken = order.pop(place)
    order.insert(min(max(place + steps, 0), len(order)), taken)
    return tuple(order)


def tidied(questions: Sequence[Question]) -> Questions:
    """As they are kept: without blanks at the ends and without empty choices."""
    return tuple(
        replace(
            each,
            text=each.text.strip(),
            help=each.help.strip(),
            least_means=each.least_means.strip(),
            most_means=each.most_means.strip(),
            choices=tuple(
                dict.fromkeys(choice.strip() for choice in each.choices if choice.strip())
            ),
        )
        for each in questions
    )


def problem_of(question: Question) -> str:
    """What has to be mended before anybody can be asked this; empty for nothing."""
    (question,) = tidied([question])
    if not question.text:
        return translate("Write the question.")
    if question.kind is QuestionKind.CHOICE and len(question.choices) < 2:
        return translate("Give at least two answers to choose from, each on its own line.")
    if question.kind is QuestionKind.SCALE and question.most <= question.least:
        return translate("The end of the scale has to be larger than its beginning.")
    if question.kind is QuestionKind.SCALE and steps_of(question) > LONGEST_SCALE:
        return translate("A scale has at most {0} steps.").format(LONGEST_SCALE)
    return ""


def steps_of(question: Question) -> int:
    return question.most - question.least + 1
