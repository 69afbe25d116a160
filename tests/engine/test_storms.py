"""Sixty-four at once against a provider that has had enough: over real HTTP, to a good end."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

import pytest

from tests.faulty_server.fixture import faulty_server
from tests.providers.answering import keys
from workbench.domain.runs import Outcome
from workbench.engine.scheduler import Scheduler
from workbench.providers.gateway import LitellmGateway

__all__ = ["faulty_server"]
MANY = 64


SPEED = 100
"""Seconds of the engine's clock in one of ours."""


def clock():
    return time.monotonic() * SPEED


async def sleep(seconds):
    await asyncio.sleep(seconds / SPEED)


@pytest.mark.parametrize(
    "model",
    [
        f"rate-limited;times={MANY};seconds=0",
        f"rate-limited;times={3 * MANY};seconds=0",
        f"crowded;most=5;of={MANY}",
        f"crowded;most=5;of={MANY};code=503",
    ],
)
def test_a_storm_of_refusals_ends_well(make_bench, faulty_server, model):
    bench = make_bench(concurrency_local=MANY, attempts=8)
    endpoint = faulty_server.endpoint()
    gateway = LitellmGateway(keys(), [endpoint])
    settings = replace(bench.parts.settings, endpoints=(endpoint,))
    bench.change(
        gateway=gateway, hang_up=gateway.close, settings=settings, clock=clock, sleep=sleep
    )
    jobs = [bench.job(f"run-{n}", model=f"faulty/{model}", evaluation="e") for n in range(MANY)]

    async def work():
        scheduler = Scheduler(bench.parts)
        runs = await scheduler.execute(jobs, lambda _events: None)
        await scheduler.shut_down(5)
        return runs

    runs = asyncio.run(work())

    assert {run.outcome for run in runs} == {Outcome.FINISHED}
    assert bench.recorded("run-0").outcome is Outcome.FINISHED
