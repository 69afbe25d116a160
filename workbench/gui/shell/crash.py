"""What was not expected: a report in a file, and a dialog that says where.

Installed before anything else, because PySide6 hands what a slot raises to `sys.excepthook`.
"""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion

from workbench import __version__

Exception3 = tuple[type[BaseException], BaseException, TracebackType | None]


class CrashHook(QObject):
    """`crashed` comes on the UI thread, whatever thread it happened in."""

    crashed = Signal(str, object)
    """The report, and the `Path` it was saved to or None."""
    _happened = Signal(object)

    def __init__(
        self, folder: Path, redacted: Callable[[str], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder, self._redacted = folder, redacted
        self._before = (sys.excepthook, threading.excepthook)
        self._happened.connect(self._report, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def uninstall(self) -> None:
        sys.excepthook, threading.excepthook = self._before

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        self._happened.emit((kind, error, trace))

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def _report(self, happened: Exception3) -> None:
        report = self._redacted(report_of(happened))
        print(report, file=sys.stderr)
        self.crashed.emit(report, self._save(report))

    def _save(self, report: str) -> Path | None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.txt"
            path.write_text(report, encoding="utf-8", errors="backslashreplace")
        except OSError:
            return None
        return path


def report_of(happened: Exception3) -> str:
    """The traceback under what was running; no values of variables."""
    place = f"Prompt Workbench {__version__}, Python {platform.python_version()}, Qt {qVersion()}"
    lines = traceback.format_exception(*happened)
    return f"{place}, {platform.platform()}\n{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n\n" + (
        "".join(lines)
    )
