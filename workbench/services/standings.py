"""What is still needed before an environment may use a version, and approving it there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from workbench.domain.standing import Standing


class Standings(Protocol):
    """Reads in a registry's folder. Raises `RegistryError` or `FileProblem` where it cannot."""

    def standing(
        self, folder: Path, prompt: str, version: int | None, environment: str, at: datetime
    ) -> Standing:
        """Raises `InvalidInput` where the registry does not hold that version."""
        ...


class StandingService:
    def __init__(self, standings: Standings, now: Callable[[], datetime]) -> None:
        self._standings, self._now = standings, now

    def standing(
        self, folder: Path, prompt: str, version: int | None, environment: str
    ) -> Standing:
        """Of that version, or the newest: each demand, what is there and what is missing."""
        return self._standings.standing(Path(folder), prompt, version, environment, self._now())
