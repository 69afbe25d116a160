"""Which tags are open at a place: what is to be closed next."""

from __future__ import annotations

import re

FARTHEST = 100_000
"""Characters before the place that are looked at."""
PAIRED = ("if", "for", "with", "macro", "call", "filter", "block")
TAG = re.compile(
    r"\{#.*?#\}|\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}"
    r"|\{%[-+]?\s*(?P<word>\w+)(?P<rest>(?:[^%]|%(?!\}))*)%\}",
    re.DOTALL,
)


def open_tags(before: str) -> tuple[str, ...]:
    """Names of the tags that are open after this text, the innermost first."""
    opened: list[str] = []
    for match in TAG.finditer(before[-FARTHEST:]):
        word = match["word"]
        if word in PAIRED or (word == "set" and "=" not in match["rest"]):
            opened.append(word)
        elif word and word.startswith("end") and word[3:] in opened:
            while opened.pop() != word[3:]:
                """What was left open inside is over as well."""
    return tuple(reversed(opened))
