"""What is wrong or doubtful in a draft, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.prompts import Input


class Severity(StrEnum):
    ERROR = "error"
    """It cannot be sent as it is."""
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Problem:
    """`start` and `end` are code-point offsets into the text of message `message_index`."""

    code: str
    severity: Severity
    text: str
    message_index: int | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a draft's templates say: the variables in order of first use, the includes."""

    inputs: tuple[Input, ...] = ()
    """One for each variable used, in its components too: as declared, or of type string."""
    includes: tuple[str, ...] = ()
    """Paths of the components included, transitively."""
    problems: tuple[Problem, ...] = ()
    tokens: int = 0
    """Estimated tokens of the templates as they stand."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The rendered messages; `spans` says which stretches came from a value."""

    messages: tuple[RenderedMessage, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class RenderedMessage:
    role: str
    text: str
    spans: tuple[tuple[int, int], ...] = ()
    """Code-point offsets, start and end, of what values filled in."""
