"""JUnit's XML, which every CI shows: a suite for each column, a test for each case and sample.

A check that fails is a failure; what could not be told is an error. Shape: the schema that
Jenkins' xUnit plugin publishes (`testsuites`, `testsuite`, `testcase`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from workbench.domain.checks import Verdict
from workbench.domain.gates import GateReport
from workbench.domain.reports import EvaluationReport, ReportLine
from workbench.formats.reports.words import reasons

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for, not even as a reference."""


def junit_report(report: EvaluationReport) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f"<testsuites name={_quoted(report.evaluation.name)}>\n"
    for column, name in enumerate(report.columns):
        yield from _suite(report, column, name)
    if report.gates:
        yield from _gate_suite(report.gates)
    yield "</testsuites>\n"


def _suite(report: EvaluationReport, column: int, name: str) -> Iterator[str]:
    counts = _counts(report, column)
    time = report.evaluation.created_at.strftime("%Y-%m-%dT%H:%M:%S")
    yield f"  <testsuite name={_quoted(name)} {counts} timestamp={_quoted(time)}>\n"
    for line in report.lines():
        if line.place.column == column:
            yield from _test(report, line, name)
    yield "  </testsuite>\n"


def _counts(report: EvaluationReport, column: int) -> str:
    verdicts = [line.cell.verdict for line in report.lines() if line.place.column == column]
    counts = {
        "tests": len(verdicts),
        "failures": verdicts.count(Verdict.FAILED),
        "errors": verdicts.count(Verdict.ERROR),
        "skipped": verdicts.count(Verdict.PENDING),
    }
    return " ".join(f'{name}="{count}"' for name, count in counts.items())


def _test(report: EvaluationReport, line: ReportLine, suite: str) -> Iterator[str]:
    sample = f" #{line.place.sample + 1}" if report.evaluation.samples > 1 else ""
    time = "" if line.cell.latency is None else f' time="{line.cell.latency:.3f}"'
    start = (
        f"    <testcase classname={_quoted(suite)} name={_quoted(line.case_name + sample)}{time}"
    )
    verdict = line.cell.verdict
    if verdict is Verdict.PASSED:
        yield f"{start}/>\n"
        return
    yield f"{start}>\n"
    why = list(reasons(line, report.evaluation.checks))
    first = why[0] if why else str(verdict)
    if verdict is Verdict.PENDING:
        yield "      <skipped/>\n"
    else:
        kind = "failure" if verdict is Verdict.FAILED else "error"
        text = _text("\n".join([*why, "", line.output or line.cell.output_start]).rstrip())
        yield f"      <{kind} message={_quoted(first)}>{text}</{kind}>\n"
    yield "    </testcase>\n"


def _gate_suite(gates: tuple[GateReport, ...]) -> Iterator[str]:
    conditions = [(gate, condition) for gate in gates for condition in gate.conditions]
    failures = sum(not condition.holds for _gate, condition in conditions)
    yield f'  <testsuite name="gate" tests="{len(conditions)}" failures="{failures}">\n'
    for gate, condition in conditions:
        names = f"classname={_quoted(gate.label)} name={_quoted(condition.name)}"
        if condition.holds:
            yield f"    <testcase {names}/>\n"
            continue
        text = _text("\n".join([condition.words, *condition.cases]))
        yield f"    <testcase {names}>\n"
        yield f"      <failure message={_quoted(condition.words)}>{text}</failure>\n"
        yield "    </testcase>\n"
    yield "  </testsuite>\n"


def _quoted(text: str) -> str:
    return quoteattr(NOT_XML.sub("\ufffd", text))


def _text(text: str) -> str:
    return escape(NOT_XML.sub("\ufffd", text))
