"""How the checks of a case are told from what is there: made once, used for all its outputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.checks.output import Output
from workbench.checks.scoring import cell_scorer
from workbench.domain.checks import CellScore, Check, Score, Verdict
from workbench.domain.datasets import Case
from workbench.domain.evaluations import Evaluation
from workbench.engine.evaluating.scoring import Checklist, is_computed, scorer

WAITING = Score(Verdict.PENDING, 0.0, "Not asked yet.")
"""Stands where somebody has to be asked."""


class Plans:
    """Cases with checks of their own have their own plan; all others share one."""

    def __init__(self, evaluation: Evaluation, checklist: Checklist) -> None:
        self._recorded, self._checklist = Checklist.of(evaluation), checklist
        self._shared = Plan(self._recorded, checklist)
        self._latest: tuple[Case, Plan] | None = None

    def of(self, case: Case) -> Plan:
        if not case.checks and case.threshold is None and not case.transform:
            return self._shared
        if self._latest is None or self._latest[0] is not case:
            own = Plan(self._recorded.for_case(case), self._checklist.for_case(case))
            self._latest = (case, own)
        return self._latest[1]


class Plan:
    def __init__(self, recorded: Checklist, wanted: Checklist) -> None:
        """`recorded`: what the scores on record are of."""
        self._whole = cell_scorer(wanted.checks, wanted.threshold)
        self._scorers = [
            scorer(check) if is_computed(check) and not wanted.transform else None
            for check in wanted.checks
        ]
        same = recorded.transform == wanted.transform
        places = {_asked_part(check): place for place, check in enumerate(recorded.checks)}
        self._places = [places.get(_asked_part(c)) if same else None for c in wanted.checks]

    def score(self, output: Output, recorded: Sequence[Score]) -> CellScore:
        """What is computed, computed; of the others what is on record, or `WAITING`."""
        return self._whole(
            [
                scorer(output) if scorer else self._known(index, recorded)
                for index, scorer in enumerate(self._scorers)
            ]
        )

    def known(self, recorded: Sequence[Score]) -> list[Score]:
        """What is on record of the checks that were not changed."""
        return [self._known(index, recorded) for index in range(len(self._scorers))]

    def _known(self, index: int, recorded: Sequence[Score]) -> Score:
        place = self._places[index]
        if place is None or place >= len(recorded):
            return WAITING
        score = recorded[place]
        return score if score.verdict in (Verdict.PASSED, Verdict.FAILED) else WAITING


def _asked_part(check: Check) -> Check:
    """A weight changes nothing about what a check says by itself."""
    return replace(check, weight=1.0)
