"""From a frozen content and its rendered messages to one request."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from workbench.domain.errors import InvalidContent
from workbench.domain.json_values import thaw
from workbench.domain.parameters import SCHEMA, TOOLS, Support, not_taken
from workbench.domain.prompts import Message, OutputSchema, PromptContent
from workbench.domain.runs import RunJob
from workbench.domain.settings import Settings
from workbench.formats.tool_documents import tool_document
from workbench.services.model_ports import ModelCall


def model_call(
    job: RunJob, content: PromptContent, messages: tuple[Message, ...], settings: Settings
) -> ModelCall:
    """Raises `InvalidContent` where a schema is not JSON."""
    return ModelCall(
        model=job.model,
        messages=messages,
        params=params_of(job, content),
        tools=tuple(
            tool_document(tool, partial(_parsed, place=f"tools[{i}].parameters"))
            for i, tool in enumerate(content.tools)
        ),
        tool_choice=thaw(content.tool_choice),
        response_schema=_schema(content.output) if content.output else None,
        timeouts=settings.timeouts,
        output_bytes=settings.limits.output_bytes,
        unwatched=bool(job.evaluation),
    )


def taken_part(call: ModelCall, support: Support) -> tuple[ModelCall, tuple[str, ...]]:
    """The call without what the model is known not to take, and what that is."""
    left_out = not_taken(
        support, call.params, tools=bool(call.tools), schema=call.response_schema is not None
    )
    if not left_out:
        return call, ()
    params = {name: value for name, value in call.params.items() if name not in left_out}
    call = replace(call, params=params)
    if TOOLS in left_out:
        call = replace(call, tools=(), tool_choice=None)
    if SCHEMA in left_out:
        call = replace(call, response_schema=None)
    return call, left_out


def params_of(job: RunJob, content: PromptContent) -> dict[str, Any]:
    """The content's parameters with the job's laid over them; null takes one away."""
    together = dict(content.model.params) | dict(job.params)
    return {name: thaw(value) for name, value in together.items() if value is not None}


def _schema(output: OutputSchema) -> Mapping[str, Any]:
    """The `json_schema` of OpenAI's protocol: name, schema, strict."""
    schema: dict[str, Any] = {
        "name": output.name,
        "schema": _parsed(output.schema, "output.schema"),
    }
    if output.strict is not None:
        schema["strict"] = output.strict
    return schema


def _parsed(text: str, place: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise InvalidContent(f"not JSON: {error}", place=place) from error
