"""What evaluations come to, and how one column of figures stands against another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from workbench.domain.checks import CellScore
from workbench.domain.comparisons import (
    PASS_RATE,
    CellChange,
    ColumnOf,
    ColumnSummary,
    Comparison,
)
from workbench.domain.errors import NotFound
from workbench.domain.evaluations import Evaluation
from workbench.services.evaluation_figures import EvaluationFigures, Side, read_figures, side
from workbench.services.evaluation_ports import EvaluationReader
from workbench.services.pairing import names, newest_against_older, partner
from workbench.services.previewing import PreviewedEvaluations
from workbench.services.two_columns import TwoColumns
from workbench.statistics.paired import Paired, compared
from workbench.statistics.summaries import summary

Place = ColumnOf | tuple[str, int]


class ComparisonService:
    """Reads an evaluation's figures in one pass and works on those: up to a few seconds for
    100,000 cells, so it is for the background."""

    def __init__(
        self,
        evaluations: EvaluationReader,
        path_of: Callable[[str], str] = lambda prompt_id: prompt_id,
    ) -> None:
        """`path_of` gives the path of a prompt, for telling columns of different prompts
        apart."""
        self._evaluations, self._path_of = evaluations, path_of

    def under(self, evaluation: Evaluation, scores: Mapping[int, CellScore]) -> ComparisonService:
        """The same, as if the evaluation had these checks and its cells these scores."""
        return ComparisonService(
            PreviewedEvaluations(self._evaluations, evaluation, scores), self._path_of
        )

    def summaries(self, evaluation_id: str) -> list[ColumnSummary]:
        """One for each column, of the cells that are over."""
        figures = read_figures(self._evaluations, evaluation_id)
        slices, samples = figures.slices(), figures.evaluation.samples
        return [
            summary(number, column, samples, slices)
            for number, column in enumerate(figures.columns)
        ]

    def latencies(self, evaluation_id: str) -> list[list[float]]:
        """Seconds of each answer, by column."""
        figures = read_figures(self._evaluations, evaluation_id, metrics=False)
        return [
            [
                cell.latency
                for case in column.values()
                for cell in case.samples
                if cell.latency is not None
            ]
            for column in figures.columns
        ]

    def compare(self, baseline: Place, candidate: Place, what: str = PASS_RATE) -> Comparison:
        """On all cases that both have, paired by their values. `what` is `pass rate`, `score`,
        `cost`, `latency` or a named metric."""
        return self.compare_sides(*self._sides(baseline, candidate), what)

    def compare_sides(self, baseline: Side, candidate: Side, what: str = PASS_RATE) -> Comparison:
        """The same for figures that were read already."""
        return self._two(baseline, candidate).comparison(what)

    def two(self, baseline: Place, candidate: Place) -> TwoColumns:
        """Read once, to be looked at from several sides."""
        return self._two(*self._sides(baseline, candidate))

    def by_slice(
        self, baseline: Place, candidate: Place, what: str = PASS_RATE
    ) -> list[Comparison]:
        """One for each label of the shared cases, with Holm's correction over them."""
        return self.two(baseline, candidate).by_slice(what)

    def against_baseline(
        self, evaluation_id: str, prompt_id: str, what: str = PASS_RATE
    ) -> list[Comparison]:
        """Each column of the prompt with that of the same model in the pinned baseline; Holm's
        correction over them. Empty if nothing else is pinned."""
        figures = read_figures(self._evaluations, evaluation_id)
        return compared(self._with_pinned(figures, [prompt_id], what))

    def against(
        self, baseline_id: str, evaluation_id: str, what: str = PASS_RATE
    ) -> list[Comparison]:
        """Each column with that of the same model in another evaluation; Holm's correction over
        them."""
        before = read_figures(self._evaluations, baseline_id)
        after = read_figures(self._evaluations, evaluation_id)
        partners = (partner(column, before.evaluation) for column in after.evaluation.columns)
        return compared(
            [
                self._paired(Side(before, found), Side(after, index), what)
                for index, found in enumerate(partners)
                if found is not None
            ]
        )

    def strip(self, evaluation_id: str, what: str = PASS_RATE) -> list[Comparison]:
        """What the comparison strip shows: on each model, the newest version against the older
        ones. Where there is only one version, it is held against the pinned baseline; where
        none is pinned, the other columns are held against the first. Holm's correction over
        all of them."""
        figures = read_figures(self._evaluations, evaluation_id)
        evaluation = figures.evaluation
        within = newest_against_older(evaluation)
        if not within:
            prompts = dict.fromkeys(column.prompt_id for column in evaluation.columns)
            if pinned := self._with_pinned(figures, prompts, what):
                return compared(pinned)
            within = [(0, index) for index in range(1, len(evaluation.columns))]
        return compared(
            [
                self._paired(Side(figures, older), Side(figures, newer), what)
                for older, newer in within
            ]
        )

    def changes(self, baseline: Place, candidate: Place) -> list[CellChange]:
        """Every shared case that is over and what became of it, the biggest changes first."""
        return self.two(baseline, candidate).changes()

    def alike(self, baseline_id: str, candidate_id: str) -> list[tuple[ColumnOf, ColumnOf]]:
        """Columns of two evaluations that are of the same model: what to compare at first."""
        baseline = self._evaluations.evaluation(baseline_id)
        candidate = self._evaluations.evaluation(candidate_id)
        partners = ((partner(column, baseline), i) for i, column in enumerate(candidate.columns))
        return [
            (ColumnOf(baseline_id, found), ColumnOf(candidate_id, index))
            for found, index in partners
            if found is not None
        ]

    def unshared(self, baseline: Place, candidate: Place) -> tuple[str, ...]:
        """What two columns do not share, in words: cases, checks, model, parameters, samples."""
        return self.two(baseline, candidate).unshared

    def _sides(self, baseline: Place, candidate: Place) -> tuple[Side, Side]:
        (one, first), (other, second) = baseline, candidate
        before = read_figures(self._evaluations, one)
        after = before if one == other else read_figures(self._evaluations, other)
        return side(before, first), side(after, second)

    def _paired(self, baseline: Side, candidate: Side, what: str) -> Paired:
        return self._two(baseline, candidate).paired(what)

    def _two(self, baseline: Side, candidate: Side) -> TwoColumns:
        called = names(baseline, candidate, self._path)
        return TwoColumns(self._evaluations, baseline, candidate, called)

    def _with_pinned(
        self, figures: EvaluationFigures, prompt_ids: Iterable[str], what: str
    ) -> list[Paired]:
        found: list[Paired] = []
        for prompt_id in prompt_ids:
            pinned = self._evaluations.baseline(prompt_id)
            if pinned and pinned != figures.evaluation.id:
                before = read_figures(self._evaluations, pinned)
                found += self._with_partners(before, figures, prompt_id, what)
        return found

    def _with_partners(
        self, before: EvaluationFigures, after: EvaluationFigures, prompt_id: str, what: str
    ) -> Sequence[Paired]:
        return [
            self._paired(Side(before, found), Side(after, index), what)
            for index, column in enumerate(after.evaluation.columns)
            if column.prompt_id == prompt_id
            and (found := partner(column, before.evaluation)) is not None
        ]

    def _path(self, prompt_id: str) -> str:
        try:
            return self._path_of(prompt_id)
        except NotFound:
            return "a removed prompt"
