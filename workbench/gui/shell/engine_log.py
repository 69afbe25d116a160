"""What the engine writes to its standard error, kept in a file that does not grow for ever."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from workbench.gui.shell.redaction import Redaction

LARGEST_FILE, OLD_FILES, LONGEST_LINE = 512 * 1024, 2, 4000


class EngineLog:
    """Keys are taken out of what is written. A file that cannot be written is
    no reason to stop: what is said is then lost."""

    def __init__(self, path: Path, redaction: Redaction) -> None:
        self.path = path
        self._redaction = redaction
        self._handler: RotatingFileHandler | None = None
        self._rest = b""

    def received(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._write(line)
        if len(self._rest) > LONGEST_LINE:
            self._write(self._rest)
            self._rest = b""

    def hide(self, secret: str) -> None:
        """A key that must not be written from now on."""
        self._redaction.add(secret)

    def close(self) -> None:
        if self._rest:
            self._write(self._rest)
            self._rest = b""
        if self._handler:
            self._handler.close()
            self._handler = None

    def _write(self, line: bytes) -> None:
        text = self._redaction(line[:LONGEST_LINE].decode("utf-8", "replace").rstrip())
        try:
            handler = self._handler or self._open()
            handler.emit(logging.makeLogRecord({"msg": text, "levelname": "ENGINE"}))
        except OSError:
            return

    def _open(self) -> RotatingFileHandler:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._handler = RotatingFileHandler(
            self.path, maxBytes=LARGEST_FILE, backupCount=OLD_FILES, encoding="utf-8"
        )
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        return self._handler
