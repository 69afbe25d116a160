"""Gates: what must hold of an evaluation before a version may be released."""

from __future__ import annotations

from pathlib import Path

from workbench.domain.gates import Gate, GateReport
from workbench.services.comparing import ComparisonService
from workbench.services.ports import EvaluationStore


class GateService:
    def __init__(self, evaluations: EvaluationStore, comparing: ComparisonService) -> None:
        self._evaluations, self._comparing = evaluations, comparing

    def judge(self, evaluation_id: str, gate: Gate, baseline_id: str = "") -> list[GateReport]:
        """One report for each column. Without `baseline_id`, the pinned baseline of the column's
        prompt is what it is held against."""
        raise NotImplementedError

    def read_gate_file(self, path: Path) -> Gate:
        """Raises `FileProblem` with the line of what cannot be used."""
        raise NotImplementedError

    def write_gate_file(self, path: Path, gate: Gate) -> None:
        raise NotImplementedError
