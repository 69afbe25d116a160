"""Figures of an evaluation in words, the same in every report and on the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.amounts import money, percent, seconds
from workbench.domain.checks import Check, Score, Verdict
from workbench.domain.comparisons import ColumnSummary, Measure
from workbench.domain.gates import GateCondition
from workbench.domain.reports import EvaluationReport, ReportLine

NOTHING = "–"


def share(measure: Measure) -> str:
    """`82 % (68 to 91)`: a rate with its interval, in percent."""
    if not measure.n:
        return NOTHING
    low, high = round(measure.low * 100), round(measure.high * 100)
    return f"{percent(measure.value)} ({low} to {high})"


def number(measure: Measure) -> str:
    if not measure.n:
        return NOTHING
    return f"{measure.value:.2f} ({measure.low:.2f} to {measure.high:.2f})"


def figures(summary: ColumnSummary) -> Iterator[tuple[str, str]]:
    """What a column came to: name and words of each figure."""
    yield "pass rate", share(summary.pass_rate)
    yield "score", number(summary.score)
    yield "errors", str(summary.errors)
    yield "cost", NOTHING if summary.cost_usd is None else money(summary.cost_usd)
    for name, time in (("p50", summary.latency_p50), ("p95", summary.latency_p95)):
        yield name, NOTHING if time is None else seconds(time)


def condition_words(condition: GateCondition) -> str:
    """What a condition of a gate found, and the cases it failed on."""
    if not condition.cases:
        return condition.words
    return f"{condition.words.removesuffix('.')}: {', '.join(condition.cases)}"


def repeated(report: EvaluationReport) -> Iterator[str]:
    """Where cases have several samples, how often one of them passes and how often all do: a
    line for each column."""
    for summary in report.summaries:
        both = zip(summary.pass_at_k[-1:], summary.pass_hat_k[-1:], strict=False)
        for (count, one), (_, every) in both:
            if count > 1:
                yield (
                    f"{report.columns[summary.column]}: of {count} samples at least one passes in"
                    f" {percent(one)} of the cases (pass@{count}), and all pass in"
                    f" {percent(every)} (pass^{count})."
                )


def check_words(check: Check) -> str:
    """`contains "refund"`: enough to know which one is meant."""
    if check.metric:
        return check.metric
    if isinstance(check.value, str) and check.value:
        short = " ".join(check.value.split())
        return f'{check.name} "{short if len(short) <= 40 else short[:39] + "…"}"'
    return check.name


def reasons(line: ReportLine, checks: tuple[Check, ...]) -> Iterator[str]:
    """Why a cell did not pass: one line for each check that did not."""
    if line.cell.failure:
        yield line.cell.failure
        return
    together = (*checks, *line.case.checks)
    scores = line.cell.score.scores if line.cell.score else ()
    for index, score in enumerate(scores):
        if score.verdict is not Verdict.PASSED:
            name = check_words(together[index]) if index < len(together) else "check"
            yield f"{name}: {reason(score)}"


def reason(score: Score) -> str:
    return score.reason or str(score.verdict)
