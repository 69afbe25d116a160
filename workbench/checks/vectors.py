"""How near two embeddings are. The vectors have the same length, or a `ValueError` is raised."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import mul

Vector = Sequence[float]


def dot(first: Vector, second: Vector) -> float:
    if len(first) != len(second):
        raise ValueError(f"one embedding has {len(first)} numbers, the other {len(second)}")
    return math.fsum(map(mul, first, second))


def cosine(first: Vector, second: Vector) -> float:
    """0 where one of them has no direction."""
    size = math.sqrt(dot(first, first)) * math.sqrt(dot(second, second))
    product = dot(first, second)
    return max(-1.0, min(1.0, product / size)) if size else 0.0


def distance(first: Vector, second: Vector) -> float:
    if len(first) != len(second):
        raise ValueError(f"one embedding has {len(first)} numbers, the other {len(second)}")
    return math.dist(first, second)
