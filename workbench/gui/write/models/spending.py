"""What a press of Run is likely to cost, from prices at hand: quick enough for each pause.

The engine's own estimate, on what is really rendered, is asked for when Run is pressed.
"""

from __future__ import annotations

from collections.abc import Iterable
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


def spending(
    models: Iterable[Model], *, input_tokens: int, output_tokens: int | None, samples: int
) -> Spending:
    total, priced, unpriced = Decimal(0), False, 0
    for model in models:
        if model.demo or model.local:
            priced = True
        elif model.price is None:
            unpriced += 1
        else:
            priced = True
            total += model.price.of(input_tokens, output_tokens or TYPICAL_OUTPUT) * samples
    return Spending(total if priced else None, unpriced)
