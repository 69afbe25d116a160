"""Letters put together from parts: they look the same, and are another text to a digest."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from workbench.diffing.beginnings import common_start
from workbench.domain.fixes import Fix, TextEdit
from workbench.domain.problems import Problem, Severity


def not_composed_in(text: str) -> Iterator[Problem]:
    """Told once of a text, at the first such letter; the fix mends all of them."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return
    composed = unicodedata.normalize("NFC", text)
    start = common_start(text, composed)
    end = len(text) - common_start(text[:start:-1], composed[:start:-1])
    new = composed[start : len(composed) - (len(text) - end)]
    fix = Fix("Write these letters as one character each", (TextEdit(start, text[start:end], new),))
    first = _first(text, start)
    shown = unicodedata.normalize("NFC", text[start:first])
    yield Problem(
        "not-composed",
        Severity.HINT,
        f"“{shown}” is put together from {first - start} characters (the text is not NFC).",
        start=start,
        end=first,
        fixes=(fix,),
    )


def _first(text: str, start: int) -> int:
    """The end of the letter that begins at `start`."""
    end = start + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
