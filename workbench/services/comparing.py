"""What evaluations come to, and how one column of figures stands against another."""

from __future__ import annotations

from workbench.domain.comparisons import PASS_RATE, CellChange, ColumnOf, ColumnSummary, Comparison
from workbench.services.ports import EvaluationStore


class ComparisonService:
    """Reads an evaluation's figures in one pass and works on those. Slow enough to be called in
    the background: up to a few seconds for 100,000 cells."""

    def __init__(self, evaluations: EvaluationStore) -> None:
        self._evaluations = evaluations

    def summaries(self, evaluation_id: str) -> list[ColumnSummary]:
        """One for each column, of the cells that are over."""
        raise NotImplementedError

    def compare(
        self,
        baseline: ColumnOf | tuple[str, int],
        candidate: ColumnOf | tuple[str, int],
        what: str = PASS_RATE,
    ) -> Comparison:
        """On all cases that both have, paired by their values. `what` is `pass rate`, `score`,
        `cost`, `latency` or a named metric."""
        raise NotImplementedError

    def by_slice(
        self,
        baseline: ColumnOf | tuple[str, int],
        candidate: ColumnOf | tuple[str, int],
        what: str = PASS_RATE,
    ) -> list[Comparison]:
        """One for each label of the shared cases, with Holm's correction over them."""
        raise NotImplementedError

    def against_baseline(
        self, evaluation_id: str, prompt_id: str, what: str = PASS_RATE
    ) -> list[Comparison]:
        """Each column of the prompt with the same model's in the pinned baseline; Holm's
        correction over them. Empty if nothing is pinned."""
        raise NotImplementedError

    def strip(self, evaluation_id: str, what: str = PASS_RATE) -> list[Comparison]:
        """What the comparison strip shows: on each model, the newest version against the older
        ones; where an evaluation has one version only, against the pinned baseline."""
        raise NotImplementedError

    def changes(
        self, baseline: ColumnOf | tuple[str, int], candidate: ColumnOf | tuple[str, int]
    ) -> list[CellChange]:
        """Every shared case and what became of it, the biggest changes first."""
        raise NotImplementedError

    def alike(self, baseline_id: str, candidate_id: str) -> list[tuple[ColumnOf, ColumnOf]]:
        """Columns of two evaluations that are of the same model: what to compare at first."""
        raise NotImplementedError

    def unshared(
        self, baseline: ColumnOf | tuple[str, int], candidate: ColumnOf | tuple[str, int]
    ) -> tuple[str, ...]:
        """What two columns do not share, in words: cases, model, checks, parameters, samples."""
        raise NotImplementedError
