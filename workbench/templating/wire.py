"""What the worker is asked and what it answers, as JSON documents, one a line.

Escaped to ASCII, so that any text passes, lone surrogates and line separators included.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from workbench.domain import errors
from workbench.domain.errors import InvalidInput, MissingValues, TemplateError, WorkbenchError
from workbench.domain.fixes import Fix, FixCommand, InputChange, InputEdit, TextEdit
from workbench.domain.json_values import freeze, thaw
from workbench.domain.problems import Analysis, Preview, Problem, RenderedMessage, Severity
from workbench.domain.prompts import (
    Attachment,
    Input,
    InputType,
    Message,
    PromptContent,
    Role,
    ToolCall,
)
from workbench.formats.content import draft_document, read_content

Document = dict[str, Any]
"""What `json.loads` gives."""


def encoded(document: Document) -> bytes:
    return json.dumps(document, separators=(",", ":")).encode("ascii") + b"\n"


def request(
    do: str,
    content: PromptContent,
    components: Mapping[str, PromptContent],
    values: Mapping[str, Any],
    **others: Any,
) -> bytes:
    """Raises `InvalidInput` for a value that is no JSON."""
    document = {
        "do": do,
        "content": draft_document(content),
        "components": {path: draft_document(known) for path, known in components.items()},
        "values": {name: _plain(name, value) for name, value in values.items()},
        **others,
    }
    return encoded(document)


def read_request(document: Document) -> tuple[PromptContent, dict[str, PromptContent], Document]:
    components = {path: read_content(known) for path, known in document["components"].items()}
    return read_content(document["content"]), components, document["values"]


def messages_document(messages: tuple[Message, ...]) -> Document:
    return {"messages": [_message_document(message) for message in messages]}


def read_messages(document: Document) -> tuple[Message, ...]:
    return tuple(_read_message(message) for message in document["messages"])


def analysis_document(analysis: Analysis) -> Document:
    return {
        "inputs": [[i.name, i.type, i.required] for i in analysis.inputs],
        "includes": analysis.includes,
        "problems": [_problem_document(problem) for problem in analysis.problems],
        "tokens": analysis.tokens,
    }


def read_analysis(document: Document, content: PromptContent) -> Analysis:
    """Inputs that the content declares are taken from there."""
    declared = {item.name: item for item in content.inputs}
    return Analysis(
        tuple(
            declared.get(name) or Input(name, InputType(kind), required=required)
            for name, kind, required in document["inputs"]
        ),
        tuple(document["includes"]),
        tuple(_read_problem(problem) for problem in document["problems"]),
        document["tokens"],
    )


def preview_document(preview: Preview) -> Document:
    return {
        "shown": [[m.role, m.text, m.spans, m.attached] for m in preview.messages],
        "problem": preview.problem and _problem_document(preview.problem),
    }


def read_preview(document: Document) -> Preview:
    return Preview(
        tuple(
            RenderedMessage(
                role, text, tuple((start, end) for start, end in spans), tuple(attached)
            )
            for role, text, spans, attached in document["shown"]
        ),
        document["problem"] and _read_problem(document["problem"]),
    )


def error_document(error: WorkbenchError) -> Document:
    kept = ("message_index", "line", "component", "names")
    place = {name: getattr(error, name) for name in kept if hasattr(error, name)}
    kind = next(kind for kind in ERRORS if isinstance(error, kind))
    return {"error": kind.__name__, "message": error.message, "hint": error.hint, **place}


def read_error(document: Document) -> WorkbenchError:
    kind = getattr(errors, document["error"])
    if kind is MissingValues:
        return MissingValues(document["names"])
    place = {k: document[k] for k in ("message_index", "line", "component") if k in document}
    error: WorkbenchError = kind(document["message"], hint=document["hint"], **place)
    return error


ERRORS = (errors.TemplateTooCostly, TemplateError, MissingValues, InvalidInput, WorkbenchError)
"""The kinds that pass, the special ones first."""


def _plain(name: str, value: Any) -> Any:
    try:
        return thaw(freeze(value))
    except (TypeError, RecursionError) as error:
        raise InvalidInput(f"{name} has a value that cannot be used: {error}.") from error


def _message_document(message: Message) -> Document:
    calls = [[call.id, call.name, call.arguments] for call in message.tool_calls]
    return {
        "role": message.role,
        "text": message.text,
        "name": message.name,
        "tool_calls": calls,
        "tool_call_id": message.tool_call_id,
        "attachments": [[each.name, each.media_type, each.digest] for each in message.attachments],
    }


def _read_message(document: Document) -> Message:
    return Message(
        Role(document["role"]),
        document["text"],
        document["name"],
        tuple(ToolCall(*call) for call in document["tool_calls"]),
        document["tool_call_id"],
        tuple(Attachment(*each) for each in document["attachments"]),
    )


def _problem_document(problem: Problem) -> list[Any]:
    place = (problem.message_index, problem.start, problem.end)
    fixes = [_fix_document(fix) for fix in problem.fixes]
    return [problem.code, problem.severity, problem.text, *place, fixes]


def _read_problem(document: list[Any]) -> Problem:
    code, severity, text, index, start, end, fixes = document
    kind = Severity(severity)
    return Problem(code, kind, text, index, start, end, tuple(map(_read_fix, fixes)))


def _fix_document(fix: Fix) -> list[Any]:
    edits = [[each.start, each.old, each.new, each.message_index] for each in fix.edits]
    inputs = [[each.name, each.change] for each in fix.inputs]
    return [fix.title, edits, inputs, fix.removed_messages, fix.command, fix.target]


def _read_fix(document: list[Any]) -> Fix:
    title, edits, inputs, removed, command, target = document
    return Fix(
        title,
        tuple(TextEdit(*edit) for edit in edits),
        tuple(InputEdit(name, InputChange(change)) for name, change in inputs),
        tuple(removed),
        FixCommand(command),
        target,
    )
