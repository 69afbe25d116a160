"""Rubrics: reusable questions, kept version by version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.rubrics import Rubric
from workbench.formats.reviews.documents import rubric_digest
from workbench.services.events import EventBus, ReviewsChanged
from workbench.services.ports import RubricStore
from workbench.services.small_files import read_small


class RubricService:
    def __init__(self, rubrics: RubricStore, events: EventBus, new_id: Callable[[], str]) -> None:
        self._rubrics, self._events, self._new_id = rubrics, events, new_id

    def rubrics(self, *, archived: bool = False) -> list[Rubric]:
        """The newest version of each, by name; of those that were put aside, if asked."""
        return self._rubrics.rubrics(archived=archived)

    def rubric(self, rubric_id: str, version: int | None = None) -> Rubric:
        """The newest version if none is given. Raises `NotFound`."""
        return self._rubrics.rubric(rubric_id, version)

    def named(self, text: str) -> Rubric:
        """By its name or its id. Raises `NotFound`, which names those that there are."""
        known = self._rubrics.rubrics()
        for rubric in known:
            if text in (rubric.name, rubric.id):
                return rubric
        names = ", ".join(rubric.name for rubric in known) or "none"
        raise NotFound(f"There is no rubric {text!r}.", hint=f"There are: {names}.")

    def read_file(self, path: Path) -> Rubric:
        """Not kept yet; where a rubric of that name is, it is the next version of that.

        Raises `FileProblem` with the line of what cannot be used.
        """
        from workbench.formats.reviews.rubric_file import LARGEST, read_rubric

        read = read_rubric(read_small(path, LARGEST), str(path), path.stem)
        alike = [rubric for rubric in self._rubrics.rubrics() if rubric.name == read.name]
        return replace(read, id=alike[0].id) if alike else read

    def save(self, rubric: Rubric) -> Rubric:
        """As the next version where questions or name changed; a new one gets an id."""
        if not rubric.name.strip():
            raise InvalidInput("The rubric needs a name.")
        if not rubric.id:
            made = replace(rubric, id=self._new_id(), version=1)
        else:
            newest = self._newest(rubric.id)
            if newest and newest.name == rubric.name and _same_questions(newest, rubric):
                return newest
            made = replace(rubric, version=newest.version + 1 if newest else 1)
        self._rubrics.keep(made)
        self._events.publish(ReviewsChanged())
        return made

    def archive(self, rubric_id: str, *, archived: bool = True) -> None:
        self._rubrics.archive(rubric_id, archived=archived)
        self._events.publish(ReviewsChanged())

    def _newest(self, rubric_id: str) -> Rubric | None:
        try:
            return self._rubrics.rubric(rubric_id)
        except NotFound:
            return None


def _same_questions(one: Rubric, other: Rubric) -> bool:
    return rubric_digest(one) == rubric_digest(other)
