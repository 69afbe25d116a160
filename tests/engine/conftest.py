"""An engine on a real workspace, with scripted models and a clock that does not run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from tests.builders import NOON, a_content, a_job, a_prompt
from tests.engine.stand_ins import (
    DirectTemplates,
    ManualTime,
    MemoryKeys,
    PlainCatalogue,
    ScriptedGateway,
)
from workbench.domain.prompts import Input, PromptContent
from workbench.domain.run_events import RunEvent
from workbench.domain.runs import Run, RunJob
from workbench.domain.settings import Settings
from workbench.engine.parts import EngineParts
from workbench.engine.scheduler import Scheduler
from workbench.formats.content import as_hashed, digest_of
from workbench.store.opening import make_workspace, open_workspace
from workbench.store.prompts import SqlitePrompts
from workbench.store.runs import SqliteRuns

GREETING = a_content(inputs=(Input("name"),))


@dataclass
class Bench:
    """The parts of an engine, and what its runs said."""

    parts: EngineParts
    gateway: ScriptedGateway
    time: ManualTime
    keys: MemoryKeys
    events: list[RunEvent] = field(default_factory=list)

    def run(self, *jobs: RunJob, meanwhile: Callable[[Scheduler], Any] | None = None) -> list[Run]:
        """Execute the jobs; `meanwhile` is a coroutine function that runs beside them."""

        async def work() -> list[Run]:
            scheduler = Scheduler(self.parts)
            beside = asyncio.create_task(meanwhile(scheduler)) if meanwhile else None
            runs = await scheduler.execute(jobs, self.events.extend)
            if beside:
                await beside
            await scheduler.shut_down(5)
            return runs

        return asyncio.run(work())

    def recorded(self, run_id: str = "run-1") -> Run:
        return self.parts.runs.run(run_id)

    def of(self, kind: type) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]

    def keep(self, content: PromptContent) -> str:
        """The digest of the content, which is now in the workspace."""
        fixed = as_hashed(content)
        self.parts.prompts.keep_snapshot(digest_of(fixed), fixed)
        return digest_of(fixed)

    def job(self, run_id: str = "run-1", **fields: Any) -> RunJob:
        return a_job(run_id, **{"digest": digest_of(GREETING), **fields})

    def change(self, **fields: Any) -> None:
        self.parts = replace(self.parts, **fields)


@pytest.fixture
def workspace_path(tmp_path):
    path = tmp_path / "test.workbench"
    make_workspace(path)
    return path


@pytest.fixture
def workspace(workspace_path):
    opened = open_workspace(workspace_path)
    yield opened
    opened.close()


@pytest.fixture
def make_bench(workspace):
    prompts = SqlitePrompts(workspace)
    prompts.add(a_prompt(), GREETING)

    def make(scripts: dict[str, list[Any]] | None = None, **limits: Any) -> Bench:
        gateway, time, keys = ScriptedGateway(scripts or {}), ManualTime(), MemoryKeys()
        settings = Settings(limits=replace(Settings().limits, **limits))
        parts = EngineParts(
            prompts,
            SqliteRuns(workspace),
            DirectTemplates(),
            gateway,
            PlainCatalogue(),
            keys,
            now=lambda: NOON,
            settings=settings,
            clock=time.clock,
            sleep=time.sleep,
            random=lambda: 0.5,
        )
        bench = Bench(parts, gateway, time, keys)
        bench.keep(GREETING)
        return bench

    return make
