"""What a report is made of, whatever it is written as: said once, drawn by each writer."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.agreements import StandIn
from workbench.domain.comparisons import Measure


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    appendix: bool = False
    """It begins on a page of its own."""


@dataclass(frozen=True, slots=True)
class Words:
    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that is shown as it was written."""

    text: str


@dataclass(frozen=True, slots=True)
class Share:
    """A measure from 0 to 1, for which a bar may stand."""

    measure: Measure
    middle: bool = False
    """A half says that there is no difference."""


@dataclass(frozen=True, slots=True)
class Digest:
    text: str


Value = str | Share | Digest


@dataclass(frozen=True, slots=True)
class Facts:
    rows: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Table:
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    """The first of each names the row."""


@dataclass(frozen=True, slots=True)
class Listed:
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a judge may stand in for people."""

    about: str
    verdict: StandIn
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody said, perhaps of a passage."""

    who: str
    text: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the review with what people said of it."""

    title: str
    answers: tuple[tuple[str, str], ...] = ()
    """By whom, and what."""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """An output as a reviewer saw it, with what it was made from."""

    title: str
    digest: str
    inputs: tuple[tuple[str, str], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    before: str
    words: str
    address: str


Block = Section | Words | Passage | Facts | Table | Listed | Verdict | Item | Text | Link
