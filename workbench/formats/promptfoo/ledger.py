"""What of a configuration was left, line by line."""

from __future__ import annotations

import json
from typing import Any

from workbench.domain.suites import Remark
from workbench.formats.located import Place

SHOWN = 80


class Ledger:
    """Each remark once, in the order of the file."""

    def __init__(self) -> None:
        self._remarks: dict[Remark, None] = {}

    def leave(self, place: Place, what: str, why: str) -> None:
        """Something is missing here that the file has."""
        self._remarks[Remark(what, why, place.line, place.file)] = None

    def tell(self, place: Place, what: str, why: str) -> None:
        """Something is here in another way, or has no meaning here."""
        self._remarks[Remark(what, why, place.line, place.file, lost=False)] = None

    def remarks(self, first: str) -> tuple[Remark, ...]:
        """Those of the file `first`, then those of the others, each by line."""
        return tuple(
            sorted(self._remarks, key=lambda each: (each.file != first, each.file, each.line or 0))
        )


def shown(value: Any) -> str:
    """A value in a few words, on one line."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    line = " ".join(text[: SHOWN * 2].split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"
