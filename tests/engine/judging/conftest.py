"""Judges on a real workspace: their prompts are in its library, their models are scripted."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from tests.builders import NOON, a_job, a_run
from tests.engine.conftest import Bench
from tests.fakes import counting
from workbench.checks.output import Output
from workbench.domain.checks import Check, Score
from workbench.domain.datasets import Case
from workbench.domain.prompts import Message, Role
from workbench.domain.settings import Settings
from workbench.engine.evaluating.asking import Asked
from workbench.engine.judging.askers import JudgeAskers, judge_askers
from workbench.engine.scheduler import Scheduler
from workbench.formats.checks import read_check
from workbench.providers.demo.embedding import EMBEDDING_MODEL, embedded
from workbench.services.judges import JudgeService
from workbench.services.model_ports import Embedded
from workbench.store.embeddings import SqliteEmbeddings

JUDGE = "court/judge"


def says(**document: Any) -> list[str]:
    return [json.dumps(document)]


@dataclass
class CountingEmbedder:
    """By the demo rules; an error in `failures` is raised first."""

    failures: list[Exception] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    under_way: int = 0
    most: int = 0
    """Under way at once."""

    async def embed(self, model: str, texts: Sequence[str], timeouts: Any) -> Embedded:
        self.asked.extend(texts)
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await asyncio.sleep(0)
        self.under_way -= 1
        if self.failures:
            raise self.failures.pop(0)
        return embedded(texts)


@dataclass
class Court:
    bench: Bench
    embedder: CountingEmbedder

    @property
    def service(self) -> JudgeService:
        return JudgeService(self.bench.parts.prompts, lambda: NOON, counting("prompt"))

    def set(self, **settings: Any) -> None:
        self.bench.change(settings=replace(self.bench.parts.settings, **settings))

    def run(self, work: Any) -> Any:
        """`work(askers)`, in a loop with a scheduler of its own."""

        async def inside() -> Any:
            scheduler = Scheduler(self.bench.parts)
            try:
                return await work(judge_askers(self.bench.parts, scheduler))
            finally:
                await scheduler.shut_down(5)

        return asyncio.run(asyncio.wait_for(inside(), 60))

    def score(self, document: dict[str, Any], text: str = "Good morning.", **asked: Any) -> Score:
        check, one = a_check(**document), an_asked(text, **asked)
        return self.run(lambda askers: askers.score(check, one))

    def scores(self, document: dict[str, Any], *texts: str, **asked: Any) -> list[Score]:
        group = [an_asked(text, run_id=f"run-{i}", **asked) for i, text in enumerate(texts)]
        return self.run(lambda askers: askers.scores(a_check(**document), group))

    def sent(self) -> list[tuple[str, str]]:
        """System and user message of each call that went out."""
        return [(c.messages[0].text, c.messages[1].text) for c in self.bench.gateway.calls]


def a_check(**document: Any) -> Check:
    return read_check({"type": "llm-rubric", "value": "Is polite.", "provider": JUDGE, **document})


def an_asked(text: str = "Good morning.", **fields: Any) -> Asked:
    values, expected = fields.pop("values", {}), fields.pop("expected", "")
    question = fields.pop("question", "Greet me.")
    run = a_run(
        job=a_job(fields.pop("run_id", "run-judged")),
        text=text,
        messages=(Message(Role.USER, question),),
    )
    output = Output(text, values, expected)
    return Asked(run, output, Case(), fields.pop("evaluation_id", "evaluation-1"), **fields)


@pytest.fixture
def make_court(make_bench, workspace):
    def make(*script: Any, **scripts: list[Any]) -> Court:
        """`script` is what the judge answers, one list for each request."""
        bench = make_bench({JUDGE: list(script), **scripts})
        embedder = CountingEmbedder()
        bench.change(
            embedder=embedder,
            embeddings=SqliteEmbeddings(workspace),
            new_id=counting("judgment"),
            settings=replace(Settings(), embedding_model=EMBEDDING_MODEL),
        )
        return Court(bench, embedder)

    return make


__all__ = ["JUDGE", "Court", "JudgeAskers", "a_check", "an_asked", "says"]
