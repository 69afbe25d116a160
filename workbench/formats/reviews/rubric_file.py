"""A rubric as a small YAML or JSON file that people write by hand: see docs/review-files.md."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from itertools import chain, count
from typing import Any, NoReturn

from workbench.domain.errors import FileProblem
from workbench.domain.rubrics import OWN_IDS, Question, QuestionKind, Rubric
from workbench.formats.located import Dialect, Place, Rows, Table, read_yaml
from workbench.formats.reviews.pasted import decoded

LARGEST = 1024 * 1024
MOST_STEPS = 100
LONGEST_ID = 60
LONGEST_WORDS = 50
DIALECT = Dialect(most_values=10_000)
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
NO_ID = re.compile(r"[^a-z0-9]+")
ASKED_IN_FILES = (
    QuestionKind.SCALE,
    QuestionKind.YES_NO,
    QuestionKind.CHOICE,
    QuestionKind.TEXT,
)
BELONGING = {
    "least": QuestionKind.SCALE,
    "most": QuestionKind.SCALE,
    "least_means": QuestionKind.SCALE,
    "most_means": QuestionKind.SCALE,
    "choices": QuestionKind.CHOICE,
}
"""Fields that only one kind of question has."""
TYPES: Mapping[str, type] = {
    "least": int,
    "most": int,
    "required": bool,
    "choices": list,
}
"""All others are text."""
WORDS = {int: "a whole number", bool: "true or false", list: "a list", str: "text"}


def read_rubric(data: bytes, file: str, name: str) -> Rubric:
    """`name` is what the rubric is called where the file does not say.

    Raises `FileProblem` with the line and the field of what cannot be used.
    """
    value = read_yaml(decoded(data, file, LARGEST), file, DIALECT)
    if not isinstance(value, Table):
        raise FileProblem("a rubric with its questions is expected", file=file, line=1)
    _refuse_unknown(value, ("name", "questions"), "")
    called = _field(value, "name", "", str, name).strip()
    if not called:
        _refuse("the rubric needs a name", value.at("name"), "name")
    asked = value.get("questions")
    if not isinstance(asked, Rows) or not asked:
        _refuse("at least one question is expected", value.at("questions"), "questions")
    return Rubric(name=called, questions=tuple(_questions(asked)))


def question_id(text: str, taken: Collection[str] = ()) -> str:
    """Of its words, for a question that has no id of its own; unlike all that are `taken`."""
    made = NO_ID.sub("-", text.lower()).strip("-")[:LONGEST_WORDS].strip("-") or "question"
    numbered = (f"{made}-{number}" for number in count(2))
    return next(each for each in chain((made,), numbered) if each not in taken)


def _questions(asked: Rows) -> Iterator[Question]:
    taken = set(OWN_IDS)
    for index, each in enumerate(asked):
        place = f"questions[{index}]"
        if not isinstance(each, Table):
            _refuse("a question with its text is expected", asked.at(index), place)
        question = _question(each, place, taken)
        if question.id in taken:
            own = question.id in OWN_IDS
            why = "is the id of a question that every such review has" if own else "stands twice"
            _refuse(f"the id {question.id} {why}", each.at("id"), f"{place}.id")
        taken.add(question.id)
        yield question


def _question(given: Table, place: str, taken: Collection[str]) -> Question:
    known = tuple(field.name for field in fields(Question))
    _refuse_unknown(given, known, place)
    values = {
        name: _field(given, name, place, TYPES.get(name, str)) for name in known if name in given
    }
    text = str(values.get("text", "")).strip()
    if not text:
        _refuse("the question needs a text", given.at("text"), f"{place}.text")
    kind = _kind(given, place)
    for name, belongs in BELONGING.items():
        if name in given and kind is not belongs:
            _refuse(f"goes with the kind {belongs}", given.at(name), f"{place}.{name}")
    if "choices" in values:
        values["choices"] = tuple(_choices(given["choices"], f"{place}.choices"))
    named = values.get("id") or question_id(text, taken)
    made = Question(**{**values, "id": named, "text": text, "kind": kind})
    _refuse_broken(made, given, place)
    return made


def _kind(given: Table, place: str) -> QuestionKind:
    words = given.get("kind", QuestionKind.SCALE.value)
    if words not in ASKED_IN_FILES:
        reason = f"{str(words)[:LONGEST_ID]!r} is none of {', '.join(ASKED_IN_FILES)}"
        _refuse(reason, given.at("kind"), f"{place}.kind")
    return QuestionKind(words)


def _choices(given: Rows, place: str) -> Iterator[str]:
    seen: set[str] = set()
    for index, each in enumerate(given):
        at = f"{place}[{index}]"
        if not isinstance(each, str) or not each.strip():
            _refuse("a choice is text; put it in quotes", given.at(index), at)
        if each.strip() in seen:
            _refuse("this choice stands twice", given.at(index), at)
        seen.add(each.strip())
        yield each.strip()


def _refuse_broken(question: Question, given: Table, place: str) -> None:
    if not ID.fullmatch(question.id):
        reason = "an id is made of letters, digits, - and _"
        _refuse(reason, given.at("id"), f"{place}.id")
    steps = question.most - question.least
    if not 1 <= steps <= MOST_STEPS:
        named = "most" if "most" in given else "least"
        reason = f"a scale has from 2 to {MOST_STEPS + 1} steps, the least one first"
        _refuse(reason, given.at(named), f"{place}.{named}")
    if question.kind is QuestionKind.CHOICE and len(question.choices) < 2:
        _refuse("at least two choices are needed", given.at("choices"), f"{place}.choices")


def _field(given: Table, name: str, place: str, kind: type, default: Any = None) -> Any:
    value = given.get(name, default)
    # A truth value is a number to Python
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        _refuse(f"{WORDS[kind]} is expected", given.at(name), f"{place}.{name}".lstrip("."))
    return value


def _refuse_unknown(given: Table, known: tuple[str, ...], place: str) -> None:
    for name in given:
        if name not in known:
            reason = f"is none of {', '.join(known)}"
            _refuse(reason, given.at(name), f"{place}.{name[:LONGEST_ID]}".lstrip("."))


def _refuse(reason: str, at: Place, field: str) -> NoReturn:
    raise FileProblem(reason, file=at.file, line=at.line, field=field)
