"""What is left of an evaluation would come to: calls, tokens, money, time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import fmean

from workbench.checks.kinds import Asks
from workbench.domain.checks import Check
from workbench.domain.datasets import Dataset
from workbench.domain.errors import WorkbenchError
from workbench.domain.estimates import JobEstimate
from workbench.domain.evaluations import Evaluation, EvaluationEstimate
from workbench.domain.json_values import thaw
from workbench.domain.prompts import Message, PromptContent
from workbench.domain.runs import Outcome, RunJob
from workbench.domain.settings import Settings
from workbench.engine.calls import model_call
from workbench.engine.evaluating.agenda import Agenda
from workbench.engine.evaluating.batches import offering
from workbench.engine.evaluating.cells import Work, job_of
from workbench.engine.evaluating.scoring import Checklist, asks_of
from workbench.engine.lanes import provider_of
from workbench.engine.parts import EngineParts
from workbench.engine.request_keys import request_key
from workbench.engine.spending import job_estimate

SAMPLED = 24
"""Cells of a column that are looked at; the others are taken to be like them."""
RECENT_RUNS = 50
JUDGE_PROMPT = 500
JUDGMENT = 200
"""Tokens: of a judge's prompt without its material, and of a judgment."""
LETTERS_PER_TOKEN = 4
ASKING_MODELS = (Asks.JUDGE, Asks.GROUP)


@dataclass(slots=True)
class _Column:
    """What is known of the cells of one column that were looked at."""

    left: int
    estimates: list[JobEstimate] = field(default_factory=list)
    """Of those that have to be sent."""
    cached: int = 0
    batched: bool = False
    """Sent through the provider's batch API."""

    @property
    def calls(self) -> int:
        looked_at = len(self.estimates) + self.cached
        return round(self.left * len(self.estimates) / looked_at) if looked_at else 0

    def mean(self, what: Callable[[JobEstimate], float]) -> float:
        return fmean(what(each) for each in self.estimates) if self.estimates else 0.0


class Estimating:
    """Of each column some cells, spread evenly over what is left of it, are rendered and
    counted; the column is taken to be like them. So an estimate takes about as long for
    100,000 cells as for 100, and is as good as its cases are alike."""

    def __init__(
        self,
        parts: EngineParts,
        settings: Callable[[], Settings],
        width: Callable[[str], int],
    ) -> None:
        """`width` of a provider: how many runs are under way at once."""
        self._parts, self._settings, self._width = parts, settings, width

    async def estimate(
        self, evaluation: Evaluation, dataset: Dataset, agenda: Agenda
    ) -> EvaluationEstimate:
        columns, batched = [], await offering(self._parts, evaluation)
        for index, column in enumerate(evaluation.columns):
            left = [n for n in agenda.cells({index}) if agenda.work(n) is Work.RUN]
            columns.append(_Column(len(left), batched=column.model in batched))
            for number in spread(left, SAMPLED):
                job = job_of(evaluation, number, dataset.cases[evaluation.place(number).case])
                if estimate := await self.of_job(job, batched=columns[-1].batched):
                    columns[-1].estimates.append(estimate)
                else:
                    columns[-1].cached += 1
        judging = await asyncio.to_thread(self._judging, evaluation, dataset, columns)
        seconds = await asyncio.to_thread(self._seconds, evaluation, columns)
        return _together(evaluation, columns, judging, seconds)

    async def of_job(self, job: RunJob, *, batched: bool = False) -> JobEstimate | None:
        """None where the answer is on record already."""
        content, messages = await self._rendered(job)
        if await asyncio.to_thread(self._answered, job, content, messages):
            return None
        return await asyncio.to_thread(
            job_estimate, self._parts.catalogue, job, content, messages, batched=batched
        )

    def of_judging(self, checks: Sequence[Check], answer: float) -> Decimal | None:
        """Of an output of so many tokens; None where nobody asked has a known price.

        Roughly: a judge's prompt of usual length around the check's text and the answer.
        """
        costs = [self._judgment(check, answer) for check in checks]
        known = [cost for cost in costs if cost is not None]
        return sum(known, Decimal(0)) if known else None

    async def _rendered(self, job: RunJob) -> tuple[PromptContent, tuple[Message, ...]]:
        """The messages as they would be sent; as they are written where that fails."""
        read = self._parts.prompts.snapshot
        content = await asyncio.to_thread(read, job.digest)
        paths = dict(content.components)
        components = {path: await asyncio.to_thread(read, d) for path, d in paths.items()}
        values = {name: thaw(value) for name, value in job.case.values}
        try:
            return content, await self._parts.templates.render(content, components, values)
        except WorkbenchError:
            return content, content.messages

    def _answered(self, job: RunJob, content: PromptContent, messages: Sequence[Message]) -> bool:
        if not job.use_cache:
            return False
        settings = self._settings()
        try:
            call = model_call(job, content, tuple(messages), settings)
        except WorkbenchError:
            return False
        key = request_key(call, settings.endpoints)
        return self._parts.runs.finished_with(key, job.sample) is not None

    def _judging(
        self, evaluation: Evaluation, dataset: Dataset, columns: Sequence[_Column]
    ) -> Decimal | None:
        checklist = Checklist.of(evaluation)
        cases = spread(dataset.cases, SAMPLED)
        total = None
        for column in columns:
            answer = column.mean(lambda each: each.output_tokens)
            found = [self.of_judging(checklist.for_case(case).checks, answer) for case in cases]
            if costs := [cost for cost in found if cost is not None]:
                each_cell = sum(costs, Decimal(0)) / len(cases)
                total = (total or Decimal(0)) + each_cell * column.left
        return total

    def _judgment(self, check: Check, answer: float) -> Decimal | None:
        if check.checks:
            return self.of_judging(check.checks, answer)
        model = check.judge or self._settings().judge_model
        if asks_of(check) not in ASKING_MODELS or not model:
            return None
        price = self._parts.catalogue.model(model).price
        written = len(str(check.value or "")) // LETTERS_PER_TOKEN
        return price.of(JUDGE_PROMPT + written + round(answer), JUDGMENT) if price else None

    def _seconds(self, evaluation: Evaluation, columns: Sequence[_Column]) -> float | None:
        """By how long runs of the same prompts on the same models took lately. Providers work
        side by side, so the slowest of them counts. Of a batch nobody knows."""
        needed: dict[str, float] = {}
        for column, counted in zip(evaluation.columns, columns, strict=True):
            if not counted.calls:
                continue
            latency = self._latency(column.prompt_id, column.model)
            if latency is None or counted.batched:
                return None
            provider = provider_of(column.model)
            needed[provider] = needed.get(provider, 0.0) + counted.calls * latency
        times = [total / self._width(provider) for provider, total in needed.items()]
        return max(times, default=0.0)

    def _latency(self, prompt_id: str, model: str) -> float | None:
        runs = self._parts.runs.runs_of(prompt_id, limit=RECENT_RUNS)
        took = [
            run.timings.total
            for run in runs
            if run.job.model == model and run.outcome is Outcome.FINISHED and run.timings.total
        ]
        return fmean(took) if took else None


def spread(things: Sequence, count: int) -> list:  # type: ignore[type-arg]
    """At most so many of them, at even distances, the first and the last among them."""
    if len(things) <= count:
        return list(things)
    last = len(things) - 1
    return [things[round(place * last / (count - 1))] for place in range(count)]


def _together(
    evaluation: Evaluation,
    columns: Sequence[_Column],
    judging: Decimal | None,
    seconds: float | None,
) -> EvaluationEstimate:
    costs, unpriced = [], []
    for column, counted in zip(evaluation.columns, columns, strict=True):
        known = [each.cost_usd for each in counted.estimates if each.cost_usd is not None]
        if known:
            costs.append(sum(known, Decimal(0)) / len(known) * counted.calls)
        elif counted.estimates:
            unpriced.append(column.model)
    nothing_to_pay = not any(counted.calls for counted in columns)
    calls = sum(counted.calls for counted in columns)
    return EvaluationEstimate(
        calls=calls,
        cached=sum(counted.left for counted in columns) - calls,
        input_tokens=_tokens(columns, lambda each: each.input_tokens),
        output_tokens=_tokens(columns, lambda each: each.output_tokens),
        cost_usd=sum(costs, Decimal(0)) if costs or nothing_to_pay else None,
        judging_usd=judging,
        seconds=seconds,
        unpriced=tuple(dict.fromkeys(unpriced)),
        batched=tuple(
            dict.fromkeys(
                column.model
                for column, counted in zip(evaluation.columns, columns, strict=True)
                if counted.batched
            )
        ),
    )


def _tokens(columns: Sequence[_Column], what: Callable[[JobEstimate], float]) -> int:
    return round(sum(counted.mean(what) * counted.calls for counted in columns))
