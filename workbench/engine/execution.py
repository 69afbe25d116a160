"""One run, from its place in the queue to its record.

Queued, prepared (content read, template rendered), sent, streamed, sent again where that
helps, recorded, announced. It can be stopped at every stage; whatever happens, it ends once,
recorded before it is announced.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, cast

from workbench.domain.errors import NotFound, ProviderError, WorkbenchError
from workbench.domain.json_values import thaw
from workbench.domain.prompts import Message, PromptContent
from workbench.domain.run_events import RunEnded, RunEvent, RunRetrying, RunStarted, TextArrived
from workbench.domain.runs import Failure, FailureKind, Outcome, Run, RunJob, Timings
from workbench.domain.settings import Settings
from workbench.engine.answers import Answer
from workbench.engine.attachments import files_of
from workbench.engine.calls import model_call, taken_part
from workbench.engine.failures import failure_of, outcome_of, unrecorded
from workbench.engine.keyless import calls_without_keys, without_keys
from workbench.engine.known import Known
from workbench.engine.lanes import Lanes
from workbench.engine.parts import EngineParts
from workbench.engine.recording import Recorder
from workbench.engine.refusals import Refusals
from workbench.engine.request_keys import request_key
from workbench.engine.retrying import wait_before, worth_retrying
from workbench.engine.sparing import spared
from workbench.engine.spending import cost_at, counted, settled_usage
from workbench.engine.together import Together
from workbench.services.model_ports import Chunk, Ending, ModelCall

LOG = logging.getLogger(__name__)
STUBBORN = 5.0
"""Seconds a stream may take to close."""
MOST_STOOD_BACK = 100
"""Times that a run is told to wait while others are answered, before it is given up."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all runs of a scheduler share."""

    parts: EngineParts
    lanes: Lanes
    recorder: Recorder
    known: Known
    refusals: Refusals
    preparing: asyncio.Semaphore
    """A few at a time, so that the first is sent before the five-hundredth is prepared."""
    together: Together
    settings: Callable[[], Settings]
    warmed_up: Callable[[], Awaitable[None]]


class Execution:
    def __init__(
        self, job: RunJob, around: Surroundings, announce: Callable[[RunEvent], None]
    ) -> None:
        self.job = job
        self._around, self._parts, self._announce = around, around.parts, announce
        self._clock = around.parts.clock
        self._created_at, self._queued_at = around.parts.now(), around.parts.clock()
        self._stopped: Outcome | None = None
        self._earlier: Run | None = None
        """Known without sending anything: recorded before, answered before, not affordable."""
        self._task: asyncio.Task[Any] | None = None
        self._settings = around.settings()
        self._answer = Answer(self._settings.limits.output_bytes)
        self._messages: tuple[Message, ...] = ()
        self._not_sent: tuple[str, ...] = ()
        self._request_key = ""
        self._ending: Ending | None = None
        self._attempts = 1
        self._stood_back = 0
        self._answers_before = around.lanes.answers(job.model)
        self._sent_at: float | None = None
        self._first_token: float | None = None
        self._progress = around.recorder.progress()

    def stop(self, outcome: Outcome) -> None:
        """End it at whatever stage it is; what has arrived is kept. Too late is no mistake."""
        if self._stopped is None:
            self._stopped = outcome
            self._cancel()

    def _cancel(self) -> None:
        """Again after a while, should the connection not let itself be closed."""
        if self._task:
            self._task.cancel()
            asyncio.get_running_loop().call_later(STUBBORN, self._cancel)

    async def conduct(self) -> Run:
        """Every stage. Returns what was recorded, and never raises."""
        run = await self._ended_run()
        if self._sent_at is None and self._earlier is None:
            self._earlier = await asyncio.to_thread(self._recorded_before)
        run = self._earlier or await self._recorded(run)
        self._announce(RunEnded(run))
        return run

    def _recorded_before(self) -> Run | None:
        """A run may be asked for again because nobody heard how it ended."""
        try:
            run = self._parts.runs.run(self.job.run_id)
        except NotFound:
            return None
        except Exception as error:  # Recording it will say what is wrong with the workspace
            LOG.warning("Run %s: looking for an earlier record failed: %s", self.job.run_id, error)
            return None
        return run if run.outcome.over else None

    async def _ended_run(self) -> Run:
        outcome, failure = Outcome.FINISHED, None
        self._task = asyncio.current_task()
        try:
            if self._stopped is None:
                await self._try_until_answered()
        except asyncio.CancelledError:
            outcome, failure = self._cancelled()
        except Exception as error:
            outcome, failure = outcome_of(error), failure_of(error, self._parts.keys)
            if not isinstance(error, WorkbenchError):
                LOG.exception("Run %s failed in a way nobody foresaw", self.job.run_id)
        finally:
            self._task = None
        ended = self._run(self._stopped or outcome, None if self._stopped else failure)
        return await self._with_costs(ended)

    def _cancelled(self) -> tuple[Outcome, Failure | None]:
        """By `stop`, by the end of the loop, or by a library that lost its own cancellation."""
        task = asyncio.current_task()
        if task and task.cancelling():
            task.uncancel()
            return Outcome.INTERRUPTED, None
        reason = RuntimeError("the model's library gave up by itself")
        return Outcome.FAILED, failure_of(reason, self._parts.keys)

    async def _try_until_answered(self) -> None:
        call: ModelCall | None = None
        if self.job.evaluation:  # those that wait are few: the turn is for being answered
            async with self._around.preparing:
                call = await self._prepare()
            if call is None:
                return
        for attempt in itertools.count(1):
            self._attempts = attempt
            async with self._around.lanes.turn(self.job.model):
                call = call or await self._prepare()
                if call is None:
                    return
                self._around.refusals.check(self.job)
                if attempt == 1:
                    self._announce(RunStarted(self.job.run_id))
                try:
                    await self._stream(call)
                except ProviderError as error:
                    self._around.refusals.refused(self.job, error)
                    wait = self._wait_after(error)
                    reason = failure_of(error, self._parts.keys).message
                else:
                    self._around.lanes.went_well(self.job.model)
                    self._around.refusals.went_well(self.job)
                    return
            self._announce(RunRetrying(self.job.run_id, attempt + 1, wait, reason))
            await self._parts.sleep(wait)

    async def _prepare(self) -> ModelCall | None:
        """None where nothing is to be sent.

        Recorded as running before anything is sent: a crash never hides what was paid for.
        """
        content, components = await self._around.known.content(self.job.digest)
        values = {name: thaw(value) for name, value in self.job.case.values}
        rendered = await self._parts.templates.render(content, components, values)
        self._messages = (*rendered, *self.job.turns)
        call = model_call(self.job, content, self._messages, self._settings)
        self._request_key = request_key(call, self._settings.endpoints)
        self._earlier = await self._around.together.call(partial(self._known_end, content))
        if self._earlier:
            return None
        if any(message.attachments for message in self._messages):
            files = await asyncio.to_thread(files_of, self._parts.attachments, self._messages)
            call = replace(call, files=files)
        if not self.job.evaluation:  # there the cell is on record
            await self._around.recorder.record(self._run(Outcome.RUNNING))
        if self._parts.needs_warm_up(call):
            await self._around.warmed_up()
        call, self._not_sent = taken_part(call, await self._around.known.support(self.job.model))
        return call

    def _known_end(self, content: PromptContent) -> Run | None:
        """How it ends without being sent, if it does."""
        if earlier := self._recorded_before():
            return earlier
        if not (self.job.use_cache or self.job.live):
            return None
        return spared(self._parts, self._run(Outcome.QUEUED), content, self._settings)

    async def _stream(self, call: ModelCall) -> None:
        self._sent_at = self._clock()
        recorder = self._around.recorder
        recorder.progressing += 1
        try:
            async with aclosing(_closable(self._parts.gateway.stream(call))) as pieces:
                async for piece in pieces:
                    if isinstance(piece, Ending):
                        self._ending = piece
                        return
                    self._take(piece)
        finally:
            recorder.progressing -= 1
        raise ProviderError("The answer ended before it was complete.", kind=FailureKind.BROKEN_OFF)

    def _take(self, chunk: Chunk) -> None:
        first = None
        if self._first_token is None and (chunk.text or chunk.reasoning):
            first = self._first_token = self._clock() - (self._sent_at or 0.0)
        shown = self._answer.add(chunk)
        if shown.text or shown.reasoning or first is not None:
            self._announce(TextArrived(self.job.run_id, shown.text, shown.reasoning, first))
        self._answer.check()
        if self._progress.due():
            self._progress.record(self._run(Outcome.RUNNING), self._answer.size)

    def _wait_after(self, error: ProviderError) -> float:
        """Seconds until the next try. Raises the error where there is to be none."""
        sent_at = self._sent_at or 0.0
        limited = error.kind == FailureKind.RATE_LIMITED
        if limited:
            self._around.lanes.slow_down(self.job.model, sent_at)
        waited = self._clock() - sent_at
        last = self._tries_used(limited) >= self._settings.limits.attempts
        if last or self._answer.size or not worth_retrying(error, waited, self._settings.timeouts):
            raise error
        wait = wait_before(self._attempts + 1, error.retry_after, self._parts.random())
        if limited:
            self._around.lanes.rest(self.job.model, wait)
        return wait

    def _tries_used(self, limited: bool) -> int:
        """Told to wait while others of the provider were answered is no try of its own."""
        answers = self._around.lanes.answers(self.job.model)
        if limited and answers > self._answers_before and self._stood_back < MOST_STOOD_BACK:
            self._stood_back += 1
        self._answers_before = answers
        return self._attempts - self._stood_back

    def _run(self, outcome: Outcome, failure: Failure | None = None) -> Run:
        ending = self._ending or Ending("")
        return Run(
            self.job,
            outcome,
            self._created_at,
            messages=self._messages,
            text=without_keys(self._answer.text, self._parts.keys),
            reasoning=without_keys(self._answer.reasoning, self._parts.keys),
            tool_calls=calls_without_keys(ending.tool_calls, self._parts.keys),
            finish_reason=ending.finish_reason,
            usage=ending.usage,
            timings=self._timings(),
            resolved_model=ending.resolved_model,
            system_fingerprint=without_keys(ending.system_fingerprint, self._parts.keys),
            attempts=self._attempts,
            failure=failure,
            not_sent=self._not_sent,
            logprobs=ending.logprobs,
            request_key=self._request_key,
        )

    def _timings(self) -> Timings:
        """Of the last attempt; the tries before it count as waiting."""
        now = self._clock()
        if self._sent_at is None:
            return Timings(queued=now - self._queued_at)
        return Timings(self._sent_at - self._queued_at, self._first_token, now - self._sent_at)

    async def _with_costs(self, run: Run) -> Run:
        """What was streamed is paid for, however it ended."""
        if self._ending is None and not self._answer.size:
            return run
        try:
            if not counted(run.usage):
                run = await asyncio.to_thread(self._settled, run)
            price = await self._around.known.price(self.job.model)
            return replace(run, cost_usd=cost_at(price, run.usage))
        except Exception:
            LOG.exception("Run %s: its cost could not be worked out", run.id)
            return run

    def _settled(self, run: Run) -> Run:
        output = run.reasoning + run.text
        catalogue, model = self._parts.catalogue, self.job.model
        return replace(run, usage=settled_usage(catalogue, model, run.usage, run.messages, output))

    async def _recorded(self, run: Run) -> Run:
        try:
            await self._around.recorder.record(run)
        except Exception as error:
            LOG.exception("Run %s could not be recorded", run.id)
            return replace(
                run, outcome=Outcome.FAILED, failure=unrecorded(run, error, self._parts.keys)
            )
        return run


def _closable(pieces: AsyncIterator[Chunk | Ending]) -> AsyncGenerator[Chunk | Ending, None]:
    """A gateway's `stream` is an async generator: closing it closes the connection."""
    return cast("AsyncGenerator[Chunk | Ending, None]", pieces)
