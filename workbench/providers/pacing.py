"""How often answers are read once they have begun: as often as a display shows them.

What arrives in between waits in the connection's buffer and is read, and merged, in one go.
"""

from __future__ import annotations

import asyncio

DISPLAY_INTERVAL = 0.03
UNWATCHED_INTERVAL = 0.25
"""Of an answer that nobody looks at before it is complete."""
SECONDS_FOR_EACH = 0.0016
"""Each answer that is arriving makes all of them a little less frequent: sixty-four are read
ten times a second, and litellm never gets more than some six hundred events a second."""


class Pace:
    """Shared by the answers that arrive in one event loop."""

    def __init__(self, least: float = DISPLAY_INTERVAL) -> None:
        self._least = least
        self.arriving = 0

    @property
    def interval(self) -> float:
        return max(self._least, self.arriving * SECONDS_FOR_EACH)


class Turns:
    """When one answer is read again."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._counted = False
        self._complete = False
        self._waiting: asyncio.Future[None] | None = None

    async def wait(self) -> None:
        """For the next turn, or until the answer is complete."""
        if not self._counted:
            self._counted = True
            self._pace.arriving += 1
        if self._complete:
            return
        loop = asyncio.get_running_loop()
        self._waiting = loop.create_future()
        turn = loop.call_later(self._pace.interval, self._go_on)
        try:
            await self._waiting
        finally:
            turn.cancel()

    def completed(self) -> None:
        """Nothing more will come: what is there can be read at once."""
        self._complete = True
        self._go_on()

    def close(self) -> None:
        if self._counted:
            self._counted = False
            self._pace.arriving -= 1

    def _go_on(self) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)
