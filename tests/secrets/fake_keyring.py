"""A keyring in memory, which can also hang or refuse."""

from __future__ import annotations

import threading


class FakeKeyring:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.read = 0
        self.refusing: Exception | None = None
        self.hanging: threading.Event | None = None

    def get_password(self, service: str, name: str) -> str | None:
        self._answer()
        self.read += 1
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, password: str) -> None:
        self._answer()
        self.kept[service, name] = password

    def delete_password(self, service: str, name: str) -> None:
        self._answer()
        del self.kept[service, name]

    def _answer(self) -> None:
        if self.hanging:
            self.hanging.wait()
        if self.refusing:
            raise self.refusing
