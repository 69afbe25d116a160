"""A person's decision on one version digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Approval:
    id: str
    prompt_id: str
    digest: str
    version: int
    approver: str
    note: str
    created_at: datetime
    environment: str = "dev"
    runs: tuple[str, ...] = ()
    """Ids of the runs of this digest that the approver could see: the evidence."""
