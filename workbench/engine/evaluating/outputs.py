"""Runs as checks see them: with the tools that their model was offered."""

from __future__ import annotations

import asyncio

from workbench.checks.output import output_of
from workbench.domain.datasets import Case
from workbench.domain.prompts import Tool
from workbench.domain.runs import Run
from workbench.engine.evaluating.asking import Asked
from workbench.engine.parts import EngineParts


class Outputs:
    def __init__(self, parts: EngineParts) -> None:
        self._prompts = parts.prompts
        self._tools: dict[str, tuple[Tool, ...]] = {}

    async def asked(
        self,
        run: Run,
        case: Case,
        evaluation_id: str = "",
        *,
        cached: bool = False,
        ask: bool = True,
    ) -> Asked:
        tools = await self._tools_of(run.job.digest)
        output = output_of(run, tools, cached=cached or bool(run.cached_from))
        return Asked(run, output, case, evaluation_id, ask)

    async def _tools_of(self, digest: str) -> tuple[Tool, ...]:
        """Of a frozen content: read once."""
        if digest not in self._tools:
            content = await asyncio.to_thread(self._prompts.snapshot, digest)
            self._tools[digest] = content.tools
        return self._tools[digest]
