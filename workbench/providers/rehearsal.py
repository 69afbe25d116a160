"""A first call that goes nowhere.

litellm and its clients import some five hundred modules in their first call, inside the event
loop: every answer that is arriving would stand still for as long as that takes.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import Any

from workbench.providers.litellm_import import load_litellm
from workbench.providers.routes import NO_KEY
from workbench.providers.wire import CURRENT, Wire

SCRIPT = (
    b'data: {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "rehearsal", '
    b'"choices": [{"index": 0, "delta": {"content": "Ready."}, "finish_reason": "stop"}]}\n\n'
    b"data: [DONE]\n\n"
)
SECONDS = 60.0
_rehearsing = threading.Lock()


def rehearse() -> Any:
    """litellm, once it has gone through one call. Takes a second: call it in a thread."""
    litellm = load_litellm()
    with _rehearsing:
        if not getattr(litellm, "_workbench_rehearsed", False):
            litellm._workbench_rehearsed = True  # noqa: SLF001 - our own mark on the module
            # The real call will say what is wrong, in its own words
            with contextlib.suppress(Exception):
                asyncio.run(asyncio.wait_for(answered(litellm), SECONDS))
    return litellm


async def answered(litellm: Any) -> str:
    """What came of the scripted answer."""
    token = CURRENT.set(Wire(SECONDS, len(SCRIPT), script=SCRIPT))
    try:
        stream = await litellm.acompletion(
            model="openai/rehearsal",
            messages=[{"role": "user", "content": "Are you ready?"}],
            api_base="http://rehearsal.invalid/v1",
            api_key=NO_KEY,
            stream=True,
            stream_options={"include_usage": True},
            max_retries=0,
            num_retries=0,
            **{"no-log": True, "_skip_mcp_handler": True},
        )
        pieces = [piece.choices[0].delta.content or "" async for piece in stream if piece.choices]
        return "".join(pieces)
    finally:
        CURRENT.reset(token)
