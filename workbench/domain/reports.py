"""An evaluation as it is told to others: what was asked, what came out, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from workbench.domain.comparisons import ColumnSummary, Comparison
from workbench.domain.datasets import Case
from workbench.domain.evaluations import Cell, CellPlace, Evaluation
from workbench.domain.gates import GateReport
from workbench.domain.human_labels import HumanLabel


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One cell with the case it is about."""

    place: CellPlace
    case: Case
    cell: Cell
    output: str = ""
    """The whole of it, where the report holds outputs; else empty."""
    labels: tuple[HumanLabel, ...] = ()

    @property
    def case_name(self) -> str:
        return name_of_case(self.case, self.place.case)


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """`lines` reads the cells anew with each call, in their order: there may be 100,000."""

    evaluation: Evaluation
    written_at: datetime
    columns: tuple[str, ...]
    """Their names: `support/triage v3 · openai/gpt-4o-mini`."""
    summaries: tuple[ColumnSummary, ...]
    lines: Callable[[], Iterator[ReportLine]]
    comparisons: tuple[Comparison, ...] = ()
    gates: tuple[GateReport, ...] = ()
    digests: tuple[str, ...] = ()
    """Of the content of each column."""
    preferences: tuple[str, ...] = ()
    """What judges that compared outputs came to, in words."""


def name_of_case(case: Case, index: int) -> str:
    """What a case is called where it has no name; `index` is from 0."""
    return case.name or f"Case {index + 1}"
