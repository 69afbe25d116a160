"""What makes two requests the same: everything that is sent, and where."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from workbench.domain.models import Endpoint
from workbench.domain.prompts import Message
from workbench.services.model_ports import ModelCall

COMPACT = json.JSONEncoder(separators=(",", ":"), default=dict)
FORM = 1
"""To be raised when the same call is sent in another way: what is kept then answers no more."""


def request_key(call: ModelCall, endpoints: Iterable[Endpoint]) -> str:
    """SHA-256 in hexadecimal digits. Keys, time limits and ids are no part of it.

    Of the call as it was asked for, with what its model is known not to take.
    """
    provider = call.model.partition("/")[0]
    document = {
        "form": FORM,
        "model": call.model,
        "server": next((each.base_url for each in endpoints if each.name == provider), ""),
        "messages": [_message(message) for message in call.messages],
        "params": dict(sorted(call.params.items())),
        "tools": call.tools,
        "tool_choice": call.tool_choice,
        "response_schema": call.response_schema,
    }
    return hashlib.sha256(COMPACT.encode(document).encode("ascii")).hexdigest()


def _message(message: Message) -> dict[str, Any]:
    """A file is named in it by the digest of its bytes."""
    if message.tool_calls or message.attachments:
        return asdict(message)
    said = {"role": message.role, "text": message.text}
    rare = {"name": message.name, "tool_call_id": message.tool_call_id}
    return said | {name: value for name, value in rare.items() if value}
