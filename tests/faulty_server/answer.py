"""One HTTP answer, written piece by piece, correctly or not."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from typing import Any

CREATED = 1_790_000_000


class Answer:
    """Chunked unless `until_close`: then the end of the connection is the end of the answer."""

    def __init__(self, writer: asyncio.StreamWriter, model: str) -> None:
        self._writer, self._model = writer, model
        self.chunked = True

    async def start(
        self,
        status: int = 200,
        *,
        content_type: str = "text/event-stream",
        until_close: bool = False,
        **headers: str,
    ) -> None:
        self.chunked = not until_close
        framing = "Connection: close" if until_close else "Transfer-Encoding: chunked"
        lines = [f"HTTP/1.1 {status} Status", f"Content-Type: {content_type}", framing]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self._writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        await self._writer.drain()

    async def raw(self, data: bytes) -> None:
        if data:
            self._writer.write(b"%x\r\n%s\r\n" % (len(data), data) if self.chunked else data)
            await self._writer.drain()

    async def event(self, document: Any) -> None:
        await self.raw(b"data: " + json.dumps(document).encode() + b"\n\n")

    async def delta(self, finish_reason: str | None = None, **delta: Any) -> None:
        await self.event(self.chunk(finish_reason, **delta))

    def chunk(self, finish_reason: str | None = None, **delta: Any) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
        return self._envelope([choice])

    async def usage(self, **counts: Any) -> None:
        known = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
        await self.event({**self._envelope([]), "usage": {**known, **counts}})

    async def done(self) -> None:
        await self.raw(b"data: [DONE]\n\n")

    async def end(self) -> None:
        """The proper end of the answer."""
        if self.chunked:
            self._writer.write(b"0\r\n\r\n")
            await self._writer.drain()

    async def json(self, status: int, document: Any, **headers: str) -> None:
        await self.start(status, content_type="application/json", **headers)
        await self.raw(json.dumps(document).encode())
        await self.end()

    async def error(self, status: int, message: str, code: str = "", **headers: str) -> None:
        error = {"message": message, "type": "some_error", "param": None, "code": code or None}
        await self.json(status, {"error": error}, **headers)

    def drop(self) -> None:
        """Close without the proper end."""
        self._writer.close()

    def reset(self) -> None:
        """Close so that the other side gets a reset."""
        connection: socket.socket = self._writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()

    def _envelope(self, choices: list[Any]) -> dict[str, Any]:
        return {
            "id": "chatcmpl-1",
            "object": "chat.completion.chunk",
            "created": CREATED,
            "model": f"{self._model}-resolved",
            "system_fingerprint": "fp_1",
            "choices": choices,
        }
