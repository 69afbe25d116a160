"""Pieces of an answer by litellm, which speaks the protocols of all providers."""

from __future__ import annotations

import contextlib
from typing import Any

from workbench.providers.answers import Answer


class LitellmSource:
    """Implements `attempt.Source`."""

    def __init__(self, litellm: Any, arguments: dict[str, Any]) -> None:
        self._litellm, self._arguments = litellm, arguments
        self._stream: Any = None

    async def next_piece(self, answer: Answer) -> Any:
        try:
            if self._stream is None:
                self._stream = await self._litellm.acompletion(**self._arguments)
            piece = await anext(self._stream)
            hidden = getattr(piece, "_hidden_params", None) or {}
            answer.resolved_model = str(
                hidden.get("provider_response_model") or answer.resolved_model
            )
            return piece
        finally:
            if self._stream is not None:
                self._forget_history(answer)

    @property
    def finish_reason(self) -> str:
        """litellm makes up a `stop` where the provider gave none: this is what it was given."""
        stream = self._stream
        return str(stream.received_finish_reason or stream.intermittent_finish_reason or "")

    async def close(self) -> None:
        if self._stream is not None:
            with contextlib.suppress(Exception):
                await self._stream.aclose()

    def _forget_history(self, answer: Answer) -> None:
        """Take the provider's usage from what litellm keeps, and keep litellm from keeping it.

        It copies the whole text for every piece, and makes up a usage where none was said.
        """
        for piece in self._stream.chunks:
            answer.read_usage(getattr(piece, "usage", None))
        self._stream.chunks.clear()
        self._stream.response_uptil_now = ""
