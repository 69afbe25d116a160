"""A content as a JSON document and back: the one shape that is stored, hashed and released.

Fields with nothing in them are left out, so the document of a content is short and its
digest does not change when the format gains a field. What this release does not know is
refused by name rather than dropped.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import Any, Literal

import msgspec

from workbench.domain.attachments import checked_attachment
from workbench.domain.digests import compact_json, content_digest, normalised_text
from workbench.domain.errors import InvalidContent
from workbench.domain.json_values import JsonObject, freeze, thaw
from workbench.domain.prompts import (
    Attachment,
    Engine,
    Input,
    InputType,
    Message,
    ModelChoice,
    OutputSchema,
    PromptContent,
    Role,
    Tool,
    ToolCall,
)
from workbench.formats import typed

SCHEMA: Literal["prompt-content/1"] = "prompt-content/1"


class _Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    pass


class _Template(_Record, frozen=True):
    engine: Engine


class _ToolCall(_Record, frozen=True):
    id: str
    name: str
    arguments: str


class _Attachment(_Record, frozen=True):
    name: str
    media_type: str
    digest: str


class _Message(_Record, frozen=True):
    role: Role
    text: str | None = None
    name: str = ""
    tool_calls: list[_ToolCall] = []
    tool_call_id: str = ""
    attachments: list[_Attachment] = []


class _Input(_Record, frozen=True):
    type: InputType
    description: str = ""
    required: bool | None = None
    default: Any = None
    enum: list[Any] = []
    max_length: int | None = None
    trust: Literal["", "trusted", "untrusted"] = ""


class _Output(_Record, frozen=True):
    name: str
    strict: bool | None = None
    schema: dict[str, Any] | None = None
    schema_text: str = ""


class _Tool(_Record, frozen=True):
    name: str
    description: str = ""
    parameters: dict[str, Any] | None = None
    parameters_text: str = ""
    strict: bool | None = None


class _Model(_Record, frozen=True):
    name: str = ""
    api: str = ""
    params: dict[str, Any] = {}


class _Content(_Record, frozen=True, kw_only=True):
    schema: Literal["prompt-content/1"]
    template: _Template
    messages: list[_Message] = []
    inputs: dict[str, _Input] = {}
    components: dict[str, str] = {}
    output: _Output | None = None
    tools: list[_Tool] = []
    tool_choice: Any = None
    model: _Model = _Model()


def digest_of(content: PromptContent) -> str:
    """Raises `InvalidContent` where the content cannot be hashed."""
    return content_digest(content_document(content))


def as_hashed(content: PromptContent) -> PromptContent:
    """The content as its digest sees its texts: what a snapshot keeps, renders and sends."""
    messages = tuple(replace(m, text=normalised_text(m.text)) for m in content.messages)
    tools = tuple(replace(tool, parameters=_compact(tool.parameters)) for tool in content.tools)
    output = content.output and replace(content.output, schema=_compact(content.output.schema))
    return replace(content, messages=messages, tools=tools, output=output)


@lru_cache(maxsize=256)
def _compact(schema: str) -> str:
    """As a digest sees it; as it is where it cannot be hashed yet."""
    try:
        return compact_json(json.loads(schema)) if schema else schema
    except (ValueError, InvalidContent, RecursionError):
        return schema


def content_document(content: PromptContent) -> dict[str, Any]:
    """The document that is hashed and released. Raises `InvalidContent` for a broken schema."""
    return _document(content, parsed=True)


def draft_document(content: PromptContent) -> dict[str, Any]:
    """The same with schemas as their text, so that one that is still being typed is kept."""
    return _document(content, parsed=False)


def read_content(document: Any, place: str = "content") -> PromptContent:
    """The content of either document. Raises `InvalidContent` naming the field that is wrong."""
    try:
        read = typed.convert(document, _Content)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at ")
        where = path.strip("`").replace("$", place, 1) if path else place
        raise InvalidContent(message, place=where) from error
    return PromptContent(
        messages=tuple(
            _read_message(message, f"{place}.messages[{index}]")
            for index, message in enumerate(read.messages)
        ),
        engine=read.template.engine,
        inputs=tuple(_read_input(name, item) for name, item in read.inputs.items()),
        components=tuple(read.components.items()),
        output=_read_output(read.output, place) if read.output else None,
        tools=tuple(_read_tool(tool, f"{place}.tools[{i}]") for i, tool in enumerate(read.tools)),
        tool_choice=freeze(read.tool_choice),
        model=_read_model(read.model),
    )


def _document(content: PromptContent, *, parsed: bool) -> dict[str, Any]:
    params = thaw(JsonObject(content.model.params))
    record = _Content(
        schema=SCHEMA,
        template=_Template(content.engine),
        messages=[_message_record(message) for message in content.messages],
        inputs={item.name: _input_record(item) for item in content.inputs},
        components=dict(content.components),
        output=_output_record(content.output, parsed) if content.output else None,
        tools=[_tool_record(t, f"tools[{i}]", parsed) for i, t in enumerate(content.tools)],
        tool_choice=thaw(content.tool_choice),
        model=_Model(content.model.name, content.model.api, params),
    )
    document: dict[str, Any] = msgspec.to_builtins(record)
    return {key: value for key, value in document.items() if value not in (None, {}, [])}


def _message_record(message: Message) -> _Message:
    calls = [_ToolCall(call.id, call.name, call.arguments) for call in message.tool_calls]
    textless = message.role is Role.PLACEHOLDER or (calls and not message.text)
    text = None if textless else message.text
    attached = [_Attachment(a.name, a.media_type, a.digest) for a in message.attachments]
    return _Message(message.role, text, message.name, calls, message.tool_call_id, attached)


def _read_message(record: _Message, place: str) -> Message:
    calls = tuple(ToolCall(call.id, call.name, call.arguments) for call in record.tool_calls)
    attached = tuple(
        checked_attachment(Attachment(a.name, a.media_type, a.digest), f"{place}.attachments[{i}]")
        for i, a in enumerate(record.attachments)
    )
    return Message(
        record.role, record.text or "", record.name, calls, record.tool_call_id, attached
    )


def _input_record(item: Input) -> _Input:
    return _Input(
        item.type,
        item.description,
        item.required,
        thaw(item.default),
        [thaw(choice) for choice in item.choices],
        item.max_length,
        item.trust,  # type: ignore[arg-type]
    )


def _read_input(name: str, record: _Input) -> Input:
    return Input(
        name,
        record.type,
        record.description,
        record.required,
        freeze(record.default),
        tuple(freeze(choice) for choice in record.enum),
        record.max_length,
        record.trust,
    )


def _output_record(output: OutputSchema, parsed: bool) -> _Output:
    if parsed:
        return _Output(output.name, output.strict, _parsed(output.schema, "output.schema"))
    return _Output(output.name, output.strict, None, output.schema)


def _read_output(record: _Output, place: str) -> OutputSchema:
    text = record.schema_text
    if record.schema is not None:
        text = compact_json(record.schema, f"{place}.output.schema")
    return OutputSchema(record.name, text, record.strict)


def _tool_record(tool: Tool, place: str, parsed: bool) -> _Tool:
    if not parsed or not tool.parameters:
        return _Tool(tool.name, tool.description, None, tool.parameters, tool.strict)
    parameters = _parsed(tool.parameters, f"{place}.parameters")
    return _Tool(tool.name, tool.description, parameters, "", tool.strict)


def _read_tool(record: _Tool, place: str) -> Tool:
    text = record.parameters_text
    if record.parameters is not None:
        text = compact_json(record.parameters, f"{place}.parameters")
    return Tool(record.name, record.description, text, record.strict)


def _read_model(record: _Model) -> ModelChoice:
    params = tuple((name, freeze(value)) for name, value in record.params.items())
    return ModelChoice(record.name, record.api, params)


def _parsed(text: str, place: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise InvalidContent(f"not JSON: {error}", place=place) from error
    if not isinstance(value, dict):
        raise InvalidContent("a JSON Schema is an object", place=place)
    return value
