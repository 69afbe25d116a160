"""The rubrics as they are kept, and what was changed in them since and is not kept yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workbench.domain.reviews import Review
from workbench.domain.rubrics import Rubric
from workbench.gui.review.questions.asking import copies, problem_of, tidied
from workbench.gui.review.wording import translate
from workbench.services.rubric_templates import RubricTemplate

NEW = "new-"
"""What the keys of rubrics begin with that were never kept."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that was read at once."""

    rubrics: tuple[Rubric, ...] = ()
    aside: tuple[Rubric, ...] = ()
    templates: tuple[RubricTemplate, ...] = ()
    uses: tuple[tuple[str, int, str], ...] = ()
    """Id and version of a rubric, and the name of a review that asks it; newest first."""
    read_only: bool = False
    unfinished: Mapping[str, Rubric] = field(default_factory=dict)
    """What was written and is not kept yet, by the id of a rubric or by a key of a new one."""

    def kept(self, key: str) -> Rubric | None:
        return next((each for each in (*self.rubrics, *self.aside) if each.id == key), None)

    def is_aside(self, key: str) -> bool:
        return any(each.id == key for each in self.aside)

    def used(self, key: str) -> list[tuple[int, str]]:
        """Versions and names of reviews."""
        return [(version, name) for rubric, version, name in self.uses if rubric == key]


def uses_of(reviews: Iterable[Review]) -> tuple[tuple[str, int, str], ...]:
    return tuple(
        (each.plan.rubric.id, each.plan.rubric.version, each.plan.name)
        for each in reviews
        if each.plan.rubric.id
    )


def copied(rubric: Rubric, name: str) -> Rubric:
    """Another rubric with the same questions."""
    return Rubric(name=name, questions=copies(rubric.questions))


def changed(rubric: Rubric, kept: Rubric | None) -> bool:
    """Saving it would make another version."""
    if kept is None:
        return True
    return (rubric.name.strip(), tidied(rubric.questions)) != (kept.name, kept.questions)


def problem(rubric: Rubric) -> str:
    """Why it cannot be saved yet; empty for nothing."""
    if not rubric.name.strip():
        return translate("The rubric needs a name.")
    if not rubric.questions:
        return translate("Add a question.")
    if any(map(problem_of, rubric.questions)):
        return translate("A question is not finished.")
    return ""


def to_save(rubric: Rubric) -> Rubric:
    return replace(rubric, name=rubric.name.strip(), questions=tidied(rubric.questions))


def version_words(rubric: Rubric, kept: Rubric | None) -> str:
    """What saving would do."""
    if kept is None:
        return translate("It is not kept yet.")
    if changed(rubric, kept):
        words = translate("Changed. Saving makes version {0}; version {1} stays as it is.")
        return words.format(kept.version + 1, kept.version)
    return translate("Version {0}, as it is kept.").format(kept.version)


def use_words(uses: Sequence[tuple[int, str]]) -> str:
    """`Asked in Refund answers (v2) and in 3 other reviews, which keep what they began with.`"""
    if not uses:
        return translate("No review asks it yet.")
    version, name = uses[0]
    first = translate("{0} (v{1})").format(name, version)
    if len(uses) == 1:
        return translate("Asked in {0}, which keeps its version.").format(first)
    versions = sorted({version for version, _ in uses[1:]})
    others = ", ".join(f"v{each}" for each in versions)
    words = translate("Asked in {0} and {1} more ({2}). Each keeps its version.")
    return words.format(first, len(uses) - 1, others)
