"""What an evaluation came to: printed, written to files, and held to a gate."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.cli.exit_codes import CHECK_FAILED, DONE, ENVIRONMENT_FAILED
from workbench.cli.output import progress, write, write_table
from workbench.domain.checks import Verdict
from workbench.domain.evaluations import Cell, Evaluation
from workbench.domain.gates import Gate, GateReport
from workbench.domain.reports import EvaluationReport, ReportLine
from workbench.formats.reports.compared import comparison_words
from workbench.formats.reports.json_report import json_report
from workbench.formats.reports.junit import junit_report
from workbench.formats.reports.words import condition_words, figures, reasons, repeated
from workbench.services.audit_telling import of_gates
from workbench.services.opened import Services
from workbench.services.sharing import write_whole

MOST_LISTED = 20
"""Failed cells that are told one by one."""
PAGE = 2_000
WRONG = (Verdict.FAILED, Verdict.ERROR)


def reported(
    services: Services,
    args: argparse.Namespace,
    evaluation: Evaluation,
    gate: Gate | None,
    baseline_id: str,
) -> int:
    """Print and write it; the exit status that it means."""
    gates = services.gates.judge(evaluation.id, gate, baseline_id) if gate else []
    for told in of_gates(evaluation, gates, lambda of: services.prompts.open(of).prompt.path):
        services.audit.record(told)
    report = services.reports.report(evaluation.id, gates)
    if baseline_id:
        against = services.comparing.against(baseline_id, evaluation.id)
        report = replace(report, comparisons=tuple(against))
    wrong, waiting, unsettled = _wrong(services, evaluation)
    if args.json:
        sys.stdout.writelines(json_report(report))
        sys.stdout.flush()
    else:
        _print(report, wrong)
    if waiting:
        progress(f"Not judged yet: {waiting}")
    for path in args.reports:
        progress(f"Written: {services.reports.write(report, path)}")
    if args.junit:
        progress(f"Written: {write_whole(args.junit, junit_report(report), replacing=True)}")
    if not all(each.holds for each in gates):
        return CHECK_FAILED
    # A gate that counts errors decides about them
    counted = gate is not None and gate.max_errors is not None
    return ENVIRONMENT_FAILED if unsettled and not counted else DONE


def _wrong(services: Services, evaluation: Evaluation) -> tuple[list[ReportLine], str, bool]:
    """The first cells that did not pass, one more than is listed; why the first one that waits
    does; whether there is one of which it could not be told whether it passes."""
    cases = services.evaluations.cases_of(evaluation).cases
    found: list[ReportLine] = []
    waiting, unsettled, after = "", False, -1
    while cells := services.evaluations.cells(evaluation.id, after=after, limit=PAGE):
        after = cells[-1].number
        for cell in cells:
            unsettled |= cell.verdict in (Verdict.ERROR, Verdict.PENDING)
            if cell.verdict is Verdict.PENDING:
                waiting = waiting or _why_pending(cell)
            elif cell.verdict in WRONG and len(found) <= MOST_LISTED:
                place = evaluation.place(cell.number)
                found.append(ReportLine(place, cases[place.case], cell))
    return found, waiting, unsettled


def _why_pending(cell: Cell) -> str:
    scores = cell.score.scores if cell.score else ()
    reasons = (score.reason for score in scores if score.verdict is Verdict.PENDING)
    return next(reasons, "") or "it was stopped before all checks were asked."


def _print(report: EvaluationReport, wrong: Sequence[ReportLine]) -> None:
    evaluation = report.evaluation
    write(f"{evaluation.name}: {evaluation.cases} cases of {evaluation.dataset_name}")
    write()
    rows = [dict(figures(summary)) for summary in report.summaries]
    header = ("", *(name.upper() for name in rows[0])) if rows else ("",)
    write_table(
        header, ((name, *row.values()) for name, row in zip(report.columns, rows, strict=True))
    )
    for index, words in enumerate(repeated(report)):
        if not index:
            write()
        write(words)
    for comparison in report.comparisons:
        write()
        write(comparison_words(report, comparison))
    for words in report.preferences:
        write()
        write(words)
    for line in _wrong_lines(report, wrong):
        write(line)
    for line in _gates(report.gates):
        write(line)


def _wrong_lines(report: EvaluationReport, wrong: Sequence[ReportLine]) -> Iterator[str]:
    if wrong:
        yield from ("", "Did not pass:")
    for line in wrong[:MOST_LISTED]:
        sample = f" #{line.place.sample + 1}" if report.evaluation.samples > 1 else ""
        yield f"  {line.case_name}{sample} · {report.columns[line.place.column]}"
        for why in reasons(line, report.evaluation.checks):
            yield f"    {why}"
    if len(wrong) > MOST_LISTED:
        yield f"  and more: workbench eval --show {report.evaluation.id} --json has all of them"


def _gates(gates: Sequence[GateReport]) -> Iterator[str]:
    for gate in gates:
        yield ""
        yield f"Gate, {gate.label}: {'holds' if gate.holds else 'does not hold'}"
        for condition in gate.conditions:
            state = "holds" if condition.holds else "FAILS"
            yield f"  {state}  {condition_words(condition)}"
