"""What the services need of the settings and of where keys are kept."""

from __future__ import annotations

from typing import Protocol

from workbench.domain.models import KeyStatus
from workbench.domain.settings import Settings


class SettingsStore(Protocol):
    def load(self) -> Settings:
        """Raises `FileProblem` naming the line or the key that is wrong."""
        ...

    def save(self, settings: Settings) -> None: ...


class KeyStore(Protocol):
    """Keys of providers: environment first, then this session's, then the system keyring."""

    def key(self, provider: str) -> str | None: ...

    def status(self, provider: str) -> KeyStatus: ...

    def keep(self, provider: str, key: str) -> None:
        """In the system keyring. Raises `KeyringUnusable`."""
        ...

    def keep_for_session(self, provider: str, key: str) -> None: ...

    def forget(self, provider: str) -> None:
        """This session's key and the keyring's."""
        ...

    def forget_session(self, provider: str) -> None:
        """This session's key only."""
        ...

    def known_secrets(self) -> frozenset[str]:
        """Every key this process has handed out: what must never be shown or written."""
        ...
