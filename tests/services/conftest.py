from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.fakes import Clock, MemoryDatasets, MemoryPrompts, MemoryRuns, counting
from workbench.services.datasets import DatasetService
from workbench.services.events import EventBus
from workbench.services.prompts import PromptService
from workbench.services.runs import RunService


@pytest.fixture
def bench():
    """The services over stores in memory; `heard` is what they published."""
    runs = MemoryRuns()
    store, datasets = MemoryPrompts(runs), MemoryDatasets()
    events, clock, heard = EventBus(), Clock(), []
    events.listen(heard.append)
    prompts = PromptService(store, events, clock, counting())
    return SimpleNamespace(
        store=store,
        run_store=runs,
        clock=clock,
        heard=heard,
        events=events,
        prompts=prompts,
        runs=RunService(prompts, runs, clock, counting("run")),
        datasets=DatasetService(datasets, counting("case"), EventBus()),
    )
