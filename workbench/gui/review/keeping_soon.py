"""What is written and not finished reaches the disk a moment after it is written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.domain.errors import WorkbenchError
from workbench.gui.kit.background import Background

AFTER_CHANGE_MS = 200


class KeepingSoon(QObject):
    """The newest of each name, one write for many keys."""

    failed = Signal(object)
    """`WorkbenchError`; said once until one is kept again."""

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._pending: dict[str, Callable[[], None]] = {}
        self._told = False
        self._timer = QTimer(self, singleShot=True, interval=AFTER_CHANGE_MS)
        self._timer.timeout.connect(self.flush)

    def put(self, name: str, keep: Callable[[], None]) -> None:
        """`keep` is called in the background, unless a newer one of that name comes first."""
        self._pending[name] = keep
        if not self._timer.isActive():
            self._timer.start()

    def forget(self, name: str) -> None:
        """It is kept elsewhere, by who drops what was kept here."""
        self._pending.pop(name, None)

    def flush(self) -> None:
        """Write what is pending now."""
        self._timer.stop()
        pending, self._pending = self._pending, {}
        for keep in pending.values():
            self._background.run(self, keep, self._on_kept, self._on_failed)

    def _on_kept(self, _nothing: None) -> None:
        self._told = False

    def _on_failed(self, error: WorkbenchError) -> None:
        if not self._told:
            self._told = True
            self.failed.emit(error)
