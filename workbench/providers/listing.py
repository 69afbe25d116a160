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
    document = await document_at(url, key=key, seconds=seconds)
    return None if document is None else _names(document)


async def document_at(url: str, *, key: str = "", seconds: float = SECONDS) -> Any:
    """The JSON there; empty where it is refused or is none; None where nobody answers."""
    import aiohttp

    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        async with (
            asyncio.timeout(seconds),
            aiohttp.ClientSession(trust_env=False) as session,
            session.get(url, headers=headers, allow_redirects=False) as answer,
        ):
            document = json.loads(await _bounded(answer.content)) if answer.status == 200 else ""
            return "" if document is None else document
    except (ValueError, RecursionError):
        return ""
    except (aiohttp.ClientError, TimeoutError, OSError):
        return None


async def _bounded(content: Any) -> bytes:
    data = b""
    async for piece in content.iter_chunked(1 << 16):
        data += piece
        if len(data) > MOST_BYTES:
            raise ValueError("the list is too large")
    return data


def _names(document: Any) -> list[str]:
    """From OpenAI's form (`data`, `id`) or Ollama's (`models`, `name`)."""
    entries = document.get("data") or document.get("models") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        return []
    fields = (entry.get("id") or entry.get("name") for entry in entries if isinstance(entry, dict))
    names = (name for name in fields if isinstance(name, str) and name.isprintable())
    return [name for name in dict.fromkeys(names) if 0 < len(name) <= 200][:MOST_NAMES]
