"""Values as columns hold them: JSON documents, times.

Any Python text survives. SQLite keeps text as UTF-8, which has no place for half a surrogate
pair (models and clipboards produce them), and JSON's `\\u` escapes would join two halves into
one character; a document that holds one is therefore kept as bytes.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
"""Made once: there are tens of thousands of documents."""


def document_column(document: Any) -> str | bytes:
    text = COMPACT.encode(document)
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def read_document(column: str | bytes) -> Any:
    if isinstance(column, bytes):
        column = column.decode("utf-8", "surrogatepass")
    return json.loads(column)


def fields_of(record: Any) -> dict[str, Any]:
    """Of a dataclass, as they are: `asdict` copies all that is within them, at a price."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def time_column(time: datetime) -> str:
    """UTC, of one length, so that text order is time order."""
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def read_time(column: str) -> datetime:
    return datetime.fromisoformat(column)


def optional_time_column(time: datetime | None) -> str | None:
    return None if time is None else time_column(time)


def read_optional_time(column: str | None) -> datetime | None:
    return None if column is None else read_time(column)
