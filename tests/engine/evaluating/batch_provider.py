"""A provider's batch API in memory, which answers as it is told."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from tests.builders import a_dataset
from tests.engine.evaluating.conftest import Stage
from tests.engine.stand_ins import PlainCatalogue
from workbench.domain.errors import ProviderError
from workbench.domain.evaluations import Evaluation, EvaluationProgress
from workbench.domain.models import Model, Price
from workbench.domain.provider_batches import BatchState
from workbench.domain.runs import FailureKind, Usage
from workbench.services.model_ports import BatchAnswer, BatchStanding, Ending, ModelCall

MODEL = "openai/x"
BUSY = ProviderError("come back later", kind=FailureKind.PROVIDER)
KEY = ProviderError("openai refused the key", kind=FailureKind.KEY_REFUSED)
PRICE = Price(Decimal("0.001"), Decimal("0.01"))


@dataclass
class Sent:
    """A batch that the provider has."""

    id: str
    model: str
    names: list[str]
    marks: dict[str, str]
    state: str = ""
    looks: int = 0


@dataclass
class MemoryBatches:
    """Answers `Hello` to every request, at the second look. Errors in `raising` are raised once,
    by the name of the method."""

    models: tuple[str, ...] = ("openai/x",)
    most_requests: int = 1000
    most_bytes: int = 1_000_000
    looks: int = 2
    ending: str = "completed"
    reason: str = ""
    sent: list[Sent] = field(default_factory=list)
    raising: dict[str, list[ProviderError]] = field(default_factory=dict)
    special: dict[str, Any] = field(default_factory=dict)
    """By the id of a request: its answer, a failure, or None for none."""
    strange: tuple[str, ...] = ()
    """Ids that nobody asked for, answered all the same."""
    lose: int = 0
    """So many batches are made without saying so."""
    calls: list[tuple[str, str]] = field(default_factory=list)

    async def has_batches(self, model: str) -> bool:
        return model in self.models

    async def line(self, custom_id: str, call: ModelCall) -> bytes:
        self._raise("line")
        texts = [message.text for message in call.messages]
        return json.dumps({"custom_id": custom_id, "texts": texts}).encode() + b"\n"

    async def submit(self, model: str, lines: Sequence[bytes], marks: Mapping[str, str]) -> str:
        self.calls.append(("submit", model))
        self._raise("submit")
        names = [json.loads(line)["custom_id"] for line in lines]
        batch = Sent(f"batch_{len(self.sent) + 1}", model, names, dict(marks))
        self.sent.append(batch)
        if self.lose:
            self.lose -= 1
            raise ProviderError("The connection was lost.", kind="broken off")
        return batch.id

    async def find(self, model: str, marks: Mapping[str, str], since: datetime) -> str:
        self.calls.append(("find", model))
        self._raise("find")
        return next((batch.id for batch in self.sent if batch.marks == dict(marks)), "")

    async def standing(self, model: str, batch_id: str) -> BatchStanding:
        self.calls.append(("standing", batch_id))
        self._raise("standing")
        batch = self._batch(batch_id)
        batch.looks += 1
        state = batch.state or (self.ending if batch.looks >= self.looks else "in_progress")
        over = state != "in_progress"
        total = len(batch.names)
        return BatchStanding(state, over, total, total if over else 0, self.reason)

    async def answers(self, model: str, batch_id: str) -> AsyncIterator[BatchAnswer]:
        self.calls.append(("answers", batch_id))
        batch = self._batch(batch_id)
        half = len(batch.names) // 2 if batch.state == "cancelled" else len(batch.names)
        for name in (*batch.names[:half], *self.strange):
            self._raise("answers")
            answer = self.special.get(name, "Hello")
            if isinstance(answer, ProviderError):
                yield BatchAnswer(name, failure=answer)
            elif answer is not None:
                yield BatchAnswer(name, answer, ending=Ending("stop", usage=Usage(100, 10)))

    async def cancel(self, model: str, batch_id: str) -> None:
        self.calls.append(("cancel", batch_id))
        self._batch(batch_id).state = "cancelled"

    def count(self, what: str) -> int:
        return sum(name == what for name, _ in self.calls)

    def _batch(self, batch_id: str) -> Sent:
        for batch in self.sent:
            if batch.id == batch_id:
                return batch
        raise ProviderError("There is no such batch.", kind="model not found")

    def _raise(self, name: str) -> None:
        if self.raising.get(name):
            raise self.raising[name].pop(0)


class Priced(PlainCatalogue):
    def model(self, name: str) -> Model:
        half = Price(PRICE.input / 2, PRICE.output / 2)
        return Model(name, "openai", price=PRICE, batches=name == MODEL, batch_price=half)


def plan(stage: Stage, *models: str, cases: int = 4, **fields: Any) -> Evaluation:
    names = [f"case {number}" for number in range(cases)]
    fields = {"batch_api": True, **fields}
    return stage.plan(*(models or (MODEL,)), dataset=a_dataset(*names), cases=cases, **fields)


def out(stage: Stage, evaluation: Evaluation) -> list[tuple[str, BatchState]]:
    known = stage.bench.parts.provider_batches.of(evaluation.id)
    return [(batch.batch_id, batch.state) for batch in known]


def reasons(stage: Stage) -> list[str]:
    return [event.reason for event in stage.events if isinstance(event, EvaluationProgress)]
