"""One piece of work at a time; of what was asked for meanwhile, only the newest is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from workbench.domain.errors import WorkbenchError
from workbench.gui.kit.background import Background

Result = TypeVar("Result")


class Newest(QObject, Generic[Result]):
    """What is no longer asked for is not answered."""

    def __init__(
        self,
        background: Background,
        then: Callable[[Result], None],
        failed: Callable[[WorkbenchError], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._background, self._then, self._failed = background, then, failed
        self._under_way = False
        self._waiting: Callable[[], Result] | None = None

    def ask(self, work: Callable[[], Result]) -> None:
        if self._under_way:
            self._waiting = work
            return
        self._under_way = True
        self._background.run(self, work, self._answer, self._refuse)

    def _answer(self, result: Result) -> None:
        if not self._go_on():
            self._then(result)

    def _refuse(self, error: WorkbenchError) -> None:
        if not self._go_on():
            self._failed(error)

    def _go_on(self) -> bool:
        self._under_way = False
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            return False
        self.ask(waiting)
        return True
