"""One check being decided on one output: who is asked, and what that comes to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from workbench.checks.fences import fence_mark, fenced
from workbench.checks.judgments import Members, NotUnderstood, read_answer
from workbench.checks.table import KINDS
from workbench.checks.vectors import Vector
from workbench.domain.checks import Check, Score, Verdict
from workbench.domain.datasets import Case
from workbench.domain.json_values import freeze
from workbench.domain.runs import Run, RunJob
from workbench.engine.evaluating.asking import Asked
from workbench.engine.judging.embeddings import Embeddings
from workbench.engine.judging.judges import Judges
from workbench.engine.judging.undecided import Undecided
from workbench.services.judges import JudgePrompt

LONGEST_QUOTE = 200
"""Characters of an answer that was not understood."""
MARK = "fence"
MATERIAL = ("output", "outputs", "first", "second", "input", "query", "context", "parts")
"""Values that a judge prompt without a fence of its own is given in one."""
ALSO = {
    "completion": "output",
    "answer": "output",
    "ideal": "expected",
    "groundTruth": "expected",
    "question": "query",
}
"""Names that promptfoo's own prompts have for the same."""
T = TypeVar("T")


class Judging:
    """Everything raises `Undecided`."""

    def __init__(self, judges: Judges, embeddings: Embeddings, check: Check, asked: Asked) -> None:
        self.check, self.asked = check, asked
        self._judges, self._embeddings = judges, embeddings
        self._runs: list[Run] = []
        self._costs: list[Decimal] = []

    @property
    def threshold(self) -> float | None:
        if self.check.threshold is not None:
            return self.check.threshold
        return KINDS[self.check.kind].threshold

    def reached(self, value: float) -> bool:
        return self.threshold is None or value >= self.threshold - 1e-9

    async def prompt(self, kind: str) -> JudgePrompt:
        return await self._judges.prompt(self.check, kind, self.asked.evaluation_id)

    async def ask(
        self, prompt: JudgePrompt, values: Mapping[str, Any], read: Callable[[Members], T]
    ) -> T:
        """What `read` makes of the judge's answer. Asked once more where it cannot be read."""
        job = self._job(prompt, values)
        answers: list[Run] = []
        while True:
            run = await self._judges.answered(prompt, job, ask=self.asked.ask)
            answers.append(run)
            self._took(run)
            try:
                return read(read_answer(run.text))
            except NotUnderstood as problem:
                if len(answers) > 1:
                    await self._judges.forget(answers)
                    raise Undecided(_not_understood(run, problem.message)) from problem
                job = self._judges.once_more(run, problem.message)

    async def vectors(self, *texts: str) -> list[Vector]:
        found = await self._embeddings.vectors(texts, model=self._embedder(), ask=self.asked.ask)
        if found.cost_usd is not None:
            self._costs.append(found.cost_usd)
        return found.vectors

    def score(self, value: float, passed: bool, reason: str) -> Score:
        """Turned around for a `not-` check."""
        if self.check.negated:
            passed, value = not passed, 1 - min(1.0, max(0.0, value))
        return self._score(Verdict.PASSED if passed else Verdict.FAILED, value, reason)

    def undecided(self, why: Undecided) -> Score:
        return self._score(why.verdict, 0.0, why.reason)

    def _score(self, verdict: Verdict, value: float, reason: str) -> Score:
        judgment = next((run.cached_from or run.id for run in reversed(self._runs)), "")
        cost = sum(self._costs, Decimal(0)) if self._costs else None
        return Score(verdict, value, reason, self.check.metric, (), judgment, cost)

    def _took(self, run: Run) -> None:
        self._runs.append(run)
        if run.cost_usd is not None:
            self._costs.append(run.cost_usd)

    def _embedder(self) -> str:
        """Of `similar` the check's own model is one of embeddings; judges answer in words."""
        if self.check.kind.startswith("similar"):
            return self.check.judge
        own = dict(self.check.config.items).get("embedding_model")
        return own if isinstance(own, str) else ""

    def _job(self, prompt: JudgePrompt, values: Mapping[str, Any]) -> RunJob:
        model = self._judges.model(self.check, prompt)
        new_id = self._judges.parts.new_id
        shown = tuple((name, freeze(value)) for name, value in _shown(prompt, self._all(values)))
        return RunJob(
            run_id=new_id(),
            batch_id=self.asked.evaluation_id or new_id(),
            prompt_id=prompt.prompt_id,
            digest=prompt.digest,
            model=model,
            case=Case(values=shown),
            version=prompt.version,
            use_cache=True,
            evaluation=self.asked.evaluation_id,
        )

    def _all(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """With the case's variables, which a judge prompt of one's own may use."""
        also = {name: values[meant] for name, meant in ALSO.items() if meant in values}
        return {**self.asked.output.values, **also, **values}


def _shown(prompt: JudgePrompt, values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What the prompt uses, fenced: what it does not use makes no judgment another one."""
    used = [item.name for item in prompt.content.inputs]
    mine = {name: values[name] for name in used if name in values}
    mark = fence_mark(text for value in mine.values() for text in _texts(value))
    if MARK in used:
        return [*mine.items(), (MARK, mark)]
    return [(name, _fenced(name, value, mark)) for name, value in mine.items()]


def _fenced(name: str, value: Any, mark: str) -> Any:
    meant = ALSO.get(name, name)
    if meant not in MATERIAL:
        return value
    if isinstance(value, list):
        return [_fenced(meant, item, mark) for item in value]
    return fenced(meant, value, mark) if isinstance(value, str) else value


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = [*value, *value.values()]
    return [text for item in value for text in _texts(item)] if isinstance(value, list) else []


def _not_understood(run: Run, problem: str) -> str:
    start = " ".join(run.text[: 4 * LONGEST_QUOTE].split())[:LONGEST_QUOTE]
    cut = " It was cut off at its longest length." if run.finish_reason == "length" else ""
    return f"The judge was not understood: {problem}.{cut} It answered: {start or '(nothing)'}"


async def gathered(*asking: Coroutine[Any, Any, T]) -> list[T]:
    """All of them, to their end: what one of them cost is known even where another failed."""
    found = await asyncio.gather(*asking, return_exceptions=True)
    for each in found:
        if isinstance(each, BaseException):
            raise each
    return [each for each in found if not isinstance(each, BaseException)]
