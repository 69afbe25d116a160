"""Models that a person has to see to: a key is missing or refused, a quota is used up.

Their cells stay open, so that the evaluation pauses with the reason, and asks for them once it
goes on. What other models are asked goes on meanwhile.
"""

from __future__ import annotations

from workbench.domain.runs import FailureKind, Outcome, Run
from workbench.engine.refusals import ENOUGH

MENDABLE = frozenset({FailureKind.KEY_MISSING, FailureKind.KEY_REFUSED, FailureKind.QUOTA})


class Refusing:
    def __init__(self) -> None:
        self._in_a_row: dict[str, int] = {}
        self._why: dict[str, str] = {}

    def took(self, run: Run) -> bool:
        """Whether it was refused in such a way: its cell stays open."""
        model = run.job.model
        if not is_mendable(run) or run.failure is None:
            if run.outcome is Outcome.FINISHED:
                self._in_a_row.pop(model, None)
            return False
        self._in_a_row[model] = self._in_a_row.get(model, 0) + 1
        self._why.setdefault(model, f"{model}: {run.failure.message} {run.failure.hint}".strip())
        return True

    def given_up(self, model: str) -> bool:
        """It refused so often, one time after the other, that it is asked nothing more."""
        return self._in_a_row.get(model, 0) >= ENOUGH

    @property
    def words(self) -> str:
        """Who refused, and why; empty if nobody did."""
        return " ".join(self._why.values())


def is_mendable(run: Run) -> bool:
    failure = run.failure
    return run.outcome is Outcome.FAILED and failure is not None and failure.kind in MENDABLE
