"""Human answers that become expected values or labels of cases: what would change, and what did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.rubrics import Question


class AdoptedAs(StrEnum):
    EXPECTED = "expected value"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Adoption:
    """One thing that can be made of a review's answers."""

    question: Question
    into: AdoptedAs
    words: str
    """For a list to choose from."""


@dataclass(frozen=True, slots=True)
class CaseChange:
    """What would become of one case."""

    dataset_id: str
    dataset: str
    """Its name."""
    case_id: str
    case: str
    """Its name, or its number where it has none."""
    before: str
    """The expected value as it stands, or the labels, one on each line."""
    after: str
    """The same as before where nothing is to be changed: people differ, or it stands so."""
    said: tuple[tuple[str, str], ...] = ()
    """By reviewer; more than once where a person judged several outputs of the case."""
    note: str = ""
    """Why it is left out, or what to know before it is done."""
    offered: bool = True
    """It can be done; else `note` says why not."""


@dataclass(frozen=True, slots=True)
class AdoptionOffer:
    """Nothing is changed by it."""

    review_id: str
    adoption: Adoption
    cases: tuple[CaseChange, ...] = ()
    notes: tuple[str, ...] = ()
    """Of what belongs to no case."""
    sentence: str = ""

    @property
    def changes(self) -> tuple[CaseChange, ...]:
        return tuple(case for case in self.cases if case.offered)


@dataclass(frozen=True, slots=True)
class Adopted:
    """What was done: enough to take it back."""

    review_id: str
    into: AdoptedAs
    changes: tuple[CaseChange, ...]
    notes: tuple[str, ...] = ()
    """Of cases that had changed in the meantime, and were left as they are."""
