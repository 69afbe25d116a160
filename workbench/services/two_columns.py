"""Two columns held against each other, read once and looked at from every side."""

from __future__ import annotations

from functools import cached_property

from workbench.domain.comparisons import COST, LATENCY, PASS_RATE, SCORE, CellChange, Comparison
from workbench.services.changes import changes
from workbench.services.evaluation_figures import Side
from workbench.services.evaluation_ports import EvaluationReader
from workbench.services.pairing import SharedCases, figure, paired, shared_cases, unshared
from workbench.statistics.paired import Paired, compared


class TwoColumns:
    """Each of its answers may take a second where there are 100,000 cells."""

    def __init__(
        self,
        evaluations: EvaluationReader,
        baseline: Side,
        candidate: Side,
        names: tuple[str, str],
    ) -> None:
        self._evaluations = evaluations
        self.baseline, self.candidate = baseline, candidate
        self.names = names

    @cached_property
    def cases(self) -> SharedCases:
        return shared_cases(self.baseline, self.candidate)

    @cached_property
    def unshared(self) -> tuple[str, ...]:
        """In words: cases, checks, model, parameters, samples."""
        return unshared(self.baseline, self.candidate, self.cases, self.names)

    @property
    def measures(self) -> tuple[str, ...]:
        """What both are known by: pass rate and score, cost and latency where they are known,
        and the metrics that both have."""
        known = [PASS_RATE, SCORE]
        known += [what for what in (COST, LATENCY) if self._known(what)]
        return (*known, *sorted(self._metrics(self.baseline) & self._metrics(self.candidate)))

    def comparison(self, what: str = PASS_RATE) -> Comparison:
        """On all cases that both have."""
        [comparison] = compared([self.paired(what)])
        return comparison

    def means(self, what: str = PASS_RATE) -> tuple[float | None, float | None]:
        """Of both sides, over the cases that are compared; None where there is none."""
        both = self.paired(what)
        if not both.before:
            return None, None
        count = len(both.before)
        return sum(both.before) / count, sum(both.after) / count

    def by_slice(self, what: str = PASS_RATE) -> list[Comparison]:
        """One for each label of the shared cases, with Holm's correction over them."""
        slices = {
            label: [(one, other) for one, other in self.cases if other in chosen]
            for label, chosen in self.candidate.figures.slices().items()
        }
        return compared(
            [
                paired(self.baseline, self.candidate, what, shared, self.names, label=label)
                for label, shared in slices.items()
                if shared
            ]
        )

    def changes(self) -> list[CellChange]:
        """Every shared case that is over and what became of it, the biggest changes first."""
        return changes(self._evaluations, self.baseline, self.candidate, self.cases)

    def paired(self, what: str) -> Paired:
        return paired(
            self.baseline, self.candidate, what, self.cases, self.names, notes=self.unshared
        )

    def _known(self, what: str) -> bool:
        one, other = self.baseline.cases, self.candidate.cases
        return any(
            before in one
            and after in other
            and figure(one[before], what) is not None
            and figure(other[after], what) is not None
            for before, after in self.cases
        )

    def _metrics(self, side: Side) -> set[str]:
        return {name for case in side.cases.values() for name in case.metrics}
