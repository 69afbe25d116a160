"""Fences: the blocks in which a judge is shown what it judges.

A model's output may try to speak to the judge, or to close the block it stands in. The mark in
the tags of the block is made from the texts themselves and stands in none of them: whoever
writes an output would have to know its digest before writing it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import count

LENGTH = 16
"""Hexadecimal digits of a mark."""


def fence_mark(texts: Iterable[str]) -> str:
    """The same for the same texts, so that a judgment is found again; part of none of them."""
    known = tuple(texts)
    lowered = [text.lower() for text in known]
    digest = hashlib.sha256()
    for text in known:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(f"{len(data)}:".encode() + data)
    for attempt in count():
        again = hashlib.sha256(digest.digest() + str(attempt).encode())
        mark = again.hexdigest()[:LENGTH]
        if not any(mark in text for text in lowered):
            return mark
    raise AssertionError("there are more marks than texts")


def fenced(name: str, text: str, mark: str) -> str:
    """For judge prompts that have no fence of their own."""
    return f"<{name}-{mark}>\n{text}\n</{name}-{mark}>"
