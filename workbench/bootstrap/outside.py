"""What comes from outside and is handed to whoever needs it: the time, and new ids."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    """Ids in the order of time."""
    from uuid6 import uuid7

    return str(uuid7())
