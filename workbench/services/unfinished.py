"""What was begun and is not finished: kept while it is written, gone once it is kept as it should
be or discarded."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from workbench.domain.unfinished import Unfinished
from workbench.formats.reviews.documents import document, read
from workbench.services.review_ports import UnfinishedStore

Record = TypeVar("Record")


class UnfinishedService:
    def __init__(self, store: UnfinishedStore) -> None:
        self._store = store

    def keep(self, kind: Unfinished, name: str, record: Any | None) -> None:
        """In the place of what was kept under that name; None: it is finished."""
        if record is None:
            self._store.drop(kind, name)
        else:
            self._store.keep(kind, name, document(record))

    def begun(self, kind: Unfinished, record: type[Record]) -> dict[str, Record]:
        """By name, but for what another release of the program wrote in another way."""
        found = {}
        for name, made in self._store.documents(kind).items():
            try:
                found[name] = read(made, record)
            except msgspec.ValidationError:
                continue
        return found
