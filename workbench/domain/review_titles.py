"""What reviews are called that nobody gives a name: reviewers read it."""

from __future__ import annotations

import re

from workbench.domain.evaluations import Evaluation, EvaluationColumn

WORD = re.compile(r"[^\W_]+")
SHORTEST = 3
"""Letters of a word of a model's name that is looked for: a shorter one may mean anything."""
UNNAMED = "Review"


def blind_title(evaluation: Evaluation) -> str:
    """That of the evaluation; that of its dataset where the evaluation's would tell a version or
    a model, as `Everyday tickets · v3 and draft` does."""
    name, words = evaluation.name, _words(evaluation.name)
    if any(_is_told(column, name, words) for column in evaluation.columns):
        return evaluation.dataset_name or UNNAMED
    return name


def _is_told(column: EvaluationColumn, name: str, words: set[str]) -> bool:
    if any(len(word) >= SHORTEST for word in words & _words(column.model)):
        return True
    if column.version is None:
        return "draft" in words
    return re.search(rf"\bv(ersion)?\W*{column.version}\b", name, re.IGNORECASE) is not None


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.casefold()))
