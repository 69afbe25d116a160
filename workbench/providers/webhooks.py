"""Posts JSON to a web address and reads the JSON it answers. Nothing else is followed."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from workbench.domain.errors import ProviderError
from workbench.domain.runs import FailureKind

SECONDS = 30.0
LARGEST = 1024 * 1024
"""Bytes of an answer."""


class HttpWebhooks:
    async def call(self, address: str, document: Any) -> Any:
        """Raises `ProviderError` with the reason; no redirect is followed."""
        import aiohttp

        timeout = aiohttp.ClientTimeout(total=SECONDS)
        data = json.dumps(document).encode("ascii")
        headers = {"Content-Type": "application/json"}
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(address, data=data, headers=headers, allow_redirects=False) as answer,
            ):
                return await _read(answer)
        except TimeoutError as error:
            message = f"The webhook gave no answer within {SECONDS:g} seconds."
            raise ProviderError(message, kind=FailureKind.TIMEOUT) from error
        except (aiohttp.ClientError, OSError, asyncio.IncompleteReadError) as error:
            message = f"The webhook cannot be reached: {type(error).__name__}."
            raise ProviderError(message, kind=FailureKind.UNREACHABLE) from error


async def _read(answer: Any) -> Any:
    if answer.status != 200:
        raise ProviderError(
            f"The webhook answered with status {answer.status}.",
            kind=FailureKind.PROVIDER,
            status=answer.status,
        )
    text = await answer.content.read(LARGEST + 1)
    while len(text) <= LARGEST and (more := await answer.content.read(LARGEST)):
        text += more
    if len(text) > LARGEST:
        raise ProviderError("The webhook's answer is too large.", kind=FailureKind.TOO_LARGE)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProviderError(
            "The webhook's answer is not JSON.", kind=FailureKind.NOT_UNDERSTOOD
        ) from error
