"""Cases to run a prompt on, and the named lists that hold them."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.json_values import Json


@dataclass(frozen=True, slots=True)
class Case:
    """One set of variable values."""

    id: str = ""
    name: str = ""
    values: tuple[tuple[str, Json], ...] = ()
    expected: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """A named list of cases, made for the prompt at `prompt_id` (empty: for any)."""

    id: str
    name: str
    prompt_id: str = ""
    cases: tuple[Case, ...] = ()
