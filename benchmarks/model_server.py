"""`python -m benchmarks.model_server SECONDS`: a model that answers the same after a fixed time.

As bare as a server of OpenAI's protocol can be, so that what is measured is its client. It
prints its port and serves until it is ended.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TEXT = "The answer is 42."
COUNTS = {"prompt_tokens": 7, "completion_tokens": 5, "total_tokens": 12}
ENVELOPE = {"id": "1", "created": 1, "model": "bench"}


def _whole() -> bytes:
    message = {"role": "assistant", "content": TEXT}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    document = {**ENVELOPE, "object": "chat.completion", "choices": [choice], "usage": COUNTS}
    body = json.dumps(document).encode()
    head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
    return head % len(body) + body


def _event(**fields: object) -> bytes:
    document = {**ENVELOPE, "object": "chat.completion.chunk", **fields}
    return b"data: " + json.dumps(document).encode() + b"\n\n"


def _stream() -> bytes:
    pieces = [({"content": word}, None) for word in ("The ", "answer ", "is ", "42.")]
    choices = [
        {"index": 0, "delta": delta, "finish_reason": reason}
        for delta, reason in (*pieces, ({}, "stop"))
    ]
    events = [_event(choices=[choice]) for choice in choices]
    body = b"".join([*events, _event(choices=[], usage=COUNTS), b"data: [DONE]\n\n"])
    head = (
        b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
    )
    return head + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


WHOLE, STREAM = _whole(), _stream()


class Connection(asyncio.Protocol):
    def __init__(self, seconds: float) -> None:
        self._seconds, self._data = seconds, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._data += data
        head, found, rest = self._data.partition(b"\r\n\r\n")
        if not found:
            return
        fields = dict(line.split(b":", 1) for line in head.lower().split(b"\r\n")[1:])
        length = int(fields.get(b"content-length", 0))
        if len(rest) < length:
            return
        body, self._data = rest[:length], rest[length:]
        answer = STREAM if b'"stream":true' in body.replace(b" ", b"") else WHOLE
        asyncio.get_running_loop().call_later(self._seconds, self._transport.write, answer)


async def serve(seconds: float) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(seconds), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def model_server(seconds: float) -> Iterator[str]:
    """Its base URL, as long as entered."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.model_server", str(seconds)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    assert process.stdout
    try:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


if __name__ == "__main__":
    asyncio.run(serve(float(sys.argv[1])))
