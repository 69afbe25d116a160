"""Keys of providers, in the environment, for this session, or in the system keyring."""

from __future__ import annotations

import os
import string
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from workbench.domain.errors import InvalidInput, KeyringUnusable
from workbench.domain.models import KeyStatus
from workbench.domain.redaction import environment_secrets
from workbench.secrets.bounded import TookTooLong, within
from workbench.secrets.environment import key_in, variables_of

SERVICE = "prompt-workbench"
SECONDS_TO_ANSWER = 10.0
"""A keyring that asks a person to unlock it may take as long as it wants when a key is kept."""
SECONDS_REMEMBERED = 5.0
"""Keys read from the keyring; another process may keep a new one at any time."""
SECONDS_ENVIRONMENT = 1.0
"""What the environment's names give away as secrets."""
SECONDS_LEFT_ALONE = 60.0
"""After a keyring did not answer."""


class Keyring(Protocol):
    """The part of `keyring` that is used."""

    def get_password(self, service: str, name: str) -> str | None: ...

    def set_password(self, service: str, name: str, password: str) -> None: ...

    def delete_password(self, service: str, name: str) -> None: ...


class KeyringKeys:
    """Implements `ports.KeyStore`. Thread-safe."""

    def __init__(
        self,
        environment: Mapping[str, str] | None = None,
        *,
        keyring: Callable[[], Keyring] | None = None,
        clock: Callable[[], float] = time.monotonic,
        patience: float = SECONDS_TO_ANSWER,
    ) -> None:
        self._environment = os.environ if environment is None else environment
        self._open_keyring = keyring or system_keyring
        self._clock, self._patience = clock, patience
        self._session: dict[str, str] = {}
        self._remembered: dict[str, tuple[float, str | None]] = {}
        self._unusable_until = 0.0
        self._secrets: set[str] = set()
        self._in_environment: tuple[float, frozenset[str]] = float("inf"), frozenset()
        self._lock, self._reading = threading.RLock(), threading.Lock()

    def key(self, provider: str) -> str | None:
        return self._found(provider)[0]

    def status(self, provider: str) -> KeyStatus:
        key, source = self._found(provider)
        return KeyStatus(provider, variables_of(provider)[0], source if key else "")

    def keep(self, provider: str, key: str) -> None:
        key = checked_key(key)
        self._call(lambda keyring: keyring.set_password(SERVICE, provider, key))
        with self._lock:
            self._secrets.add(key)
            self._session.pop(provider, None)
            self._remembered[provider] = (self._clock(), key)

    def keep_for_session(self, provider: str, key: str) -> None:
        key = checked_key(key)
        with self._lock:
            self._secrets.add(key)
            self._session[provider] = key

    def forget(self, provider: str) -> None:
        """This session's key and the keyring's; the environment is not ours to change."""
        with self._lock:
            had_session_key = self._session.pop(provider, None) is not None
            self._remembered.pop(provider, None)
        try:
            if self._call(lambda keyring: keyring.get_password(SERVICE, provider)) is not None:
                self._call(lambda keyring: keyring.delete_password(SERVICE, provider))
        except KeyringUnusable:
            if not had_session_key:
                raise

    def forget_session(self, provider: str) -> None:
        """What the keyring said is forgotten too: it may have been changed elsewhere."""
        with self._lock:
            self._session.pop(provider, None)
            self._remembered.pop(provider, None)

    def known_secrets(self) -> frozenset[str]:
        """Looking through the environment is dear to ask of every run; a key that was used is
        known from then on in any case."""
        with self._lock:
            looked_at, found = self._in_environment
            if not looked_at <= self._clock() < looked_at + SECONDS_ENVIRONMENT:
                found = environment_secrets(self._environment)
                self._in_environment = self._clock(), found
            return found | self._secrets

    def _found(self, provider: str) -> tuple[str | None, str]:
        if key := key_in(self._environment, provider):
            source = "environment"
        elif key := self._session.get(provider):
            source = "session"
        else:
            key, source = self._from_keyring(provider), "keyring"
        if key:
            with self._lock:
                self._secrets.add(key)
        return key, source

    def _from_keyring(self, provider: str) -> str | None:
        """None where there is no usable keyring: then there is no key in it either."""
        if remembered := self._lately(provider):
            return remembered[1]
        with self._reading:  # sixty runs that begin together ask once
            if remembered := self._lately(provider):
                return remembered[1]
            now = self._clock()
            try:
                kept = self._call(lambda keyring: keyring.get_password(SERVICE, provider))
            except KeyringUnusable:
                kept = None
            key = (kept or "").strip() or None
            with self._lock:
                self._remembered[provider] = (now, key)
            return key

    def _lately(self, provider: str) -> tuple[float, str | None] | None:
        """When it was read and what was found, where that still counts."""
        found = self._remembered.get(provider)
        return found if found and self._clock() - found[0] < SECONDS_REMEMBERED else None

    def _call(self, what: Callable[[Keyring], Any]) -> Any:
        """Raises `KeyringUnusable`, at once while a keyring that hung is left alone."""
        if self._clock() < self._unusable_until:
            raise KeyringUnusable("The system keyring did not answer a moment ago.")
        try:
            return within(self._patience, lambda: what(self._open_keyring()))
        except KeyringUnusable:
            raise
        except TookTooLong:
            self._unusable_until = self._clock() + SECONDS_LEFT_ALONE
            reason = f"The system keyring did not answer within {self._patience:g} s."
        except Exception as error:
            # Its text may hold what was to be kept
            reason = f"The system keyring refused: {type(error).__name__}."
        raise KeyringUnusable(reason)


def system_keyring() -> Keyring:
    """Raises `KeyringUnusable` where this system has none that keeps anything."""
    import keyring
    from keyring.backends import fail, null

    backend = keyring.get_keyring()
    if isinstance(backend, fail.Keyring | null.Keyring):
        raise KeyringUnusable("This system has no keyring.")
    return backend


def checked_key(key: str) -> str:
    """Without the blanks and line ends that come along when it is copied."""
    trimmed = key.strip(string.whitespace + "\ufeff\u200b\u00a0")
    if not trimmed:
        raise InvalidInput("The key is empty.")
    if any(character.isspace() or not character.isprintable() for character in trimmed):
        raise InvalidInput(
            "The key has a blank or a line end inside.", hint="Copy it again, in one piece."
        )
    if not trimmed.isascii():
        raise InvalidInput("The key has a character that no key has.", hint="Copy it again.")
    return trimmed
