"""What a person should know of an evaluation before it runs; none of it keeps it from running."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.checks.kinds import Asks
from workbench.checks.table import KINDS
from workbench.cli.output import progress
from workbench.domain.checks import Check
from workbench.domain.evaluations import Evaluation
from workbench.services.opened import Services


def tell_concerns(services: Services, evaluation: Evaluation) -> None:
    for words in _concerns(services, evaluation):
        progress(words)


def _concerns(services: Services, evaluation: Evaluation) -> Iterator[str]:
    cases = services.evaluations.cases_of(evaluation).cases
    checks = dict.fromkeys((*evaluation.checks, *(c for case in cases for c in case.checks)))
    if not checks:
        yield "No check looks at the answers: each one that comes counts as passed."
    programs = evaluation.transform or any(case.transform for case in cases) or _programs(checks)
    if programs and not services.trust.trusted:
        yield (
            "Some checks are programs, and this workspace is not trusted: they wait. Say --trust "
            "if you know who wrote them."
        )


def _programs(checks: Iterable[Check]) -> bool:
    return any(
        each.transform
        or _programs(each.checks)
        or (each.kind in KINDS and KINDS[each.kind].asks in (Asks.CODE, Asks.NETWORK))
        for each in checks
    )
