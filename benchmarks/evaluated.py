"""One evaluation from nothing to its end, in a process of its own: what benchmarks measure.

`python -m benchmarks.evaluated ADDRESS WIDTH [CASES]` makes a workspace, plans two versions on
three models, runs them, and prints how that went as one JSON object.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from workbench.bootstrap import close_services, open_engine, open_services
from workbench.domain.checks import Check
from workbench.domain.datasets import Case, Dataset
from workbench.domain.evaluations import Evaluation, EvaluationState
from workbench.domain.models import Endpoint
from workbench.domain.prompts import Input, Message, PromptContent, Role
from workbench.domain.settings import Settings
from workbench.engine.evaluating.conductor import Conductor
from workbench.engine.scheduler import Scheduler
from workbench.services.evaluations import ColumnChoice, EvaluationOptions
from workbench.services.opened import Services

TEMPLATES = ("Say {{ word }} plainly.", "Please say {{ word }}.")
MODELS = ("bench/m0", "bench/m1", "bench/m2")
CASES = 200
COLUMNS = len(TEMPLATES) * len(MODELS)
CHECKS = (
    Check("contains", value="answer"),
    Check("icontains", value="42"),
    Check("regex", value=r"is \d+"),
)


@dataclass(frozen=True, slots=True)
class Went:
    cells: int
    seconds: float
    """Of the evaluation alone."""
    cpu_seconds: float
    """The same."""
    peak_kilobytes: int


def main(address: str, width: int, cases: int = CASES) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        services = open_services(path, empty=True)
        evaluation = planned(services, cases)
        asyncio.run(conducted(path, evaluation.id, address, width))
        summary = services.evaluations.summaries()[0]
        assert summary.evaluation.state is EvaluationState.FINISHED, summary
        assert summary.done == evaluation.total, summary
        assert summary.passed == evaluation.total, summary
        close_services(services)


def planned(services: Services, cases: int) -> Evaluation:
    made = services.prompts.create("bench/words", content=content(TEMPLATES[0]))
    prompt_id = made.prompt.id
    versions = []
    for number, template in enumerate(TEMPLATES, start=1):
        draft = services.prompts.open(prompt_id).draft
        services.prompts.journal(replace(draft, content=content(template)))
        version = services.prompts.commit(prompt_id, note=f"version {number}", author="bench")
        versions.append(version.number)
    words = tuple(Case(f"c{n}", values=(("word", f"word {n}"),)) for n in range(cases))
    dataset = Dataset("d", "bench", "", words, checks=CHECKS)
    columns = [ColumnChoice(prompt_id, model, number) for number in versions for model in MODELS]
    return services.evaluations.plan("bench", dataset, columns, EvaluationOptions(use_cache=False))


def content(template: str) -> PromptContent:
    return PromptContent((Message(Role.USER, template),), inputs=(Input("word"),))


async def conducted(path: Path, evaluation_id: str, address: str, width: int) -> None:
    parts = open_engine(path)
    limits = replace(Settings().limits, concurrency_local=width)
    settings = Settings(endpoints=(Endpoint("bench", address, ("m0", "m1", "m2")),), limits=limits)
    parts.configure(settings)
    scheduler = Scheduler(replace(parts, settings=settings))
    conductor = Conductor(parts, scheduler, lambda _events: None)
    start, cpu = time.perf_counter(), time.process_time()
    evaluation = await conductor.run(evaluation_id)
    went = Went(
        evaluation.total,
        time.perf_counter() - start,
        time.process_time() - cpu,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    )
    print(json.dumps(asdict(went)), flush=True)
    await conductor.shut_down(5)
    await scheduler.shut_down(5)
    await parts.templates.close()
    parts.close()


if __name__ == "__main__":
    main(sys.argv[1], *(int(number) for number in sys.argv[2:]))
