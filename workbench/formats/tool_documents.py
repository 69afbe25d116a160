"""Tools as other programs write them: OpenAI's two forms, Anthropic's, MCP's, alone or in lists."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from workbench.domain.errors import InvalidInput
from workbench.domain.json_values import Json, JsonObject, freeze, thaw
from workbench.domain.prompts import Tool
from workbench.formats.json_places import NotJson, line_and_column, read_json
from workbench.formats.json_schemas import pretty

SCHEMA_KEYS = ("parameters", "input_schema", "inputSchema", "schema")
"""OpenAI's, Anthropic's, MCP's, and what people write."""
MOST_TOOLS = 200
NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
CHOICES = ("auto", "none", "required")
HINT = 'One tool or a list of them, such as {"type": "function", "function": {"name": …}}.'


def read_tools(text: str) -> tuple[Tool, ...]:
    """Raises `InvalidInput` saying what is wrong and where."""
    try:
        document = read_json(text.strip())
    except NotJson as error:
        line, column = line_and_column(text.strip(), error.offset)
        message = f"Not JSON: {error.message} (line {line}, column {column})."
        raise InvalidInput(message, hint=HINT) from error
    entries = _entries(document)
    if not entries:
        raise InvalidInput("There is no tool in it.", hint=HINT)
    if len(entries) > MOST_TOOLS:
        raise InvalidInput(f"These are more than {MOST_TOOLS} tools.")
    return tuple(_tool(entry, index) for index, entry in enumerate(entries))


def looks_like_tools(text: str) -> bool:
    """Whether a text that is pasted somewhere is meant as tools, and not as a part of one."""
    start = text.lstrip()[:1]
    if start not in "{[" or not start or len(text) > 1_000_000:
        return False
    try:
        entries = _entries(read_json(text.strip()))
    except NotJson:
        return False
    return bool(entries) and all(_meant(entry) for entry in entries)


def tool_document(tool: Tool, parsed: Callable[[str], Any]) -> dict[str, Any]:
    """As OpenAI's protocol has it; `parsed` reads the schema of its parameters."""
    function: dict[str, Any] = {"name": tool.name}
    if tool.description:
        function["description"] = tool.description
    if tool.parameters:
        function["parameters"] = parsed(tool.parameters)
    if tool.strict is not None:
        function["strict"] = tool.strict
    return {"type": "function", "function": function}


def named_choice(name: str) -> Json:
    """The choice of one tool by its name, as OpenAI's protocol has it."""
    return freeze({"type": "function", "function": {"name": name}})


def chosen_name(choice: Json) -> str:
    """The tool a choice names; empty where it names none."""
    if not isinstance(choice, JsonObject):
        return ""
    document = thaw(choice)
    inner = document.get("function")
    name = inner.get("name") if isinstance(inner, dict) else document.get("name")
    return name if isinstance(name, str) else ""


def _entries(document: Any) -> list[Any]:
    if isinstance(document, dict):
        listed = document.get("tools", document.get("functions"))
        return listed if isinstance(listed, list) else [document]
    return document if isinstance(document, list) else []


def _meant(entry: Any) -> bool:
    if not isinstance(entry, dict):
        return False
    function = entry.get("function", entry)
    named = isinstance(function, dict) and isinstance(function.get("name"), str)
    return named and ("function" in entry or any(key in entry for key in SCHEMA_KEYS))


def _tool(entry: Any, index: int) -> Tool:
    which = f"Tool {index + 1}"
    if not isinstance(entry, dict):
        raise InvalidInput(f"{which} is no object.", hint=HINT)
    kind = entry.get("type", "function")
    if kind not in ("function", "custom"):
        raise InvalidInput(
            f"{which} is of type {kind!r}, which a provider runs itself.",
            hint="Only functions can be kept with a prompt.",
        )
    function = entry.get("function", entry)
    name = function.get("name") if isinstance(function, dict) else None
    if not isinstance(name, str) or not name:
        raise InvalidInput(f"{which} has no name.", hint=HINT)
    description = function.get("description")
    schema = next((function[key] for key in SCHEMA_KEYS if function.get(key) is not None), None)
    if schema is not None and not isinstance(schema, dict):
        raise InvalidInput(f"The parameters of {which.lower()} are no object.", hint=HINT)
    strict = function.get("strict", entry.get("strict"))
    return Tool(
        name=name,
        description=description if isinstance(description, str) else "",
        parameters="" if schema is None else pretty(json.dumps(schema, ensure_ascii=False)),
        strict=strict if isinstance(strict, bool) else None,
    )
