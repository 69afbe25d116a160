"""Asks a server which models it has, in bounded time and size."""

from __future__ import annotations

import asyncio
import json
from typing import Any

SECONDS = 0.5
SECONDS_AWAY = 3.0
"""For a server that is not on this machine."""
MOST_BYTES = 2 * 1024 * 1024
MOST_NAMES = 500


async def names_at(url: str, *, key: str = "", seconds: float = SECONDS) -> list[str] | None:
    """Their names, in the server's order; None where nobody answers.

    A server that answers without a list has none to tell.
    """
    import aiohttp

    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        async with (
            asyncio.timeout(seconds),
            aiohttp.ClientSession(trust_env=False) as session,
            session.get(url, headers=headers, allow_redirects=False) as answer,
        ):
            if answer.status != 200:
                return []
            return _names(await _bounded(answer.content))
    except (ValueError, RecursionError):
        return []
    except (aiohttp.ClientError, TimeoutError, OSError):
        return None


async def _bounded(content: Any) -> bytes:
    data = b""
    async for piece in content.iter_chunked(1 << 16):
        data += piece
        if len(data) > MOST_BYTES:
            raise ValueError("the list is too large")
    return data


def _names(data: bytes) -> list[str]:
    """From OpenAI's form (`data`, `id`) or Ollama's (`models`, `name`)."""
    document = json.loads(data)
    entries = document.get("data") or document.get("models") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        return []
    fields = (entry.get("id") or entry.get("name") for entry in entries if isinstance(entry, dict))
    names = (name for name in fields if isinstance(name, str) and name.isprintable())
    return [name for name in dict.fromkeys(names) if 0 < len(name) <= 200][:MOST_NAMES]
