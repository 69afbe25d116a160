"""What was sent and what came back, as JSON to read: never a key, which no run holds."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from workbench.domain.json_values import thaw
from workbench.domain.prompts import Message, PromptContent, Tool, ToolCall
from workbench.domain.runs import Run


def raw_text(run: Run, content: PromptContent | None) -> str:
    """`content` is what was rendered, if it is still there."""
    document = {"request": _request(run, content), "response": _response(run)}
    return json.dumps(document, ensure_ascii=False, indent=2, default=str)


def _request(run: Run, content: PromptContent | None) -> dict[str, Any]:
    params = dict(content.model.params) if content else {}
    params |= dict(run.job.params)
    params = {name: value for name, value in params.items() if value is not None}
    request: dict[str, Any] = {
        "model": run.job.model,
        "messages": [_message(message) for message in run.messages],
        "params": {name: thaw(value) for name, value in params.items()},
    }
    if content and content.tools:
        request["tools"] = [_tool(tool) for tool in content.tools]
        request["tool_choice"] = thaw(content.tool_choice)
    if content and content.output:
        request["response_schema"] = _parsed(content.output.schema)
    if run.not_sent:
        request["not_sent"] = list(run.not_sent)
    return request


def _response(run: Run) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "outcome": run.outcome.value,
        "model": run.resolved_model,
        "system_fingerprint": run.system_fingerprint,
        "finish_reason": run.finish_reason,
        "text": run.text,
        "reasoning": run.reasoning,
        "tool_calls": [_call(call) for call in run.tool_calls],
        "usage": asdict(run.usage),
        "cost_usd": None if run.cost_usd is None else str(run.cost_usd),
        "seconds": asdict(run.timings),
        "attempts": run.attempts,
        "started_at": run.created_at.isoformat(),
    }
    if run.failure:
        answer["failure"] = asdict(run.failure)
    return answer


def _message(message: Message) -> dict[str, Any]:
    shown: dict[str, Any] = {"role": message.role.value, "content": message.text}
    if message.name:
        shown["name"] = message.name
    if message.tool_calls:
        shown["tool_calls"] = [_call(call) for call in message.tool_calls]
    if message.attachments:
        shown["attachments"] = [asdict(each) for each in message.attachments]
    if message.tool_call_id:
        shown["tool_call_id"] = message.tool_call_id
    return shown


def _tool(tool: Tool) -> dict[str, Any]:
    return {
        "name": tool.name,
        "description": tool.description,
        "parameters": _parsed(tool.parameters),
    }


def _call(call: ToolCall) -> dict[str, Any]:
    return {"id": call.id, "name": call.name, "arguments": _parsed(call.arguments)}


def _parsed(text: str) -> Any:
    """As JSON where it is JSON, to be readable; else as it is."""
    try:
        return json.loads(text) if text else None
    except (ValueError, RecursionError):
        return text


def call_text(call: ToolCall) -> str:
    """A tool call to read: the name, and its arguments one a line."""
    arguments = _parsed(call.arguments)
    if isinstance(arguments, dict) and arguments:
        lines = (f"  {key}: {_compact(value)}" for key, value in arguments.items())
        return "\n".join((call.name, *lines))
    return f"{call.name}({call.arguments})"


def answer_text(run: Run) -> str:
    """What the model said to read, with the tools it calls."""
    said = (run.text, "\n".join(call_text(call) for call in run.tool_calls))
    return "\n\n".join(part for part in said if part)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
