"""Live mode: what runs that typing starts may come to in an hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from workbench.domain.settings import Limits

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class LiveSpending:
    """Calls and known costs of the last hour."""

    calls: int = 0
    cost_usd: Decimal = Decimal(0)

    def room(self, limits: Limits, estimate: Decimal = Decimal(0)) -> bool:
        """Whether one more call may be made, if it is estimated to cost that much."""
        affordable = self.cost_usd + estimate <= limits.live_usd_per_hour
        return affordable and self.calls < limits.live_calls_per_hour
