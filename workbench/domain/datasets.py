"""Cases to run a prompt on, and the named lists that hold them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.checks import Check
from workbench.domain.json_values import Json

CRITICAL = "critical"
"""Label of a case that must never fail."""


class Split(StrEnum):
    """What a case is for; one without a split is used for everything."""

    NONE = ""
    TRAIN = "train"
    HELD_OUT = "held out"
    """Not looked at while a prompt is being worked on."""


@dataclass(frozen=True, slots=True)
class Case:
    """One set of variable values, with what is expected of the answer."""

    id: str = ""
    name: str = ""
    values: tuple[tuple[str, Json], ...] = ()
    expected: str = ""
    labels: tuple[str, ...] = ()
    """Slices that results are told by; `critical` is one."""
    notes: str = ""
    enabled: bool = True
    split: Split = Split.NONE
    variation_of: str = ""
    """Id of the case that a model made it from."""
    accepted: bool = True
    """A generated case counts once a person has accepted it."""
    checks: tuple[Check, ...] = ()
    """Beside those of the evaluation."""
    threshold: float | None = None
    """Least weighted score with which the case passes; None: every check has to."""
    transform: str = ""
    """What each output goes through before any check looks at it."""

    @property
    def counts(self) -> bool:
        return self.enabled and self.accepted


@dataclass(frozen=True, slots=True)
class Dataset:
    """A named list of cases, made for the prompt at `prompt_id` (empty: for any)."""

    id: str
    name: str
    prompt_id: str = ""
    cases: tuple[Case, ...] = ()
    checks: tuple[Check, ...] = ()
    """What is looked at in each case: what an evaluation starts with."""
    threshold: float | None = None
    transform: str = ""
