"""An output as checks see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from workbench.domain.json_values import thaw
from workbench.domain.prompts import Tool, ToolCall
from workbench.domain.runs import Run


class Output(NamedTuple):
    text: str = ""
    values: Mapping[str, Any] = {}
    """Of the case's variables, as plain JSON."""
    expected: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    tools: tuple[Tool, ...] = ()
    """Those the model was offered."""
    finish_reason: str = ""
    latency: float | None = None
    """Seconds; None for a cached answer, which says nothing of today's speed."""
    cost: float | None = None
    """USD."""
    logprobs: tuple[float, ...] = ()


def output_of(run: Run, tools: tuple[Tool, ...] = (), *, cached: bool = False) -> Output:
    return Output(
        run.text,
        {name: thaw(value) for name, value in run.job.case.values},
        run.job.case.expected,
        run.tool_calls,
        tools,
        run.finish_reason,
        None if cached else run.timings.total,
        None if run.cost_usd is None else float(run.cost_usd),
        run.logprobs,
    )
