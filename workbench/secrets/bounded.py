"""Calls that may never return, in bounded time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any


class TookTooLong(Exception):
    """It is still running, in a thread that ends with the process."""


def within(seconds: float, call: Callable[[], Any]) -> Any:
    outcome: list[Any] = []

    def run() -> None:
        try:
            outcome.append((call(), None))
        except BaseException as error:
            outcome.append((None, error))

    thread = threading.Thread(target=run, daemon=True, name="keyring")
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise TookTooLong
    result, error = outcome[0]
    if error is not None:
        raise error
    return result
