"""Cells of an evaluation that are with a provider, to be answered together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class BatchState(StrEnum):
    SUBMITTING = "submitting"
    """About to be sent: whether the provider has it can only be told by asking there."""
    SUBMITTED = "submitted"
    FETCHED = "fetched"
    """Nothing more will come of it."""
    REFUSED = "refused"
    """As a whole, or not known there: nothing came of it."""


@dataclass(frozen=True, slots=True)
class ProviderBatch:
    mark: str
    """Ours: the batch bears it at the provider, so that it is found again by it."""
    model: str
    cells: tuple[tuple[int, int], ...]
    """Their numbers, each with the number of its run, from 1."""
    submitted_at: datetime
    batch_id: str = ""
    """The provider's; empty until it has said one."""
    state: BatchState = BatchState.SUBMITTING
    promised_usd: Decimal | None = None
    """Of the budget; None where there is none."""

    @property
    def out(self) -> bool:
        """The provider has it, or may have it."""
        return self.state in (BatchState.SUBMITTING, BatchState.SUBMITTED)
