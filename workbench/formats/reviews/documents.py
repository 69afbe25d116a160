"""Rubrics, reviews, items and judgments as JSON documents, and the digest of a review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import msgspec

from workbench.domain.reviews import ReviewItem, ReviewPlan
from workbench.domain.rubrics import Rubric
from workbench.formats import typed
from workbench.formats.ascii_json import ascii_digest

Record = TypeVar("Record")


def document(record: Any) -> dict[str, Any]:
    """Any of the records of `domain.reviews` and `domain.rubrics`."""
    made: dict[str, Any] = msgspec.to_builtins(record)
    return made


def read(made: Any, kind: type[Record]) -> Record:
    """Raises `msgspec.ValidationError` where it is no such record."""
    return typed.convert(made, kind)


def review_digest(plan: ReviewPlan, items: Iterable[tuple[ReviewItem, Sequence[str]]]) -> str:
    """Names what is judged and what is asked; each item comes with the texts of its outputs."""
    made = {
        "schema": "review/1",
        "kind": plan.kind.value,
        "questions": document(replace(plan.rubric, questions=plan.questions))["questions"],
        "instructions": plan.instructions,
        "items": [{"key": item.key, "outputs": list(texts)} for item, texts in items],
    }
    return ascii_digest(made)


def rubric_digest(rubric: Rubric) -> str:
    """The same for the same questions, whatever the rubric is called."""
    return ascii_digest({"schema": "rubric/1", "questions": document(rubric)["questions"]})
