"""The engine's log: on standard error, without secrets."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable, Iterable

from workbench.domain.redaction import redacted

Secrets = Callable[[], Iterable[str]]


class RedactingFormatter(logging.Formatter):
    """The whole line is searched, its traceback included."""

    def __init__(self, secrets: Secrets) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record), self._secrets())


class RedactingPrints(io.TextIOBase):
    """What libraries print, line by line on standard error; each line is searched."""

    def __init__(self, secrets: Secrets) -> None:
        self._secrets, self._begun = secrets, ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        *lines, self._begun = (self._begun + text).split("\n")
        for line in lines:
            sys.stderr.write(redacted(line, self._secrets()) + "\n")
        return len(text)

    def flush(self) -> None:
        sys.stderr.flush()


def log_to_stderr(secrets: Secrets) -> None:
    """Every logger of this process, libraries included, from warnings on; and what is printed."""
    sys.stdout = RedactingPrints(secrets)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter(secrets))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
