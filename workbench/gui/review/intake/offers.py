"""Results files that were looked at, and what would become of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from workbench.domain.errors import DoubtfulResults, FileProblem, WorkbenchError
from workbench.formats.reviews.results import LARGEST
from workbench.gui.review.wording import translate
from workbench.services.review_results import ResultsPlan, ReviewResultsService


class Fate(Enum):
    TAKEN = auto()
    """It holds something new."""
    DOUBTFUL = auto()
    """It is not what left a pack: only if a person insists."""
    NOTHING_NEW = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Given:
    """A results file, or what was pasted; `data` is None while it is not read."""

    name: str
    path: Path | None = None
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Offer:
    name: str
    fate: Fate
    plan: ResultsPlan | None = None
    refusal: str = ""
    hint: str = ""

    @property
    def words(self) -> str:
        """What it would do, or why it does nothing."""
        if self.plan is None:
            return self.refusal
        return self.plan.sentence

    @property
    def warnings(self) -> tuple[str, ...]:
        """Why it cannot be trusted, and what was noticed."""
        return (*self.plan.doubts, *self.plan.notes) if self.plan else ()


def looked_at(results: ReviewResultsService, given: Given) -> Offer:
    """Reads it; nothing is changed."""
    try:
        data = given.data if given.path is None else _read(given.path)
        return _offer(results, data, given.name)
    except WorkbenchError as error:
        return Offer(given.name, Fate.REFUSED, refusal=_without_name(error, given), hint=error.hint)


def _offer(results: ReviewResultsService, data: bytes, name: str) -> Offer:
    try:
        plan = results.read(data, name)
    except DoubtfulResults:
        return Offer(name, Fate.DOUBTFUL, results.read(data, name, insist=True))
    return Offer(name, Fate.TAKEN if plan.judgments else Fate.NOTHING_NEW, plan)


def _read(path: Path) -> bytes:
    """No more than is looked at: what is larger is refused by its size."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileProblem(f"cannot be read: {reason}", file=path.name) from error


def _without_name(error: WorkbenchError, given: Given) -> str:
    """The name stands before it already."""
    words = error.message.removeprefix(given.name).lstrip(": ")
    if isinstance(error, FileProblem):
        place = translate("Line {0}").format(error.line) if error.line else ""
        words = ": ".join(part for part in (place, error.field, error.reason) if part)
    return words[:1].upper() + words[1:]
