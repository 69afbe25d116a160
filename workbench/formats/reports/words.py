"""Figures of an evaluation in words, the same in every report and on the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from workbench.domain.checks import Check, Score, Verdict
from workbench.domain.comparisons import ColumnSummary, Measure
from workbench.domain.reports import ReportLine

NOTHING = "–"


def share(measure: Measure) -> str:
    """`82 % (68 to 91)`: a rate with its interval, in percent."""
    if not measure.n:
        return NOTHING
    low, high = round(measure.low * 100), round(measure.high * 100)
    return f"{percent(measure.value)} ({low} to {high})"


def percent(value: float) -> str:
    """99.96 % is not 100 %, and neither is 0.04 % nothing."""
    rounded = round(value * 100)
    if rounded in (0, 100) and value not in (0.0, 1.0):
        return f"{value * 100:.2f} %"
    return f"{rounded} %"


def number(measure: Measure) -> str:
    if not measure.n:
        return NOTHING
    return f"{measure.value:.2f} ({measure.low:.2f} to {measure.high:.2f})"


def seconds(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.2f} s"


def money(value: Decimal | None) -> str:
    """In US dollars, with as many digits as say something."""
    if value is None:
        return NOTHING
    if not value:
        return "$0"
    digits = max(2, 1 - value.adjusted())
    return f"${value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)}"


def figures(summary: ColumnSummary) -> Iterator[tuple[str, str]]:
    """What a column came to: name and words of each figure."""
    yield "pass rate", share(summary.pass_rate)
    yield "score", number(summary.score)
    yield "errors", str(summary.errors)
    yield "cost", money(summary.cost_usd)
    yield "p50", seconds(summary.latency_p50)
    yield "p95", seconds(summary.latency_p95)


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
