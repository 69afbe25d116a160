"""Who answered what about which item: the table that agreement is worked out from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.rubrics import FIRST, SECOND, TIE, Answer, Question, QuestionKind


class Level(StrEnum):
    """What may be made of the answers: whether they differ, which is more, or by how much."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


MISSING = -1


@dataclass(frozen=True, slots=True)
class AnswerTable:
    people: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    """Of each item that two or more answered: everybody's answer, as its place among the
    categories, or `MISSING`."""
    categories: int
    level: Level = Level.NOMINAL

    @property
    def complete(self) -> bool:
        return all(MISSING not in row for row in self.rows)

    @property
    def differing(self) -> int:
        """Items on which not all said the same."""
        return sum(len(set(row) - {MISSING}) > 1 for row in self.rows)

    @property
    def used(self) -> frozenset[int]:
        """Categories that somebody chose."""
        return frozenset(answer for row in self.rows for answer in row) - {MISSING}


def level_of(question: Question) -> Level | None:
    """None where answers can't be compared: free texts and corrections."""
    match question.kind:
        case QuestionKind.SCALE | QuestionKind.PREFERENCE:
            return Level.ORDINAL
        case QuestionKind.YES_NO | QuestionKind.CHOICE:
            return Level.NOMINAL
    return None


def categories_of(question: Question) -> tuple[Answer, ...]:
    """In their order, where they have one: a tie lies between the two."""
    match question.kind:
        case QuestionKind.SCALE:
            return tuple(range(question.least, question.most + 1))
        case QuestionKind.PREFERENCE:
            return FIRST, TIE, SECOND
        case QuestionKind.YES_NO:
            return False, True
        case QuestionKind.CHOICE:
            return question.choices
    return ()


def table(
    items: Iterable[Mapping[str, Answer]], categories: Sequence[Answer], level: Level
) -> AnswerTable:
    """From the answers to each item by person. Answers that are no category are left out, and
    so are items that fewer than two answered."""
    places = {(type(answer), answer): place for place, answer in enumerate(categories)}
    known = [
        {
            who: places[type(answer), answer]
            for who, answer in item.items()
            if (type(answer), answer) in places
        }
        for item in items
    ]
    shared = [item for item in known if len(item) > 1]
    people = tuple(dict.fromkeys(who for item in shared for who in item))
    rows = tuple(tuple(item.get(who, MISSING) for who in people) for item in shared)
    return AnswerTable(people, rows, len(categories), level)
