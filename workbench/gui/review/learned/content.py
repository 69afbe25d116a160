"""What is shown of the figures of a review, in words and numbers, before any of it is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.comparisons import Measure
from workbench.gui.kit.states import State


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    measure: Measure | None
    """None: there is nothing to draw, and the words say why."""
    words: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Lines that can be held against each other: they are drawn on one scale."""

    lines: tuple[Bar, ...]
    low: float
    high: float
    even: float | None = None
    """Where nothing is to choose between the two; a line is drawn there."""
    low_means: str = ""
    high_means: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often a judge and people said the same, and how they differed."""

    both_pass: int
    judge_alone: int
    people_alone: int
    both_fail: int


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that was learned. Every part but the key may be missing."""

    key: str
    """The same as long as it is about the same, so that its fold stays open."""
    title: str = ""
    sentence: str = ""
    state: State | None = None
    """What it comes to, in a word with its sign."""
    source: str = ""
    """Where the words in the sentence are from, for a tool tip."""
    charts: tuple[Bars, ...] = ()
    confusion: Confusion | None = None
    table: Table | None = None
    """Of the numbers behind it."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    lead: str
    """How to read it, in a sentence."""
    topics: tuple[Topic, ...]
