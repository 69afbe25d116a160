"""What somebody has begun to write or choose, and has not kept, made or discarded yet."""

from __future__ import annotations

from enum import StrEnum


class Unfinished(StrEnum):
    REVIEW = "review"
    """A review that is being set up."""
    RUBRIC = "rubric"
    """Changes of a rubric, or one that was never kept."""
