"""What runs are likely to cost, before they are started."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class JobEstimate:
    """`cost_usd` takes the largest answer allowed, or a typical one where no limit is set;
    None where the model's price is not known."""

    run_id: str
    model: str
    input_tokens: int
    output_tokens: int
    cost_usd: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    jobs: tuple[JobEstimate, ...] = ()

    @property
    def cost_usd(self) -> Decimal:
        """Sum over the jobs whose price is known."""
        return sum((job.cost_usd for job in self.jobs if job.cost_usd is not None), Decimal(0))

    @property
    def unpriced(self) -> tuple[str, ...]:
        """Models whose price is not known, each once."""
        return tuple(dict.fromkeys(job.model for job in self.jobs if job.cost_usd is None))


@dataclass(frozen=True, slots=True)
class TokenCount:
    tokens: int
    exact: bool = False
    """Counted by the model's own tokenizer; else an estimate."""

    def __str__(self) -> str:
        return f"{self.tokens:,}" if self.exact else f"≈ {self.tokens:,}"


@dataclass(frozen=True, slots=True)
class ModelTokens:
    """What a prompt comes to on one model."""

    model: str
    count: TokenCount
    window: int | None = None
    """Tokens that the model reads and writes together; None where it is not known."""
    room: int = 0
    """Of these, tokens that are kept for the answer."""
    cost_usd: Decimal | None = None
    """Of one run, estimated; None where the price is not known."""

    @property
    def share(self) -> float | None:
        """Of the window, with the room for the answer."""
        return (self.count.tokens + self.room) / self.window if self.window else None
