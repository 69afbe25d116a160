"""Templates rendered in worker processes that can be killed. Implements `model_ports.Renderer`.

Plain prompts, with nothing but `{{ name }}`, take a short way and need no worker.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from typing import Any

from workbench.domain.errors import EngineStopped, TemplateTooCostly
from workbench.domain.problems import Analysis, AnalysisScope, Preview
from workbench.domain.prompts import Message, PromptContent
from workbench.domain.settings import Limits
from workbench.engine.rendering_worker import DIED, Bounds, NotAnswering, WorkerProcess
from workbench.templating import wire
from workbench.templating.plain import plain_messages
from workbench.templating.problems.mistakes import as_problem

Components = Mapping[str, PromptContent]


class RenderPool:
    """At most `size` workers, started when they are needed and kept warm.

    A worker that takes too long, dies, or whose caller was cancelled is replaced.
    """

    def __init__(self, limits: Limits = Limits(), *, size: int = 2) -> None:  # noqa: B008 - frozen
        self.configure(limits)
        self._turns = asyncio.Semaphore(size)
        self._idle: list[WorkerProcess] = []
        self._busy: set[WorkerProcess] = set()
        self._closed = False

    def configure(self, limits: Limits) -> None:
        """From the next request on."""
        self._bounds = Bounds(limits.render_seconds, limits.render_bytes)

    async def warm_up(self) -> None:
        """Start a worker before it is needed."""
        async with self._worker():
            pass

    async def render(
        self, content: PromptContent, components: Components, values: Mapping[str, Any]
    ) -> tuple[Message, ...]:
        """Raises `TemplateError`, `TemplateTooCostly`, `MissingValues` or `InvalidInput`."""
        plain = plain_messages(content, values, largest=self._bounds.bytes)
        if plain is not None:
            return plain
        return wire.read_messages(await self._ask("render", content, components, values))

    async def analyse(
        self,
        content: PromptContent,
        components: Components,
        scope: AnalysisScope = AnalysisScope(),  # noqa: B008 - frozen
        archived: Collection[str] = (),
    ) -> Analysis:
        """Raises `TemplateTooCostly` only; what else is wrong is a problem of the analysis."""
        # Which names have a value counts, not the values
        given = {name: None for name, value in scope.values if value is not None}
        others = {"rules_off": list(scope.rules_off), "archived": list(archived)}
        answer = await self._ask("analyse", content, components, given, **others)
        return wire.read_analysis(answer, content)

    async def preview(
        self, content: PromptContent, components: Components, values: Mapping[str, Any]
    ) -> Preview:
        """Never raises for what is in the content: a mistake is the preview's problem.

        It has no place where the worker ran out of time between messages or had to be stopped.
        """
        try:
            return wire.read_preview(await self._ask("preview", content, components, values))
        except TemplateTooCostly as error:
            return Preview(problem=as_problem(error, content))

    async def close(self) -> None:
        """End the workers. Requests that are under way raise `EngineStopped`."""
        self._closed = True
        await self._stop_idle()
        for worker in list(self._busy):
            await worker.stop()

    async def _ask(
        self,
        do: str,
        content: PromptContent,
        components: Components,
        values: Mapping[str, Any],
        **others: Any,
    ) -> wire.Document:
        bounds = self._bounds
        line = wire.request(
            do, content, components, values, seconds=bounds.seconds, bytes=bounds.bytes, **others
        )
        try:
            answer = await self._answer(do, line, bounds)
        except NotAnswering:
            # One that was kept warm may have been ended from outside; a new one tells
            await self._stop_idle()
            try:
                answer = await self._answer(do, line, bounds)
            except NotAnswering as error:
                raise TemplateTooCostly(DIED) from error
        if "error" in answer:
            raise wire.read_error(answer)
        return answer

    async def _answer(self, do: str, line: bytes, bounds: Bounds) -> wire.Document:
        async with self._worker(do) as worker:
            return await worker.ask(line, bounds)

    @asynccontextmanager
    async def _worker(self, do: str = "") -> AsyncIterator[WorkerProcess]:
        async with self._turns:
            worker = self._used_to(do) if self._idle else await WorkerProcess.start()
            worker.habit = do
            self._busy.add(worker)
            try:
                if self._closed:
                    raise EngineStopped("Rendering has ended.")
                yield worker
            except BaseException:
                await worker.stop()
                raise
            finally:
                self._busy.discard(worker)
            self._idle.append(worker)

    def _used_to(self, do: str) -> WorkerProcess:
        """One that did the same before, or else the one that has been idle for longest."""
        found = next((each for each in self._idle if each.habit == do), self._idle[0])
        self._idle.remove(found)
        return found

    async def _stop_idle(self) -> None:
        while self._idle:
            await self._idle.pop().stop()
