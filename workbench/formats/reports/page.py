"""The report as one HTML file: no script, nothing fetched, readable on a phone and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from workbench.domain.amounts import percent
from workbench.domain.checks import Verdict
from workbench.domain.comparisons import Comparison, Measure
from workbench.domain.gates import GateReport
from workbench.domain.reports import EvaluationReport, ReportLine
from workbench.formats.html_page import escaped, html_page
from workbench.formats.reports.compared import comparison_words
from workbench.formats.reports.words import check_words, condition_words, figures, reasons, repeated

MOST_LISTED = 1000
"""Cells that did not pass."""
STYLE = """
:root { color-scheme: light dark; --paper: #ffffff; --card: #f6f7f9; --ink: #1b1f24;
  --muted: #57606a; --line: #d0d7de; --passed: #1a7f37; --failed: #b42318; --error: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181d; --card: #1e2128; --ink: #e6e8eb;
  --muted: #9aa4b2; --line: #363b45; --passed: #57c46f; --failed: #ff8f80; --error: #e0b050; } }
body { margin: 2rem auto; max-width: 70rem; padding: 0 1.5rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2.25rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
p, li { overflow-wrap: anywhere; } .muted { color: var(--muted); margin: .25rem 0; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .45rem .9rem .45rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; font-variant-numeric: tabular-nums; }
th { font-size: .85rem; font-weight: 600; color: var(--muted); }
svg { display: block; width: 9rem; height: .9rem; } .track { fill: var(--line); }
.bar { fill: var(--passed); } .whisker { stroke: var(--ink); stroke-width: 1.5; }
.passed { color: var(--passed); } .failed { color: var(--failed); } .error { color: var(--error); }
details { border: 1px solid var(--line); border-radius: 6px; background: var(--card);
  padding: .6rem .9rem; margin: .5rem 0; } summary { cursor: pointer; overflow-wrap: anywhere; }
pre { margin: .5rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext;
  font: .9rem/1.5 ui-monospace, monospace; max-height: 30rem; overflow: auto; }
ul { padding-left: 1.2rem; margin: .4rem 0; }
@media print { pre { max-height: none; } details { break-inside: avoid; } }
"""
MARKS = {Verdict.FAILED: "✗ failed", Verdict.ERROR: "! could not be told"}


def html_report(report: EvaluationReport) -> Iterator[str]:
    for line in html_page(report.evaluation.name, STYLE, _body(report)):
        yield line + "\n"


def _body(report: EvaluationReport) -> Iterator[str]:
    evaluation = report.evaluation
    samples = f", {evaluation.samples} samples of each" if evaluation.samples > 1 else ""
    yield f"<h1>{escaped(evaluation.name)}</h1>"
    yield (
        f'<p class="muted">{evaluation.cases} cases of {escaped(evaluation.dataset_name)}'
        f"{samples} · {evaluation.created_at:%Y-%m-%d %H:%M} UTC · {evaluation.state}</p>"
    )
    for gate in report.gates:
        yield from _gate(gate)
    yield "<h2>Figures</h2>"
    yield from _table(report)
    if report.comparisons:
        yield "<h2>Compared</h2>"
        for comparison in report.comparisons:
            yield from _comparison(comparison, comparison_words(report, comparison))
    if report.preferences:
        yield "<h2>Preferred by judges</h2>"
        yield from (f"<p>{escaped(words)}</p>" for words in report.preferences)
    if evaluation.checks:
        yield "<h2>Checks of every case</h2>"
        listed = "".join(f"<li>{escaped(check_words(check))}</li>" for check in evaluation.checks)
        yield f"<ul>{listed}</ul>"
    yield from _unpassed(report)


def _table(report: EvaluationReport) -> Iterator[str]:
    rows = [dict(figures(summary)) for summary in report.summaries]
    heads = "".join(f'<th scope="col">{name}</th>' for name in (rows[0] if rows else ()))
    yield f'<div class="scroll"><table><thead><tr><th scope="col">column</th><th></th>{heads}</tr>'
    yield "</thead><tbody>"
    for summary, row in zip(report.summaries, rows, strict=True):
        cells = "".join(f"<td>{escaped(value)}</td>" for value in row.values())
        name = escaped(report.columns[summary.column])
        yield f'<tr><th scope="row">{name}</th><td>{_bar(summary.pass_rate)}</td>{cells}</tr>'
    yield "</tbody></table></div>"
    yield (
        '<p class="muted">Behind a figure, and as a line in its bar, stands the interval that '
        "holds the true one in 95 of 100 such tests.</p>"
    )
    for words in repeated(report):
        yield f"<p>{escaped(words)}</p>"


def _bar(rate: Measure) -> str:
    if not rate.n:
        return ""
    value, low, high = (round(each * 100, 2) for each in (rate.value, rate.low, rate.high))
    return (
        f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" '
        f'aria-label="{percent(rate.value)}">'
        '<rect class="track" width="100" height="10"/>'
        f'<rect class="bar" width="{value}" height="10"/>'
        f'<line class="whisker" x1="{low}" x2="{high}" y1="5" y2="5"/></svg>'
    )


def _gate(gate: GateReport) -> Iterator[str]:
    tone, words = ("passed", "holds") if gate.holds else ("failed", "does not hold")
    yield f'<h2>Gate: {escaped(gate.label)} <span class="{tone}">{words}</span></h2><ul>'
    for condition in gate.conditions:
        tone, mark = ("passed", "✓") if condition.holds else ("failed", "✗")
        said = escaped(condition_words(condition))
        yield f'<li><span class="{tone}">{mark}</span> {said}</li>'
    yield "</ul>"


def _comparison(comparison: Comparison, words: str) -> Iterator[str]:
    yield f"<p>{escaped(words)}</p>"
    yield (
        f'<p class="muted">{escaped(comparison.method)}; p = {comparison.p_value:.3g}, '
        f"corrected {comparison.adjusted_p:.3g}; {escaped(comparison.effect_name)} "
        f"{comparison.effect:.2f}</p>"
    )


def _unpassed(report: EvaluationReport) -> Iterator[str]:
    wrong = (line for line in report.lines() if line.cell.verdict in MARKS)
    for index, line in enumerate(islice(wrong, MOST_LISTED + 1)):
        if not index:
            yield "<h2>What did not pass</h2>"
        if index == MOST_LISTED:
            yield f"<p>More than {MOST_LISTED} did not pass; the JSON report has them all.</p>"
            return
        yield from _cell(report, line)


def _cell(report: EvaluationReport, line: ReportLine) -> Iterator[str]:
    sample = f" #{line.place.sample + 1}" if report.evaluation.samples > 1 else ""
    verdict = line.cell.verdict
    name = escaped(f"{line.case_name}{sample} · {report.columns[line.place.column]}")
    yield f'<details><summary><span class="{verdict}">{MARKS[verdict]}</span> {name}</summary>'
    listed = "".join(f"<li>{escaped(why)}</li>" for why in reasons(line, report.evaluation.checks))
    yield f"<ul>{listed}</ul>"
    if output := line.output or line.cell.output_start:
        # A browser drops the first line break inside
        yield f'<pre dir="auto" tabindex="0">\n{escaped(output)}</pre>'
    yield "</details>"
