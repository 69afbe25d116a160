"""Keys of providers: where each comes from, and keeping or forgetting one."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.domain.models import KeyStatus
from workbench.services.events import EventBus, KeysChanged
from workbench.services.ports import KeyStore

PROVIDERS = (
    "openai",
    "anthropic",
    "gemini",
    "mistral",
    "groq",
    "deepseek",
    "xai",
    "openrouter",
    "together_ai",
    "fireworks_ai",
    "perplexity",
    "cohere",
    "azure",
    "huggingface",
)
"""Those that are asked about where nobody names others."""


class KeyService:
    """No key ever leaves it: only where one comes from."""

    def __init__(self, keys: KeyStore, events: EventBus) -> None:
        self._keys, self._events = keys, events

    def statuses(self, providers: Iterable[str] = PROVIDERS) -> list[KeyStatus]:
        """One for each provider, once, in their order."""
        return [self._keys.status(provider) for provider in dict.fromkeys(providers)]

    def keep(self, provider: str, key: str) -> None:
        """In the system keyring. Raises `KeyringUnusable` or `InvalidInput`."""
        self._keys.keep(provider, key)
        self._events.publish(KeysChanged(provider))

    def keep_for_session(self, provider: str, key: str) -> None:
        """Until the app is closed."""
        self._keys.keep_for_session(provider, key)
        self._events.publish(KeysChanged(provider))

    def forget(self, provider: str) -> None:
        """What was kept here. A key in the environment stays."""
        self._keys.forget(provider)
        self._events.publish(KeysChanged(provider))
