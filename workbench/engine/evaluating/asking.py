"""Checks that have to ask somebody: a model, or a program of the user's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from workbench.checks.kinds import Asks
from workbench.checks.output import Output
from workbench.domain.checks import Check, Score
from workbench.domain.datasets import Case
from workbench.domain.errors import InvalidInput
from workbench.domain.evaluations import EvaluationColumn
from workbench.domain.runs import Run


class NotTrusted(InvalidInput):
    """Code of a workspace that nobody said may run: it is pending, and no error."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an output belongs to."""

    run: Run
    output: Output
    case: Case
    """With its own labels and checks, as the evaluation froze it."""
    evaluation_id: str = ""
    ask: bool = True
    """False: only what is cached is answered, all else is `PENDING`, and nothing is paid."""
    column: EvaluationColumn | None = None
    column_index: int | None = None
    """From 0, among all columns of the evaluation. Both are told to those who see a group."""


class Asker(Protocol):
    """One for each of `Asks` but NOTHING and GROUP. Never raises but `CancelledError`."""

    async def score(self, check: Check, asked: Asked) -> Score:
        """`ERROR` with the reason where it could not be told; never a pass."""
        ...


class GroupAsker(Protocol):
    """For checks that compare the outputs of one case and sample with each other."""

    async def scores(self, check: Check, group: Sequence[Asked]) -> list[Score]:
        """One for each, in their order (that of the columns)."""
        ...


class Transformer(Protocol):
    """Runs the expressions that outputs go through before checks look at them."""

    async def transformed(self, expression: str, asked: Asked) -> Output:
        """Raises `NotTrusted`, or `WorkbenchError` with the reason where it does not work."""
        ...


async def nothing_to_close() -> None:
    """For askers without processes of their own."""


@dataclass(frozen=True, slots=True)
class Askers:
    """Who is asked what. Where nobody is, a check that needs them is an error and says so."""

    by_kind: Mapping[Asks, Asker] = field(default_factory=dict)
    group: GroupAsker | None = None
    transformer: Transformer | None = None
    close: Callable[[], Awaitable[None]] = nothing_to_close
