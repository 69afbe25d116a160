"""One call as the arguments of `litellm.acompletion`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.domain.errors import ProviderError
from workbench.domain.parameters import SENDABLE
from workbench.domain.runs import FailureKind
from workbench.providers.message_parts import message_documents
from workbench.providers.routes import NO_KEY, Route
from workbench.services.model_ports import ModelCall


def acompletion_arguments(call: ModelCall, route: Route, key: str | None) -> dict[str, Any]:
    """Nothing is dropped in silence: litellm refuses a parameter that the model does not take."""
    arguments: dict[str, Any] = {
        **asked_for(call, route),
        "model": route.litellm_model,
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_retries": 0,
        "num_retries": 0,
        "drop_params": False,
        "no-log": True,
        "_skip_mcp_handler": True,
    }
    if route.base_url:
        arguments["api_base"] = route.base_url
    if key or route.base_url:
        arguments["api_key"] = key or NO_KEY
    return arguments


def asked_for(call: ModelCall, route: Route) -> dict[str, Any]:
    """Of the model itself, however it is sent. Raises `ProviderError`."""
    if unknown := sorted(set(call.params) - SENDABLE):
        raise ProviderError(
            f"{unknown[0]} is not a parameter that can be sent to a model.",
            kind=FailureKind.REFUSED_REQUEST,
            hint="Remove it, or put what only this server understands under extra_body.",
        )
    arguments: dict[str, Any] = {
        **call.params,
        "messages": message_documents(call.messages, call.files, route.provider),
    }
    if call.tools:
        arguments["tools"] = [tool_document(tool) for tool in call.tools]
    if call.tool_choice is not None:
        arguments["tool_choice"] = call.tool_choice
    if call.response_schema is not None:
        arguments["response_format"] = response_format(call.response_schema)
    return arguments


def tool_document(tool: Mapping[str, Any]) -> dict[str, Any]:
    """OpenAI's form, or the fields of its function alone."""
    return dict(tool) if "function" in tool else {"type": "function", "function": dict(tool)}


def response_format(schema: Mapping[str, Any]) -> dict[str, Any]:
    """OpenAI's form, what stands inside it (`name`, `schema`, `strict`), or a bare schema."""
    if schema.get("type") in ("json_schema", "json_object"):
        return dict(schema)
    if isinstance(schema.get("schema"), Mapping):
        return {"type": "json_schema", "json_schema": {"name": "answer", **schema}}
    return {"type": "json_schema", "json_schema": {"name": "answer", "schema": dict(schema)}}
