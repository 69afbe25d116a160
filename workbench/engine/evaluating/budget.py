"""Money that may still be spent: promised before a run is begun, settled when it is over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from decimal import Decimal


class Budget:
    def __init__(self, cap: Decimal | None, spent: Callable[[], Decimal]) -> None:
        """`spent`: what it really came to so far. No cap: everything is allowed."""
        self.cap, self._spent = cap, spent
        self._promised: dict[int, Decimal] = {}
        self._total = Decimal(0)
        self._settled = asyncio.Event()
        self._closed = False

    @property
    def promised(self) -> Decimal:
        return self._total

    def promise(self, number: int, amount: Decimal) -> None:
        """It is on its way, whether there is money for it or not."""
        self._total += amount - self._promised.get(number, Decimal(0))
        self._promised[number] = amount

    def reserve_now(self, number: int, amount: Decimal) -> bool:
        """Promise it if that is possible beside what is under way."""
        if self._closed or (
            self.cap is not None and self._spent() + self.promised + amount > self.cap
        ):
            return False
        self.promise(number, amount)
        return True

    async def reserve(self, number: int, amount: Decimal) -> bool:
        """Wait until the amount can be promised beside what is under way.

        False: it never can, even with nothing under way, or the budget was closed meanwhile.
        """
        while not self._closed:
            if self.reserve_now(number, amount):
                return True
            if not self._promised:
                return False
            self._settled.clear()
            await self._settled.wait()
        return False

    def settle(self, number: int) -> None:
        """Its real cost has been counted as spent; what was promised for it is free again."""
        self._total -= self._promised.pop(number, Decimal(0))
        self._settled.set()

    def close(self) -> None:
        """Nothing more is promised; whoever waits is sent away."""
        self._closed = True
        self._settled.set()
