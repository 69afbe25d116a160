"""A board as a file for other people: what every cell answered, and how it went."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from workbench.domain.runs import Run
from workbench.formats.markdown_text import fenced, inline, one_line
from workbench.formats.spreadsheets import harmless

FIGURES = ("outcome", "first token s", "total s", "tokens in", "tokens out", "cost USD")


@dataclass(frozen=True, slots=True)
class BoardReport:
    """The cells as they stand, row by row."""

    title: str
    """Path of the prompt."""
    written_at: datetime
    runs: tuple[Run, ...]


def board_csv(report: BoardReport) -> str:
    """One line for each cell, none of it a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    texts: tuple[str, ...] = ("finish reason", "output", "tool calls", "failure")
    writer.writerow(("model", "version", "case", "sample", *FIGURES, *texts))
    for run in report.runs:
        texts = (run.finish_reason, run.text, calls_of(run), _failure(run))
        row = (run.job.model, _version(run), _case(run), str(run.job.sample + 1))
        writer.writerow([harmless(each) for each in (*row, *figures_of(run), *texts)])
    return out.getvalue()


def board_markdown(report: BoardReport) -> str:
    return "\n".join(_markdown(report)).rstrip("\n") + "\n"


def figures_of(run: Run) -> tuple[str, ...]:
    timings, usage = run.timings, run.usage
    return (
        "from the cache" if run.cached_from else run.outcome.value,
        _number(timings.first_token),
        _number(timings.total),
        _count(usage.input_tokens),
        _count(usage.output_tokens),
        "" if run.cost_usd is None else f"{run.cost_usd:f}",
    )


def heading_of(run: Run) -> str:
    sample = f"#{run.job.sample + 1}" if run.job.sample else ""
    parts = (run.job.model, _version(run), _case(run), sample)
    return one_line(" · ".join(part for part in parts if part))


def calls_of(run: Run) -> str:
    """The tools that the model wanted called, one a line, as it wrote them."""
    return "\n".join(f"{call.name}({call.arguments})" for call in run.tool_calls)


def _markdown(report: BoardReport) -> Iterator[str]:
    yield f"# {inline(report.title)}"
    yield ""
    yield f"{len(report.runs)} outputs, written {report.written_at:%Y-%m-%d %H:%M} UTC."
    yield ""
    yield f"| cell | {' | '.join(FIGURES)} |"
    yield "|---" * (len(FIGURES) + 1) + "|"
    for run in report.runs:
        yield f"| {inline(heading_of(run))} | {' | '.join(figures_of(run))} |"
    for run in report.runs:
        yield ""
        yield f"## {inline(heading_of(run))}"
        yield ""
        if failure := _failure(run):
            yield from (f"> {inline(failure)}", "")
        if run.text or not (failure or run.tool_calls):
            yield from fenced(run.text)
        if run.tool_calls:
            yield from ("", "Tools called:", "")
            yield from fenced(calls_of(run))


def _failure(run: Run) -> str:
    return one_line(f"{run.failure.message} {run.failure.hint}") if run.failure else ""


def _version(run: Run) -> str:
    return f"v{run.job.version}" if run.job.version is not None else ""


def _case(run: Run) -> str:
    return run.job.case.name or run.job.case.id


def _number(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.2f}"


def _count(tokens: int | None) -> str:
    return "" if tokens is None else str(tokens)
