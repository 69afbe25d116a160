"""Rubrics: the questions that people answer about an output."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Answer = str | int | bool
"""Of a scale a whole number, of yes or no a truth value, of everything else a text."""


class QuestionKind(StrEnum):
    SCALE = "scale"
    YES_NO = "yes or no"
    CHOICE = "choice"
    TEXT = "text"
    PREFERENCE = "preference"
    """Which of two outputs is better: `FIRST`, `SECOND` or `TIE`."""
    CORRECTION = "correction"
    """The output as it should have been."""


FIRST, SECOND, TIE = "first", "second", "tie"
"""Answers of a preference, in the order of the item, whichever side each was shown on."""


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    """Unique within the rubric. It stays when the words change, so that answers stay comparable."""
    text: str
    kind: QuestionKind = QuestionKind.SCALE
    help: str = ""
    least: int = 1
    """Of a scale; so are the next three."""
    most: int = 5
    least_means: str = ""
    most_means: str = ""
    choices: tuple[str, ...] = ()
    required: bool = True


@dataclass(frozen=True, slots=True)
class Rubric:
    """Named and versioned: a review keeps the rubric that it was begun with."""

    id: str = ""
    name: str = ""
    version: int = 1
    questions: tuple[Question, ...] = ()


PREFERENCE_ID, LABEL_ID, CORRECTION_ID = "preference", "label", "correction"
OWN_IDS = frozenset({PREFERENCE_ID, LABEL_ID, CORRECTION_ID})
"""Ids of the questions that kinds of review bring along; no question of a rubric has them."""
