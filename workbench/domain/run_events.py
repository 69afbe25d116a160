"""What happens during runs, in the order it happens.

Deltas of one run are merged until the next tick of the display, so a listener
gets at most about thirty events a second for each run.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.runs import Run


@dataclass(frozen=True, slots=True)
class RunStarted:
    """It left the queue and is being sent."""

    run_id: str


@dataclass(frozen=True, slots=True)
class RunRetrying:
    """An attempt failed; the next one starts after `wait` seconds."""

    run_id: str
    attempt: int
    wait: float
    reason: str


@dataclass(frozen=True, slots=True)
class TextArrived:
    """Text to append. `first_token` is in seconds, on the first one of a run only."""

    run_id: str
    text: str = ""
    reasoning: str = ""
    first_token: float | None = None


@dataclass(frozen=True, slots=True)
class RunEnded:
    """It is over, whatever the outcome, and was recorded before this was said."""

    run: Run


RunEvent = RunStarted | RunRetrying | TextArrived | RunEnded
