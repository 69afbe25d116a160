"""`demo/embedding`: texts as points by the words they share. Not a language model.

Each stem of a word counts in two directions that its digest chooses: texts with the same words
are near each other, and what words mean is not known.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Sequence

from workbench.providers.demo.summaries import STOP_WORDS
from workbench.services.model_ports import Embedded

EMBEDDING_MODEL = "demo/embedding"
DIRECTIONS = 256
WORD = re.compile(r"[^\W_]+")
ENDING = re.compile(r"(?:ing|ed|es|e|s)$")
LONGEST_READ = 40_000
"""Characters."""


def embedded(texts: Sequence[str]) -> Embedded:
    return Embedded(
        tuple(_vector(text) for text in texts), sum(len(text.split()) for text in texts)
    )


def stems(text: str) -> list[str]:
    """Of the words that say something; of all words where none does."""
    words = [word.lower() for word in WORD.findall(text[:LONGEST_READ])]
    telling = [word for word in words if word not in STOP_WORDS]
    return [ENDING.sub("", word) if len(word) > 3 else word for word in telling or words]


def _vector(text: str) -> tuple[float, ...]:
    """Of length 1; texts without words have a direction of their own, the last one."""
    numbers = [0.0] * DIRECTIONS
    for stem in stems(text):
        digest = hashlib.sha256(stem.encode("utf-8", "surrogatepass")).digest()
        for place in digest[:2]:
            numbers[place % (DIRECTIONS - 1)] += 1.0
    size = math.sqrt(math.fsum(number * number for number in numbers))
    if not size:
        return (*numbers[1:], 1.0)
    return tuple(number / size for number in numbers)
