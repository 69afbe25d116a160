"""What a person can set. Secrets are not settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from workbench.domain.models import Endpoint


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds."""

    connect: float = 10.0
    first_token: float = 120.0
    idle: float = 60.0
    total: float = 600.0


@dataclass(frozen=True, slots=True)
class Limits:
    concurrency_per_provider: int = 8
    concurrency_local: int = 1
    """For servers on this machine."""
    attempts: int = 4
    """Tries of one run, the first included."""
    output_bytes: int = 16 * 1024 * 1024
    render_seconds: float = 2.0
    render_bytes: int = 8 * 1024 * 1024
    confirm_above_usd: Decimal = Decimal("0.50")
    """A run board that is estimated to cost more is asked about first."""
    live_usd_per_hour: Decimal = Decimal("0.50")
    live_calls_per_hour: int = 120


@dataclass(frozen=True, slots=True)
class Settings:
    author: str = ""
    theme: str = "system"
    text_scale: float = 1.0
    models: tuple[str, ...] = ()
    """Models the person added to the picker, beside those that are found."""
    endpoints: tuple[Endpoint, ...] = ()
    find_local_servers: bool = True
    registry: str = ""
    """Folder of the team registry last used."""
    judge_model: str = ""
    """Asked where neither a check nor its judge prompt names a model."""
    embedding_model: str = ""
    """What `similar` and `answer-relevance` compare meanings with."""
    notify: bool = True
    """Say on the desktop that a long job ended while the window was in the background."""
    timeouts: Timeouts = field(default_factory=Timeouts)
    limits: Limits = field(default_factory=Limits)


MEBIBYTE = 1024 * 1024
BOUNDS: dict[str, tuple[float, float]] = {
    "text_scale": (0.7, 2.5),
    "timeouts.connect": (0.1, 600),
    "timeouts.first_token": (0.1, 86_400),
    "timeouts.idle": (0.1, 86_400),
    "timeouts.total": (0.1, 86_400),
    "limits.concurrency_per_provider": (1, 1_000),
    "limits.concurrency_local": (1, 1_000),
    "limits.attempts": (1, 20),
    "limits.output_bytes": (MEBIBYTE, 1_024 * MEBIBYTE),
    "limits.render_seconds": (0.1, 60),
    "limits.render_bytes": (MEBIBYTE, 1_024 * MEBIBYTE),
    "limits.confirm_above_usd": (0, 1_000_000),
    "limits.live_usd_per_hour": (0, 1_000),
    "limits.live_calls_per_hour": (1, 3_600),
}
"""Least and most of every number among the settings."""
