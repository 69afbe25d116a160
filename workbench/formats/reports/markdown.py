"""A report to read in a pull request: figures, comparisons, the gate, and what failed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from workbench.domain.checks import Verdict
from workbench.domain.gates import GateReport
from workbench.domain.reports import EvaluationReport, ReportLine
from workbench.formats.markdown_text import fenced, inline
from workbench.formats.reports.compared import comparison_words
from workbench.formats.reports.words import check_words, condition_words, figures, reasons, repeated

MOST_LISTED = 200
"""Cells that did not pass; more would be read by nobody."""
OUTPUT = 1500
"""Characters of an output that are shown."""


def markdown_report(report: EvaluationReport) -> Iterator[str]:
    for line in _lines(report):
        yield line + "\n"


def _lines(report: EvaluationReport) -> Iterator[str]:
    evaluation = report.evaluation
    yield f"# {inline(evaluation.name)}"
    yield ""
    samples = f", {evaluation.samples} samples of each" if evaluation.samples > 1 else ""
    yield (
        f"{evaluation.cases} cases of {inline(evaluation.dataset_name)}{samples}, "
        f"{evaluation.created_at:%Y-%m-%d %H:%M} UTC, {evaluation.state}. "
        f"Cases `{evaluation.dataset_digest[:19]}`."
    )
    yield from _gates(report.gates)
    yield from ("", "## Figures", "")
    yield from _table(report)
    if report.comparisons:
        yield from ("", "## Compared", "")
        for comparison in report.comparisons:
            yield f"- {inline(comparison_words(report, comparison))}"
    if report.preferences:
        yield from ("", "## Preferred by judges", "")
        for words in report.preferences:
            yield f"- {inline(words)}"
    if evaluation.checks:
        yield from ("", "## Checks of every case", "")
        for check in evaluation.checks:
            yield f"- {inline(check_words(check))}"
    yield from _unpassed(report)


def _table(report: EvaluationReport) -> Iterator[str]:
    rows = [dict(figures(summary)) for summary in report.summaries]
    names = list(rows[0]) if rows else []
    yield f"| column | {' | '.join(names)} |"
    yield "|---" * (len(names) + 1) + "|"
    for summary, row in zip(report.summaries, rows, strict=True):
        cells = " | ".join(inline(row[name]) for name in names)
        yield f"| {inline(report.columns[summary.column])} | {cells} |"
    yield ""
    yield "Behind a figure stands the interval that holds the true one in 95 of 100 such tests."
    for words in repeated(report):
        yield from ("", inline(words))


def _gates(gates: tuple[GateReport, ...]) -> Iterator[str]:
    if not gates:
        return
    yield from ("", "## Gate", "")
    for gate in gates:
        yield f"**{inline(gate.label)}**: {'holds' if gate.holds else 'does not hold'}"
        yield ""
        for condition in gate.conditions:
            mark = "x" if condition.holds else " "
            yield f"- [{mark}] {inline(condition_words(condition))}"
        yield ""


def _unpassed(report: EvaluationReport) -> Iterator[str]:
    wrong = (line for line in report.lines() if line.cell.verdict in WRONG)
    for index, line in enumerate(islice(wrong, MOST_LISTED + 1)):
        if not index:
            yield from ("", "## What did not pass")
        if index == MOST_LISTED:
            yield from ("", f"More than {MOST_LISTED} did not pass; the JSON report has them all.")
            return
        yield from _cell(report, line)


def _cell(report: EvaluationReport, line: ReportLine) -> Iterator[str]:
    sample = f" #{line.place.sample + 1}" if report.evaluation.samples > 1 else ""
    name = f"{line.case_name}{sample} · {report.columns[line.place.column]}"
    yield from ("", f"### {inline(name)}", "")
    for why in reasons(line, report.evaluation.checks):
        yield f"- {inline(why)}"
    output = line.output or line.cell.output_start
    if output:
        yield ""
        yield from fenced(output if len(output) <= OUTPUT else output[:OUTPUT] + "…")


WRONG = (Verdict.FAILED, Verdict.ERROR)
