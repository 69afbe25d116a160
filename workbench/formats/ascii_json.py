"""JSON in ASCII with sorted keys, and its digest: for documents that may hold any text.

Half of a surrogate pair survives as `\\uXXXX`, which canonical JSON (RFC 8785) has no place for.
"""

from __future__ import annotations

import json
from typing import Any

from workbench.domain.digests import bytes_digest


def ascii_json(made: Any) -> str:
    return json.dumps(made, sort_keys=True, separators=(",", ":"))


def ascii_digest(made: Any) -> str:
    return bytes_digest(ascii_json(made).encode("ascii"))
