"""Models that refuse everything an evaluation asks: the rest of it is not sent there.

A key that is refused is refused ten thousand times, and some providers lock out who goes on.
"""

from __future__ import annotations

from workbench.domain.errors import ProviderError
from workbench.domain.runs import FailureKind, RunJob

LASTING = frozenset(
    {
        FailureKind.KEY_MISSING,
        FailureKind.KEY_REFUSED,
        FailureKind.QUOTA,
        FailureKind.NOT_FOUND,
    }
)
"""Failures that waiting does not mend."""
ENOUGH = 5
"""Of one kind, one after the other."""


class Refusals:
    """Of runs that belong to an evaluation; a person's own are always sent."""

    def __init__(self) -> None:
        self._in_a_row: dict[tuple[str, str], list[ProviderError]] = {}

    def check(self, job: RunJob) -> None:
        """Raises `ProviderError` where the job's model has refused enough."""
        refused = self._in_a_row.get((job.evaluation, job.model), [])
        if job.evaluation and len(refused) >= ENOUGH:
            last = refused[-1]
            raise ProviderError(
                f"Not sent: {ENOUGH} runs before it failed alike. {last.message}",
                kind=last.kind,
                hint=f"{last.hint} Then retry the failed cells.".strip(),
                status=last.status,
            )

    def refused(self, job: RunJob, error: ProviderError) -> None:
        before = self._in_a_row.get((job.evaluation, job.model), [])
        if not job.evaluation or len(before) >= ENOUGH:
            return
        alike = before if before and before[-1].kind == error.kind else []
        self._in_a_row[job.evaluation, job.model] = [*alike, error] if error.kind in LASTING else []

    def went_well(self, job: RunJob) -> None:
        self._in_a_row.pop((job.evaluation, job.model), None)

    def forgive(self, evaluation: str) -> None:
        """Ask its models anew."""
        for place in [place for place in self._in_a_row if place[0] == evaluation]:
            del self._in_a_row[place]
