"""An engine that runs evaluations on a real workspace, with scripted models."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from tests.builders import a_column, a_dataset, an_evaluation
from tests.engine.conftest import GREETING, Bench
from workbench.domain.datasets import Dataset
from workbench.domain.evaluations import Cell, CellsChanged, Evaluation, EvaluationEvent
from workbench.engine.evaluating.conductor import Conductor
from workbench.engine.scheduler import Scheduler
from workbench.formats.content import digest_of
from workbench.store.evaluations import SqliteEvaluations
from workbench.store.provider_batches import SqliteProviderBatches


@dataclass
class Stage:
    """A bench, and what the evaluations on it said."""

    bench: Bench
    store: SqliteEvaluations
    events: list[EvaluationEvent] = field(default_factory=list)

    def plan(self, *models: str, dataset: Dataset | None = None, **fields: Any) -> Evaluation:
        """An evaluation in the workspace, with a column for each model."""
        dataset = dataset or a_dataset()
        columns = tuple(
            a_column(model=model, digest=digest_of(GREETING)) for model in models or ("demo/brief",)
        )
        evaluation = an_evaluation(dataset, **{"columns": columns, **fields})
        self.store.add(evaluation, dataset)
        return evaluation

    def run(
        self,
        evaluation: Evaluation,
        meanwhile: Callable[[Conductor, Scheduler], Any] | None = None,
        **wanted: Any,
    ) -> Evaluation:
        """Start or resume it, and wait until it is over or halted; as it is then."""

        async def work() -> Evaluation:
            scheduler = Scheduler(self.bench.parts)
            conductor = Conductor(self.bench.parts, scheduler, self.events.extend)
            beside = asyncio.create_task(meanwhile(conductor, scheduler)) if meanwhile else None
            ended = await conductor.run(evaluation.id, **wanted)
            if beside:
                await beside
            await scheduler.shut_down(5)
            return ended

        return asyncio.run(asyncio.wait_for(work(), 60))

    def change(self, evaluation: Evaluation, **fields: Any) -> Evaluation:
        changed = replace(self.store.evaluation(evaluation.id), **fields)
        self.store.save(changed)
        return changed

    def cells(self, evaluation: Evaluation) -> list[Cell]:
        return self.store.cells(evaluation.id)

    def told(self) -> dict[int, Cell]:
        """The cells as they were told last."""
        changes = [event for event in self.events if isinstance(event, CellsChanged)]
        return {cell.number: cell for change in changes for cell in change.cells}

    @property
    def calls(self) -> int:
        """Requests that models got."""
        return len(self.bench.gateway.calls)


@pytest.fixture
def make_stage(make_bench, workspace):
    def make(scripts: dict[str, list[Any]] | None = None, **limits: Any) -> Stage:
        bench = make_bench(scripts, **limits)
        store = SqliteEvaluations(workspace)
        bench.change(evaluations=store)
        return Stage(bench, store)

    return make


@pytest.fixture
def provider():
    """One with a batch API."""
    from tests.engine.evaluating.batch_provider import MemoryBatches

    return MemoryBatches()


@pytest.fixture
def stage(make_stage, workspace, provider):
    """One of the models goes through the provider's batch API."""
    from tests.engine.evaluating.batch_provider import MODEL, Priced

    stage = make_stage({"demo/brief": ["Hello"], MODEL: ["Hello"]})
    stage.bench.change(
        batches=provider,
        provider_batches=SqliteProviderBatches(workspace),
        catalogue=Priced(),
    )
    return stage
