"""Each metric of each cell on a line of its own, with what people said of the output.

Nothing is run again for it: everything comes from what is stored.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from workbench.domain.checks import Check, Score
from workbench.domain.human_labels import HumanLabel, Thumb
from workbench.domain.reports import EvaluationReport, ReportLine
from workbench.formats.reports.words import check_words
from workbench.formats.spreadsheets import harmless

HEAD = (
    "case",
    "labels",
    "column",
    "sample",
    "metric",
    "verdict",
    "score",
    "reason",
    "people up",
    "people down",
    "people's notes",
    "run",
    "output",
)
OVERALL = "overall"


def metrics_csv(report: EvaluationReport) -> Iterator[str]:
    """Lines as spreadsheets like them; none of the cells is a formula."""
    yield _line(HEAD)
    for line in report.lines():
        for metric, score in _metrics(report, line):
            yield _line(_row(report, line, metric, score))


def _metrics(report: EvaluationReport, line: ReportLine) -> Iterator[tuple[str, Score]]:
    cell = line.cell
    overall = cell.score.value if cell.score else 0.0
    yield OVERALL, Score(cell.verdict, overall, cell.failure)
    if cell.score:
        checks: Sequence[Check] = (*report.evaluation.checks, *line.case.checks)
        for check, score in zip(checks, cell.score.scores, strict=False):
            yield score.metric or check_words(check), score


def _row(report: EvaluationReport, line: ReportLine, metric: str, score: Score) -> tuple[str, ...]:
    people = line.labels
    return (
        line.case_name,
        ", ".join(line.case.labels),
        report.columns[line.place.column],
        str(line.place.sample + 1),
        metric,
        score.verdict.value,
        f"{score.value:.4g}",
        score.reason,
        str(sum(label.thumb is Thumb.UP for label in people)),
        str(sum(label.thumb is Thumb.DOWN for label in people)),
        " / ".join(_note(label) for label in people if label.note),
        line.cell.run_id,
        line.output or line.cell.output_start,
    )


def _note(label: HumanLabel) -> str:
    return f"{label.author}: {label.note}"


def _line(values: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([harmless(value) for value in values])
    return out.getvalue()
