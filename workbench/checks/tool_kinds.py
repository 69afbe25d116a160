"""Checks of the tools that a model called."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from workbench.checks.fields import text, wrong
from workbench.checks.kinds import Kind, Scorer, ValueShape
from workbench.checks.outcomes import explained, quoted, verdict_of
from workbench.checks.output import Output
from workbench.checks.schemas import fault_of_text
from workbench.domain.checks import Check, Score
from workbench.domain.errors import InvalidInput
from workbench.domain.prompts import Tool, ToolCall
from workbench.formats.json_places import NotJson, read_json

LARGEST_TEXT = 1024 * 1024


def valid_calls(check: Check) -> Scorer:
    """Each call names a tool that was offered, with arguments that fit its schema."""

    def fault(output: Output) -> str:
        if not output.tool_calls:
            return "No tool was called."
        faults = (_call_fault(call, output.tools) for call in output.tool_calls)
        return next(filter(None, faults), "")

    return explained(check, fault, "Every call fits a tool that was offered.")


def tool_call_f1(check: Check) -> Scorer:
    """Van Rijsbergen (1979): the harmonic mean of precision and recall, over sets of names."""
    wanted = _names(check)
    least = 1.0 if check.threshold is None else check.threshold

    def score(output: Output) -> Score:
        called = called_tools(output)
        value = 2 * len(called & wanted) / (len(called) + len(wanted))
        passed = (value >= least) != check.negated
        names = ", ".join(sorted(called)) or "none"
        reason = f"F1 {value:.4g}; called: {names}; wanted: {', '.join(sorted(wanted))}."
        return Score(verdict_of(passed), value, reason, check.metric)

    return score


def called_tools(output: Output) -> frozenset[str]:
    """Of the run; of an answer that was recorded as text, what is written there as JSON."""
    if output.tool_calls:
        return frozenset(call.name for call in output.tool_calls)
    if len(output.text) > LARGEST_TEXT or not ("{" in output.text or "[" in output.text):
        return frozenset()
    return frozenset(_written(output.text))


def _written(words: str) -> Iterator[str]:
    try:
        yield from _named(read_json(words))
        return
    except NotJson:
        pass
    for line in words.split("\n"):
        line = line.strip()
        if line.startswith(("{", "[")) and line.endswith(("}", "]")):
            try:
                yield from _named(read_json(line))
            except NotJson:
                continue


def _named(value: Any) -> Iterator[str]:
    """Names in the shapes of OpenAI, Anthropic and Google."""
    if isinstance(value, list):
        for item in value:
            if isinstance(item, Mapping):
                yield from _of_one(item, bare=True)
    elif isinstance(value, Mapping):
        calls, live = value.get("tool_calls"), value.get("toolCall")
        if isinstance(calls, list):
            for item in calls:
                yield from _texts((_member(item, "function", "name"), _member(item, "name")))
        elif isinstance(live, Mapping):
            several = live.get("functionCalls")
            yield from _texts(_member(each, "name") for each in several or ())
        else:
            yield from _of_one(value, bare=False)


def _of_one(item: Mapping[str, Any], *, bare: bool) -> Iterator[str]:
    inner = _member(item, "functionCall", "name")
    if bare:
        inner = inner or _member(item, "function", "name")
    if inner is None and (bare or item.get("type") == "tool_use"):
        inner = item.get("name")
    yield from _texts((inner,))


def _member(value: Any, *steps: str) -> Any:
    for step in steps:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _texts(values: Iterable[Any]) -> Iterator[str]:
    return (value for value in values if isinstance(value, str))


def _call_fault(call: ToolCall, tools: tuple[Tool, ...]) -> str:
    tool = next((tool for tool in tools if tool.name == call.name), None)
    if tool is None:
        return f"{quoted(call.name)} is called, which is not one of the tools."
    try:
        arguments = read_json(call.arguments)
    except NotJson as problem:
        return f"The arguments of {quoted(call.name)} are not JSON: {problem.message}."
    if not isinstance(arguments, dict):
        return f"The arguments of {quoted(call.name)} are not an object."
    try:
        fault = fault_of_text(tool.parameters)(arguments) if tool.parameters else ""
    except InvalidInput:
        return f"The schema of {quoted(call.name)} cannot be used."
    return f"The arguments of {quoted(call.name)} do not fit: {fault}" if fault else ""


def _names(check: Check) -> frozenset[str]:
    value = check.value
    if isinstance(value, str) and value:
        return frozenset(part.strip() for part in value.split(","))
    if isinstance(value, tuple) and value:
        return frozenset(map(text, value))
    raise wrong(check, "needs the names of tools as its value: a list, or a text with commas.")


def _valid(name: str, title: str, about: str) -> Kind:
    return Kind(
        name, title, about, "tools", ValueShape.NONE, False, compile=valid_calls,
        example={"type": name, "output": "", "tools": [WEATHER], "tool_calls": [CALL]},
    )  # fmt: skip


WEATHER = [
    "weather",
    json.dumps(
        {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    ),
]
CALL = ["weather", '{"city": "Oslo"}']

TOOLS = (
    _valid(
        "is-valid-openai-tools-call", "valid calls of tools",
        "The model called at least one tool; each call names a tool of the prompt, and its "
        "arguments are JSON that fits the tool's schema.",
    ),
    _valid(
        "is-valid-function-call", "valid call of a function",
        "The same, under the older name.",
    ),
    _valid(
        "is-valid-openai-function-call", "valid call of a function of OpenAI",
        "The same, under the oldest name.",
    ),
    Kind(
        "tool-call-f1", "calls the right tools",
        "The names of the tools that were called are those of the value, in whatever order: the "
        "score is the harmonic mean of how many of those called were wanted, and how many of "
        "those wanted were called.",
        "tools", ValueShape.LIST, True, 1.0, True,
        example={"type": "tool-call-f1", "value": ["weather"], "output": "",
                 "tool_calls": [CALL]},
        compile=tool_call_f1,
    ),
)  # fmt: skip
