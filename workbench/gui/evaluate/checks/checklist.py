"""Checks in their order as they are edited: each is found by its place, in a set by two.

Every operation gives a new list; nothing here knows of the window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from workbench.domain.checks import SET, Check
from workbench.domain.datasets import Case, Dataset
from workbench.domain.evaluations import Evaluation

Place = tuple[int, ...]
"""Index in the list; of a check in a set, that of the set and its own in there."""
Checks = tuple[Check, ...]
Owner = TypeVar("Owner", Evaluation, Dataset, Case)


@dataclass(frozen=True, slots=True)
class Checklist:
    checks: Checks = ()
    threshold: float | None = None
    """Mean score from which an output passes; None: every check has to."""
    transform: str = ""

    @classmethod
    def of(cls, owner: Evaluation | Dataset | Case) -> Checklist:
        return cls(owner.checks, owner.threshold, owner.transform)

    def given_to(self, owner: Owner) -> Owner:
        """In the place of its own."""
        return replace(
            owner, checks=self.checks, threshold=self.threshold, transform=self.transform
        )

    def lines(self) -> list[tuple[Place, Check]]:
        """Every check from the top, those of a set behind it."""
        found: list[tuple[Place, Check]] = []
        for index, check in enumerate(self.checks):
            found.append(((index,), check))
            if check.kind == SET:
                found += [((index, inner), each) for inner, each in enumerate(check.checks)]
        return found

    def at(self, place: Place) -> Check | None:
        return next((check for there, check in self.lines() if there == place), None)

    def with_check(self, place: Place, check: Check) -> Checklist:
        """Another one in its place."""
        return self._changed(place, lambda found, i: (*found[:i], check, *found[i + 1 :]))

    def with_inserted(self, place: Place, check: Check) -> Checklist:
        """Before the one that is there now."""
        return self._changed(place, lambda found, i: (*found[:i], check, *found[i:]))

    def without(self, place: Place) -> Checklist:
        return self._changed(place, lambda found, i: (*found[:i], *found[i + 1 :]))

    def siblings(self, place: Place) -> int:
        """How many stand in the same list."""
        return len(self.checks if len(place) == 1 else self.checks[place[0]].checks)

    def moved(self, place: Place, to: Place) -> tuple[Checklist, Place]:
        """Taken from one place and put before what is at another; and where it is then."""
        check, level = self.at(place), len(place) - 1
        if check is None or to == place or (check.kind == SET and len(to) > 1):
            return self, place
        among = len(to) > level and to[:level] == place[:level]
        if among and place[level] < to[level]:
            # What stands behind it comes one nearer when it is taken away
            to = (*to[:level], to[level] - 1, *to[level + 1 :])
        return self.without(place).with_inserted(to, check), to

    def moved_by(self, place: Place, by: int) -> tuple[Checklist, Place]:
        """Up or down among those it stands with."""
        to = place[-1] + by
        if not 0 <= to < self.siblings(place):
            return self, place
        return self.moved(place, (*place[:-1], to + (by > 0)))

    def into_set(self, place: Place) -> tuple[Checklist, Place]:
        """To the end of the set right above it."""
        above = self.at((place[0] - 1,)) if len(place) == 1 else None
        if above is None or above.kind != SET:
            return self, place
        return self.moved(place, (place[0] - 1, len(above.checks)))

    def out_of_set(self, place: Place) -> tuple[Checklist, Place]:
        """To right behind the set it is in."""
        return self.moved(place, (place[0] + 1,)) if len(place) > 1 else (self, place)

    def _changed(self, place: Place, change: Callable[[Checks, int], Checks]) -> Checklist:
        if len(place) == 1:
            return replace(self, checks=change(self.checks, place[0]))
        outer = self.checks[place[0]]
        inside = replace(outer, checks=change(outer.checks, place[1]))
        return self.with_check(place[:1], inside)
