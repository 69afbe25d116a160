"""The demo models as a provider of litellm. Imported after litellm only."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Mapping
from typing import Any

from litellm.llms.custom_llm import CustomLLM, CustomLLMError

from workbench.providers.demo.answers import answer_of
from workbench.providers.demo.calling import call_of
from workbench.providers.demo.models import DEMO_MODELS

SPEED_VARIABLE = "WORKBENCH_DEMO_PAUSE"
"""Factor on every pause of the demo models; 0 makes them answer at once."""
PIECE = re.compile(r"\s*\S+\s*$|\s*\S+")
ON_PURPOSE = "This demo model fails on purpose, to show what a failure looks like."


class DemoFailure(CustomLLMError):
    def __init__(self, status: int, message: str) -> None:
        super().__init__(status, message)  # type: ignore[no-untyped-call]


class DemoModels(CustomLLM):
    async def astreaming(  # type: ignore[override]
        self, model: str, messages: list[dict[str, Any]], **arguments: Any
    ) -> AsyncIterator[dict[str, Any]]:
        name = f"demo/{model.removeprefix('demo/')}"
        demo = next((known for known in DEMO_MODELS if known.name == name), None)
        if demo is None:
            raise DemoFailure(404, f"There is no demo model {name}.")
        options = arguments.get("optional_params") or {}
        if call := call_of(name, messages, options.get("tools"), options.get("tool_choice")):
            await asyncio.sleep(demo.first_token * float(os.environ.get(SPEED_VARIABLE, "1")))
            if name != "demo/failing":
                yield {**_piece(""), "tool_use": call}
                yield _last("tool_calls", _length(messages), 1)
                return
        text = answer_of(name, messages, schema_in(options.get("response_format")))
        pieces = PIECE.findall(text) or [text]
        kept, reason = _within_limit(pieces, options)
        pause = float(os.environ.get(SPEED_VARIABLE, "1"))
        await asyncio.sleep(demo.first_token * pause)
        for index, piece in enumerate(kept):
            if name == "demo/failing" and index >= max(1, min(5, len(kept) // 2)):
                raise DemoFailure(500, ON_PURPOSE)
            yield _piece(piece)
            await asyncio.sleep(demo.pause * pause)
        if name == "demo/failing":
            raise DemoFailure(500, ON_PURPOSE)
        yield _last(reason, _length(messages), len(kept))


def schema_in(response_format: Any) -> Mapping[str, Any] | None:
    if not isinstance(response_format, Mapping) or response_format.get("type") == "text":
        return None
    wrapped = response_format.get("json_schema")
    schema = wrapped.get("schema") if isinstance(wrapped, Mapping) else None
    return schema if isinstance(schema, Mapping) else {}


def _within_limit(pieces: list[str], options: Mapping[str, Any]) -> tuple[list[str], str]:
    """A piece counts as a token."""
    limit = options.get("max_completion_tokens") or options.get("max_tokens")
    if isinstance(limit, int) and len(pieces) > limit:
        return pieces[:limit], "length"
    return pieces, "stop"


def _length(messages: list[dict[str, Any]]) -> int:
    return sum(len(str(message.get("content") or "").split()) for message in messages)


def _piece(text: str) -> dict[str, Any]:
    return {
        "text": text,
        "is_finished": False,
        "finish_reason": "",
        "usage": None,
        "index": 0,
        "tool_use": None,
    }


def _last(reason: str, read: int, written: int) -> dict[str, Any]:
    usage = {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
    return {**_piece(""), "is_finished": True, "finish_reason": reason, "usage": usage}
