"""A message as OpenAI's protocol has it: text, calls, and what is attached.

A text file is part of the text, under its name and within a fence of its own: any model takes
that. An image makes the content a list of parts, with the image as a data URL.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from typing import Any

from workbench.domain.prompts import Attachment, Message, Role, ToolCall

Files = Mapping[str, bytes]
"""By digest."""


def message_document(message: Message, files: Files) -> dict[str, Any]:
    content = _content(message, files)
    document: dict[str, Any] = {"role": message.role.value, "content": content}
    if message.name:
        document["name"] = message.name
    if message.tool_calls:
        document["tool_calls"] = tool_call_documents(message.tool_calls)
        document["content"] = content or None
    if message.role is Role.TOOL:
        document["tool_call_id"] = message.tool_call_id
    return document


def tool_call_documents(calls: Iterable[ToolCall]) -> list[dict[str, Any]]:
    return [
        {
            "id": call.id,
            "type": "function",
            "function": {"name": call.name, "arguments": call.arguments},
        }
        for call in calls
    ]


def _content(message: Message, files: Files) -> str | list[dict[str, Any]]:
    if not message.attachments:
        return message.text
    if not any(each.is_image for each in message.attachments):
        texts = (fenced(each, files[each.digest]) for each in message.attachments)
        return "\n\n".join(text for text in (message.text, *texts) if text)
    parts = [{"type": "text", "text": message.text}] if message.text else []
    return [*parts, *(_part(each, files[each.digest]) for each in message.attachments)]


def _part(attachment: Attachment, data: bytes) -> dict[str, Any]:
    if not attachment.is_image:
        return {"type": "text", "text": fenced(attachment, data)}
    url = f"data:{attachment.media_type};base64,{base64.b64encode(data).decode('ascii')}"
    return {"type": "image_url", "image_url": {"url": url}}


def fenced(attachment: Attachment, data: bytes) -> str:
    """Under its name, in a fence longer than any within it."""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"File “{attachment.name}”:\n{fence}\n{text.rstrip()}\n{fence}"
