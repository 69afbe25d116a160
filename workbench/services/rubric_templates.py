"""Rubrics to start from, read from `resources/rubrics/*.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from workbench.domain.reviews import ReviewKind
from workbench.domain.rubrics import Question, QuestionKind, Rubric
from workbench.services.folders import resource_folder

FOLDER = "rubrics"


@dataclass(frozen=True, slots=True)
class RubricTemplate:
    rubric: Rubric
    """Without an id: it is kept once somebody does."""
    about: str
    """What it is good for, in a sentence."""
    kind: ReviewKind
    """Of the reviews it is meant for."""
    instructions: str


@cache
def rubric_templates() -> tuple[RubricTemplate, ...]:
    """By name. It reads files."""
    folder = resource_folder(FOLDER)
    read = [tomllib.loads(file.read_text(encoding="utf-8")) for file in folder.glob("*.toml")]
    return tuple(sorted(map(_template, read), key=lambda template: template.rubric.name))


def _template(document: dict[str, Any]) -> RubricTemplate:
    questions = tuple(map(_question, document["questions"]))
    return RubricTemplate(
        Rubric(name=document["name"], questions=questions),
        document["about"],
        ReviewKind(document["kind"]),
        document["instructions"],
    )


def _question(document: dict[str, Any]) -> Question:
    choices = tuple(document.get("choices", ()))
    return Question(
        **{**document, "kind": QuestionKind(document["kind"]), "choices": choices},
    )
