"""The programs among checks: what would run if the workspace were trusted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.domain.checks import Check
from workbench.domain.datasets import Case, Dataset
from workbench.domain.evaluations import Evaluation
from workbench.domain.json_values import thaw
from workbench.gui.evaluate.checks.wording import RUNNING_CODE, asks_of, runs_code
from workbench.gui.evaluate.wording import translate

MOST = 200
"""Programs that are shown."""


@dataclass(frozen=True, slots=True)
class Program:
    where: str
    """Name of the dataset or evaluation it is part of."""
    kind: str
    text: str


def programs_in(
    owner: Evaluation | Dataset, cases: Iterable[Case] = (), *, where: str = ""
) -> list[Program]:
    """Each once, in their order; those of single cases behind the others."""
    name = where or owner.name
    own = [Program(name, translate("transform"), owner.transform)] if owner.transform else []
    found = own + list(_of_checks(owner.checks, name))
    for case in cases:
        if case.transform:
            found.append(Program(name, translate("transform"), case.transform))
        found += _of_checks(case.checks, name)
    return list(dict.fromkeys(found))


def needs_trust(owner: Evaluation | Dataset, cases: Iterable[Case]) -> bool:
    return (
        bool(owner.transform)
        or any(runs_code(check) for check in owner.checks)
        or any(case.transform or any(map(runs_code, case.checks)) for case in cases)
    )


def _of_checks(checks: Iterable[Check], where: str) -> Iterator[Program]:
    for check in checks:
        if check.transform:
            yield Program(where, translate("transform"), check.transform)
        if asks_of(check) in RUNNING_CODE:
            yield Program(where, check.kind, str(thaw(check.value) or ""))
        yield from _of_checks(check.checks, where)
