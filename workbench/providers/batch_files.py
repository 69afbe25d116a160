"""The lines of a file of answers, as they arrive, each bounded."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

ROOM = 64 * 1024
"""Bytes that a line may need beside the text of its answer."""
MOST_ESCAPED = 6
"""Bytes that stand for one byte of text in JSON, at most."""


async def lines_of(content: Any, output_bytes: int) -> AsyncIterator[bytes]:
    """`content` is what litellm gives: a stream, or the whole. Lines that are longer than an
    answer may be are left out."""
    longest = MOST_ESCAPED * output_bytes + ROOM
    kept: list[bytes] = []
    size = 0
    async for data in _pieces(content):
        *ended, rest = data.split(b"\n")
        for part in ended:
            if size + len(part) <= longest and (line := b"".join((*kept, part)).strip()):
                yield line
            kept, size = [], 0
        size += len(rest)
        if size <= longest:
            kept.append(rest)
        else:
            kept = []
    if size <= longest and (line := b"".join(kept).strip()):
        yield line


async def _pieces(content: Any) -> AsyncIterator[bytes]:
    if hasattr(content, "stream_iterator"):
        async for data in content.stream_iterator:
            yield data
    else:
        yield content.content
