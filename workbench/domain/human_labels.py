"""What a person said of one output, quickly, while looking at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Thumb(StrEnum):
    NONE = ""
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class HumanLabel:
    """One for each person and run; the newest counts."""

    run_id: str
    author: str
    thumb: Thumb = Thumb.NONE
    note: str = ""
    created_at: datetime | None = None

    @property
    def empty(self) -> bool:
        return not self.thumb and not self.note
