"""Any text inside Markdown, so that nothing in it is taken for Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

RUN_OF_BACKTICKS = re.compile("`+")


def one_line(text: str) -> str:
    return " ".join(text.split())


def inline(text: str) -> str:
    """Words in a heading or a table, whatever is in them."""
    return re.sub(r"([\\`*_{}\[\]<>()#+.!|~&:@-])", r"\\\1", one_line(text))


def fenced(text: str, kind: str = "text") -> Iterator[str]:
    """In a fence that is longer than any run of backticks inside."""
    longest = max((len(found) for found in RUN_OF_BACKTICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    yield f"{fence}{kind}"
    yield text
    yield fence
