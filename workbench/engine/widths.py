"""How many runs at once each provider gets: as set, and more where an evaluation asks for it."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from workbench.domain.hosts import on_this_machine
from workbench.domain.settings import Settings


class Widths:
    """Servers on this machine have a limit of their own: most answer one at a time."""

    def __init__(self, settings: Settings, local: Collection[str] = ()) -> None:
        """`local`: names of the servers that are looked for on this machine."""
        self._settings, self._local = settings, frozenset(local)
        self._asked: dict[str, int] = {}

    def configure(self, settings: Settings) -> None:
        self._settings = settings

    def ask(self, who: str, width: int | None) -> None:
        """For as long as `who` (an evaluation) works, until it asks for None."""
        if width is None:
            self._asked.pop(who, None)
        else:
            self._asked[who] = width

    def of(self, provider: str) -> int:
        limits = self._settings.limits
        set_to = (
            limits.concurrency_local
            if self._is_local(provider)
            else limits.concurrency_per_provider
        )
        return max(set_to, *self._asked.values()) if self._asked else set_to

    def _is_local(self, provider: str) -> bool:
        """A person's own endpoint wins over a server of the same name."""
        for endpoint in self._settings.endpoints:
            if endpoint.name == provider:
                return on_this_machine(urlsplit(endpoint.base_url).hostname or "")
        return provider in self._local
