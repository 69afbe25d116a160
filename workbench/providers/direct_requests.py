"""One call as a request of OpenAI's protocol, for a server that speaks nothing else."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from workbench.domain.hosts import on_this_machine
from workbench.domain.parameters import LISTED
from workbench.providers.message_parts import message_documents
from workbench.providers.requests import response_format, tool_document
from workbench.providers.routes import Route
from workbench.services.model_ports import ModelCall

AS_THEY_ARE = LISTED | {"extra_body"}


def goes_directly(call: ModelCall, route: Route) -> bool:
    """Plain HTTP to a server that someone runs, with nothing that litellm would translate.

    Certificates and proxies are left to litellm, so that there is one place that knows them.
    """
    url = urlsplit(route.base_url)
    if url.scheme != "http" or not set(call.params) <= AS_THEY_ARE:
        return False
    return on_this_machine(url.hostname or "") or not getproxies()


def request_url(route: Route) -> str:
    return f"{route.base_url.rstrip('/')}/chat/completions"


def request_body(call: ModelCall, route: Route) -> bytes:
    params = dict(call.params)
    extra: dict[str, Any] = params.pop("extra_body", None) or {}
    document: dict[str, Any] = {
        **params,
        "model": route.litellm_model.partition("/")[2],
        "messages": message_documents(call.messages, call.files, route.provider),
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    if call.tools:
        document["tools"] = [tool_document(tool) for tool in call.tools]
    if call.tool_choice is not None:
        document["tool_choice"] = call.tool_choice
    if call.response_schema is not None:
        document["response_format"] = response_format(call.response_schema)
    return json.dumps(document | extra).encode("ascii")
