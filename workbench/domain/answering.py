"""What is an answer to a question, and what was left unanswered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbench.domain.rubrics import FIRST, SECOND, TIE, Answer, Question, QuestionKind


def why_refused(question: Question, answer: Answer) -> str:
    """In words; empty where it is an answer to the question."""
    match question.kind:
        case QuestionKind.SCALE:
            # A truth value is a number to Python
            number = not isinstance(answer, bool | str)
            inside = number and question.least <= int(answer) <= question.most
            return "" if inside else f"is not from {question.least} to {question.most}"
        case QuestionKind.YES_NO:
            return "" if isinstance(answer, bool) else "is neither yes nor no"
        case QuestionKind.CHOICE:
            return "" if answer in question.choices else "is not among the choices"
        case QuestionKind.PREFERENCE:
            return "" if answer in (FIRST, SECOND, TIE) else "is neither of the two nor a tie"
        case QuestionKind.TEXT | QuestionKind.CORRECTION:
            return "" if isinstance(answer, str) else "is no text"


def unanswered(questions: Iterable[Question], answers: Mapping[str, Answer]) -> list[Question]:
    """Those that have to be answered."""
    return [
        question
        for question in questions
        if question.required and not is_answered(question, answers.get(question.id))
    ]


def is_answered(question: Question, answer: Answer | None) -> bool:
    """A blank text answers nothing, but that there should have been no output is a correction."""
    if answer is None:
        return False
    return question.kind is QuestionKind.CORRECTION or not is_blank(answer)


def is_blank(answer: Answer) -> bool:
    return isinstance(answer, str) and not answer.strip()
