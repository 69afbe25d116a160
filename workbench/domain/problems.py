"""What is wrong or doubtful in a draft, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.estimates import ModelTokens, TokenCount
from workbench.domain.fixes import Fix
from workbench.domain.json_values import Json
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
    fixes: tuple[Fix, ...] = ()
    """Ways to mend it, the likeliest first."""


@dataclass(frozen=True, slots=True)
class AnalysisScope:
    """What a draft is looked at with, besides itself."""

    models: tuple[str, ...] = ()
    """Those it is to run on: their tokens are counted."""
    values: tuple[tuple[str, Json], ...] = ()
    """Of the present case."""
    rules_off: tuple[str, ...] = ()
    """Codes of rules that are not looked for."""
    overrides: tuple[tuple[str, tuple[tuple[str, Json], ...]], ...] = ()
    """By model, its own parameters in place of the prompt's."""


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
    message_tokens: tuple[TokenCount, ...] = ()
    """Of each message with its values filled in, by the model that makes the most of it."""
    model_tokens: tuple[ModelTokens, ...] = ()
    """Of the whole prompt, for each model it was looked at with."""
    settled: bool = True
    """False while a tokenizer is being loaded: asked again in a moment, it counts better."""


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
    attached: tuple[str, ...] = ()
    """Names of the files that are sent along."""
