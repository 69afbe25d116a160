"""What a press of Run is likely to cost, from prices at hand: quick enough for each pause.

The engine's own estimate, on what is really rendered, is asked for when Run is pressed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.domain.models import Model

TYPICAL_OUTPUT = 500


@dataclass(frozen=True, slots=True)
class Spending:
    """`cost_usd` is None where no price is known."""

    cost_usd: Decimal | None
    unpriced: int = 0
    """How many of the models have no known price."""
    runs: int = 1
    """How many there would be."""


def spending(
    calls: Sequence[tuple[Model, int | None]],
    *,
    input_tokens: int,
    samples: int,
) -> Spending:
    """Each column's model, and how long its answers may become, as far as that is limited."""
    total, priced = Decimal(0), False
    unknown: set[str] = set()
    for model, longest in calls:
        if model.demo or model.local:
            priced = True
        elif model.price is None:
            unknown.add(model.name)
        else:
            priced = True
            output = TYPICAL_OUTPUT if longest is None else longest
            total += model.price.of(input_tokens, output) * samples
    return Spending(total if priced else None, len(unknown), max(1, len(calls) * samples))
