"""Prompts filled in to be counted, beside the answer where that takes longer than it may wait."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from workbench.domain.errors import WorkbenchError
from workbench.domain.json_values import thaw
from workbench.domain.problems import Preview
from workbench.domain.prompts import PromptContent
from workbench.engine.parts import Templates

PATIENCE = 0.03
"""Seconds that an answer waits for it: problems are wanted with the keystroke."""
KEPT = 4

Components = Mapping[str, PromptContent]
Key = tuple[Any, ...]


class Filling:
    """One prompt at a time: the newest is asked for again when the typing rests."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates
        self._done: OrderedDict[Key, Preview] = OrderedDict()
        self._task: asyncio.Task[None] | None = None

    async def filled(
        self, content: PromptContent, components: Components, values: tuple[tuple[str, Any], ...]
    ) -> Preview | None:
        """None while it is being made. Empty where it does not work."""
        key = (content, tuple(sorted(components.items(), key=lambda each: each[0])), values)
        if key not in self._done and (self._task is None or self._task.done()):
            fill = self._fill(key, content, components)
            self._task = asyncio.create_task(fill, name="filling in, to count")
        if key not in self._done and self._task is not None:
            await asyncio.wait({self._task}, timeout=PATIENCE)
        return self._done.get(key)

    async def _fill(self, key: Key, content: PromptContent, components: Components) -> None:
        values = {name: thaw(value) for name, value in key[-1]}
        try:
            preview = await self._templates.preview(content, components, values)
        except WorkbenchError:
            preview = Preview()
        self._done[key] = preview
        while len(self._done) > KEPT:
            self._done.popitem(last=False)
