"""The components a template names, found without parsing it.

Quick enough for each draft that is saved and for ten thousand when a workspace is upgraded, and
it works where the template has a mistake. What is rendered is decided by `reading`.
"""

from __future__ import annotations

import re

TAGS = re.compile(
    r"\{#.*?(?:#\}|\Z)"
    r"|\{%[-+]?\s*raw\s*[-+]?%\}.*?(?:\{%[-+]?\s*endraw\s*[-+]?%\}|\Z)"
    r"|\{%[-+]?\s*(?:include|import|from|extends)\b(?P<named>.*?)(?:%\}|\Z)",
    re.DOTALL,
)
"""What hides a tag comes first: a comment or raw text is passed over whole."""
NAMING = re.compile(
    r"\{%[-+]?\s*(?:include|import|from|extends)\b(?P<named>.*?)(?:%\}|\Z)", re.DOTALL
)
PATH = re.compile(r"""(["'])([a-z0-9][a-z0-9/-]*)\1""")


def components_perhaps_named(text: str) -> tuple[str, ...]:
    """The same with those in comments and in raw text: all that rendering may ask for.

    Told are the quoted paths of every tag that includes, imports or extends, wherever it is.
    """
    if "{%" not in text:
        return ()
    tags = (match.group("named") for match in NAMING.finditer(text))
    return tuple(dict.fromkeys(path for tag in tags for _quote, path in PATH.findall(tag)))


def components_named(text: str) -> tuple[str, ...]:
    """Paths in the order they are first named, those in comments and raw text left out."""
    if "{%" not in text:
        return ()
    named = (match.group("named") or "" for match in TAGS.finditer(text))
    return tuple(dict.fromkeys(path for tag in named for _quote, path in PATH.findall(tag)))
