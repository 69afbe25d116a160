"""Gates: what must hold of an evaluation before a version may be released."""

from __future__ import annotations

from pathlib import Path

from workbench.domain.errors import FileProblem
from workbench.domain.gates import Gate, GateReport
from workbench.services.comparing import ComparisonService
from workbench.services.evaluation_figures import EvaluationFigures, Side, read_figures
from workbench.services.gate_conditions import Held, Judged, conditions
from workbench.services.pairing import full_name, partner
from workbench.services.ports import EvaluationStore

NO_BASELINE = "no evaluation is pinned as the baseline."
THE_BASELINE = "this evaluation is the baseline itself."


class GateService:
    def __init__(self, evaluations: EvaluationStore, comparing: ComparisonService) -> None:
        self._evaluations, self._comparing = evaluations, comparing

    def judge(self, evaluation_id: str, gate: Gate, baseline_id: str = "") -> list[GateReport]:
        """One report for each column. Without `baseline_id`, the pinned baseline of the column's
        prompt is what it is held against. What cannot be told does not hold, but for one thing:
        a difference from the baseline that can't be told yet is no regression."""
        figures = read_figures(self._evaluations, evaluation_id)
        known = {evaluation_id: figures}
        reports = []
        for index, column in enumerate(figures.evaluation.columns):
            of = Side(figures, index)
            pinned = baseline_id or self._evaluations.baseline(column.prompt_id)
            asks = gate.no_regression or gate.max_drop is not None
            held, why = self._held(of, pinned, known) if asks else (None, "")
            judged = Judged(gate, of, held, why, is_baseline=why == THE_BASELINE)
            reports.append(GateReport(index, full_name(column), conditions(judged)))
        return reports

    def read_gate_file(self, path: Path) -> Gate:
        """Raises `FileProblem` with the line of what cannot be used."""
        from workbench.formats.gate_file import read_gate_text

        try:
            content = path.read_bytes()
        except OSError as error:
            raise FileProblem(error.strerror or "cannot be read", file=str(path)) from error
        return read_gate_text(content, str(path))

    def write_gate_file(self, path: Path, gate: Gate) -> None:
        """Raises `InvalidInput` where the gate asks for nothing."""
        from workbench.formats.gate_file import gate_file_text

        text = gate_file_text(gate)
        try:
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise FileProblem(error.strerror or "cannot be written", file=str(path)) from error

    def _held(
        self, candidate: Side, baseline_id: str, known: dict[str, EvaluationFigures]
    ) -> tuple[Held | None, str]:
        """The column beside the baseline's of the same model, or why there is none."""
        if not baseline_id:
            return None, NO_BASELINE
        if baseline_id == candidate.place.evaluation_id:
            return None, THE_BASELINE
        if baseline_id not in known:
            known[baseline_id] = read_figures(self._evaluations, baseline_id)
        before = known[baseline_id]
        found = partner(candidate.of, before.evaluation)
        if found is None:
            return None, f"the baseline {before.evaluation.name} has no {candidate.of.model}."
        baseline = Side(before, found)
        return Held(baseline, self._comparing.compare_sides(baseline, candidate)), ""
