"""What stays the same from run to run, read once: contents, prices, what models take."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TypeVar

from workbench.domain.models import Price
from workbench.domain.parameters import Support
from workbench.domain.prompts import PromptContent
from workbench.engine.parts import EngineParts

LOG = logging.getLogger(__name__)
MOST_CONTENTS = 64
"""An evaluation has a few. A content may be large."""

Components = dict[str, PromptContent]
T = TypeVar("T")


class Known:
    """Lives in one event loop. A content never changes under its digest."""

    def __init__(self, parts: EngineParts) -> None:
        self._parts = parts
        self._contents: dict[str, tuple[PromptContent, Components]] = {}
        self._prices: dict[str, Price | None] = {}
        self._supports: dict[str, Support] = {}

    def forget_models(self) -> None:
        """The settings changed: another server may stand behind a name."""
        self._prices.clear()
        self._supports.clear()

    async def content(self, digest: str) -> tuple[PromptContent, Components]:
        """With what it includes, by path. Raises `NotFound`."""
        found = await _once(self._contents, digest, self._read_contents)
        while len(self._contents) > MOST_CONTENTS:
            del self._contents[next(iter(self._contents))]
        return found

    async def price(self, model: str) -> Price | None:
        return await _once(
            self._prices, model, lambda name: self._parts.catalogue.model(name).price
        )

    async def support(self, model: str) -> Support:
        """Where it cannot be told, everything is sent."""
        return await _once(self._supports, model, self._support)

    def _read_contents(self, digest: str) -> tuple[PromptContent, Components]:
        read = self._parts.prompts.snapshot
        content = read(digest)
        return content, {path: read(part) for path, part in dict(content.components).items()}

    def _support(self, model: str) -> Support:
        try:
            return self._parts.catalogue.support(model)
        except Exception:
            LOG.exception("What the model %s takes could not be told", model)
            return Support()


async def _once(known: dict[str, T], name: str, read: Callable[[str], T]) -> T:
    """Read in a thread the first time."""
    if name not in known:
        known[name] = await asyncio.to_thread(read, name)
    return known[name]
