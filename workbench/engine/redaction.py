"""No secret leaves the engine: not in a failure, not in a log line, not in a traceback."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from urllib.parse import quote, quote_plus

MARK = "•••"
SHORTEST = 4
"""Characters. Shorter ones are no keys, and removing them would garble every text."""

Secrets = Callable[[], Iterable[str]]


def redacted(text: str, secrets: Iterable[str]) -> str:
    """The text without any of the secrets, as they are or as a URL or `repr` writes them."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= SHORTEST:
            forms = {secret, quote(secret, safe=""), quote_plus(secret), repr(secret)[1:-1]}
            for form in forms:
                text = text.replace(form, MARK)
    return text


class RedactingFormatter(logging.Formatter):
    """The whole line is searched, its traceback included."""

    def __init__(self, secrets: Secrets) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record), self._secrets())
