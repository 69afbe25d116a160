"""Requests of a batch from cells, and runs from its answers: what a run by itself does, in two
halves that may be a day apart."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from workbench.domain.errors import NotFound, WorkbenchError
from workbench.domain.json_values import thaw
from workbench.domain.prompts import Message, PromptContent
from workbench.domain.runs import Outcome, Run, RunJob, Timings
from workbench.domain.settings import Settings
from workbench.engine.attachments import files_of
from workbench.engine.calls import model_call, taken_part
from workbench.engine.failures import failure_of, outcome_of
from workbench.engine.known import Known
from workbench.engine.parts import EngineParts
from workbench.engine.request_keys import request_key
from workbench.engine.sparing import spared
from workbench.engine.spending import cost_at, counted, price_of, settled_usage
from workbench.services.model_ports import BatchAnswer, Ending, ModelCall

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Prepared:
    content: PromptContent
    messages: tuple[Message, ...]
    call: ModelCall
    not_sent: tuple[str, ...]
    request_key: str


class BatchRequests:
    def __init__(self, parts: EngineParts, settings: Callable[[], Settings]) -> None:
        self._parts, self._settings = parts, settings
        self._known = Known(parts)

    async def line(self, job: RunJob) -> bytes | None:
        """None where nothing is to be sent, or nothing can be: a run by itself will tell."""
        try:
            prepared = await self._prepared(job)
            if await asyncio.to_thread(self._ends_unsent, job, prepared):
                return None
            call, messages = prepared.call, prepared.messages
            if any(message.attachments for message in messages):
                files = await asyncio.to_thread(files_of, self._parts.attachments, messages)
                call = replace(call, files=files)
            return await self._parts.batches.line(job.run_id, call)
        except WorkbenchError:
            return None

    async def run(self, job: RunJob, answer: BatchAnswer, sent_at: datetime) -> Run:
        """How it ended. Its times are not known: it had its turn when it had it."""
        run = Run(job, Outcome.FINISHED, sent_at, text=answer.text, reasoning=answer.reasoning)
        try:
            prepared = await self._prepared(job)
            run = replace(
                run,
                messages=prepared.messages,
                not_sent=prepared.not_sent,
                request_key=prepared.request_key,
            )
        except WorkbenchError as error:
            LOG.warning("Run %s: what was asked could not be put together: %s", job.run_id, error)
        if answer.failure:
            failure = failure_of(answer.failure, self._parts.keys)
            return replace(run, outcome=outcome_of(answer.failure), failure=failure)
        return await asyncio.to_thread(self._with_cost, _ended(run, answer.ending or Ending("")))

    async def _prepared(self, job: RunJob) -> _Prepared:
        content, components = await self._known.content(job.digest)
        values = {name: thaw(value) for name, value in job.case.values}
        rendered = await self._parts.templates.render(content, components, values)
        messages, settings = (*rendered, *job.turns), self._settings()
        call = model_call(job, content, messages, settings)
        key = request_key(call, settings.endpoints)
        call, not_sent = taken_part(call, await self._known.support(job.model))
        return _Prepared(content, messages, call, not_sent, key)

    def _ends_unsent(self, job: RunJob, prepared: _Prepared) -> bool:
        """It is on record, or its answer is."""
        parts = self._parts
        try:
            if parts.runs.run(job.run_id).outcome.over:
                return True
        except NotFound:
            pass
        planned = Run(
            job,
            Outcome.QUEUED,
            parts.now(),
            messages=prepared.messages,
            request_key=prepared.request_key,
        )
        return spared(parts, planned, prepared.content, self._settings()) is not None

    def _with_cost(self, run: Run) -> Run:
        catalogue, model = self._parts.catalogue, run.job.model
        if not counted(run.usage):
            written = run.reasoning + run.text
            usage = settled_usage(catalogue, model, run.usage, run.messages, written)
            run = replace(run, usage=usage)
        price = price_of(catalogue, model, batched=True)
        return replace(run, cost_usd=cost_at(price, run.usage))


def _ended(run: Run, ending: Ending) -> Run:
    return replace(
        run,
        tool_calls=ending.tool_calls,
        finish_reason=ending.finish_reason,
        usage=ending.usage,
        timings=Timings(),
        resolved_model=ending.resolved_model,
        system_fingerprint=ending.system_fingerprint,
        logprobs=ending.logprobs,
    )
