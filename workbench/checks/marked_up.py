"""Tags of a text that may be no document at all, found in bounded time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from workbench.checks.outcomes import CannotTell

SCAN_S = 2.0
"""Seconds for one text: what is made to be slow is not told."""


class Tag(NamedTuple):
    kind: str
    """`open`, `close` or `empty`."""
    name: str
    attributes: str
    start: int
    end: int


@lru_cache(1)
def _pattern() -> Any:
    import regex  # type: ignore[import-untyped,unused-ignore]

    return regex.compile(
        r"<!--(?:.*?-->|.*+)|<!\[CDATA\[(?:.*?\]\]>|.*+)|<\?(?:.*?\?>|.*+)|<![^>]*+>"
        r"|<(?P<close>/?)(?P<name>[\p{L}_:][\p{L}\p{M}\p{N}_:.-]*+)"
        r"(?P<rest>(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>",
        regex.DOTALL,
    )


def tags(text: str) -> Iterator[Tag]:
    """In their order; comments, CDATA and declarations are passed over.

    Raises `CannotTell` for a text that takes too long.
    """
    try:
        for found in _pattern().finditer(text, timeout=SCAN_S):
            if name := found["name"]:
                rest = found["rest"]
                empty = rest.rstrip().endswith("/")
                kind = "close" if found["close"] else "empty" if empty else "open"
                yield Tag(kind, name, rest, *found.span())
    except TimeoutError:
        raise CannotTell("Its tags take too long to be found.") from None
