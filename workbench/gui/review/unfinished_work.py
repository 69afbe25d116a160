"""What is begun on a page of Review: kept while it is written, there again in the next window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from workbench.domain.errors import WorkbenchError
from workbench.domain.unfinished import Unfinished
from workbench.gui.review.around import Around
from workbench.gui.review.keeping_soon import KeepingSoon

Record = TypeVar("Record")


class UnfinishedWork(QObject):
    def __init__(self, kind: Unfinished, around: Around, parent: QObject) -> None:
        super().__init__(parent)
        self._kind, self._around = kind, around
        self._soon = KeepingSoon(around.background, self)
        self._soon.failed.connect(around.ask.show_error)

    def keep(self, name: str, record: object | None) -> None:
        """None: it is finished. A workspace that can only be read keeps nothing."""
        services = self._around.services
        if not services.read_only:
            self._soon.put(name, partial(services.unfinished.keep, self._kind, name, record))

    def flush(self) -> None:
        self._soon.flush()

    def read(self, record: type[Record], then: Callable[[dict[str, Record]], None]) -> None:
        """By name. What cannot be read is told, and there is nothing to go on with."""

        def failed(error: WorkbenchError) -> None:
            self._around.ask.show_error(error)
            then({})

        begun: Callable[[], Any] = partial(
            self._around.services.unfinished.begun, self._kind, record
        )
        self._around.background.run(self, begun, then, failed)
