"""What a kind of check is: the data that the editor, the manual and the engine read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from workbench.checks.output import Output
from workbench.domain.checks import Check, Score

Scorer = Callable[[Output], Score]


class Asks(StrEnum):
    """What has to be asked before a check can say something."""

    NOTHING = "nothing"
    """The output alone: computed at once."""
    CODE = "code"
    """A program of the user's, run apart and only in a workspace that is trusted."""
    NETWORK = "network"
    JUDGE = "judge"
    EMBEDDING = "embedding"
    GROUP = "group"
    """A judge that sees all outputs of a case together."""


class ValueShape(StrEnum):
    """What the editor shows for a check's value."""

    NONE = "none"
    TEXT = "text"
    LONG_TEXT = "long text"
    LIST = "list"
    NUMBER = "number"
    PATTERN = "pattern"
    SCHEMA = "schema"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    """As promptfoo has it, without `not-`."""
    title: str
    """For the list of kinds: a few words."""
    about: str
    """For the manual: what passes, in one to three sentences."""
    group: str
    """Heading under which it is listed: `text`, `structure`, `likeness`, `figures`, `tools`,
    `code`, `judges`."""
    value: ValueShape = ValueShape.NONE
    value_needed: bool = True
    threshold: float | None = None
    """Where it has one: what is used if none is given."""
    has_threshold: bool = False
    asks: Asks = Asks.NOTHING
    example: Mapping[str, Any] = field(default_factory=dict)
    """A whole check as a document, with an `output` that passes beside it."""
    compile: Callable[[Check], Scorer] | None = None
    """For kinds that ask nothing. Raises `InvalidInput` where a field cannot be used. What it
    returns never raises and takes bounded time."""
