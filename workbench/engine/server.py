"""The engine's end of the protocol: lines in, lines out, whatever carries them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import aclosing
from typing import Any

import workbench
from workbench.domain.errors import EngineStopped, WorkbenchError
from workbench.domain.evaluations import EvaluationEvent, Rescored
from workbench.domain.redaction import redacted
from workbench.domain.run_events import RunEnded, RunEvent
from workbench.domain.runs import Outcome, Run
from workbench.engine import protocol
from workbench.engine.batching import EventBatcher
from workbench.engine.evaluating.conductor import Conductor
from workbench.engine.evaluating.scoring import Checklist
from workbench.engine.failures import failure_of
from workbench.engine.parts import EngineParts
from workbench.engine.questions import Questions
from workbench.engine.scheduler import Scheduler
from workbench.engine.shared_scores import shared
from workbench.engine.wire import (
    analysis_record,
    error_record,
    evaluation_event_record,
    event_record,
    read_job,
    read_scope,
)
from workbench.formats.checks import read_check, read_checks
from workbench.formats.content import read_content

LOG = logging.getLogger(__name__)
REPLACEABLE = (protocol.Analyse, protocol.ShowPreview, protocol.Rescore, protocol.TryCheck)
"""Of these only the newest matters: it is about what is being typed."""
COURTESY = 0.3
"""Seconds that a newer one waits for an older one, before that is cancelled."""


class Server:
    def __init__(
        self, parts: EngineParts, send: Callable[[bytes], None], ended: asyncio.Event
    ) -> None:
        """`send` takes a line and must not block; `ended` is set when the end is asked for.

        Make it inside the loop.
        """
        self._parts, self._send_bytes = parts, send
        self._settings = parts.settings
        self._scheduler = Scheduler(parts)
        self._questions = Questions(parts)
        self._conductor = Conductor(parts, self._scheduler, self._send_evaluation_events)
        loop = asyncio.get_running_loop()
        self._events = EventBatcher(self._send_events, loop.call_later)
        self._answering: set[asyncio.Task[None]] = set()
        self._newest: dict[type, tuple[int, asyncio.Task[None]]] = {}
        self._ended = ended

    async def welcome(self) -> None:
        """Report what an earlier engine left behind, then say that requests are served."""
        if not self._parts.read_only:
            try:
                for run in await asyncio.to_thread(self._interrupt_unfinished):
                    self._events.add(RunEnded(run))
            except WorkbenchError as error:
                LOG.warning("Unfinished runs could not be marked: %s", error)
        self._events.flush()
        await self._conductor.welcome()
        self._send(protocol.Ready(protocol.PROTOCOL, workbench.__version__, self._parts.read_only))

    def received(self, line: bytes | None) -> None:
        """One line; None stands for one that was too long. Never raises."""
        if line is None:
            self._misunderstood(f"longer than {protocol.LINE_LIMIT} bytes")
            return
        if not line.strip():
            return
        try:
            self._handle(protocol.decode_request(line))
        except protocol.NotUnderstood as error:
            self._misunderstood(str(error))
        except WorkbenchError as error:
            self._misunderstood(failure_of(error, self._parts.keys).message)
        except Exception as error:
            LOG.exception("A request failed in a way nobody foresaw")
            self._misunderstood(failure_of(error, self._parts.keys).message)

    async def shut_down(self, patience: float) -> None:
        for task in self._answering:
            task.cancel()
        self._conductor.end()
        await self._scheduler.shut_down(patience)
        await self._conductor.shut_down(patience)
        self._events.flush()
        await self._parts.templates.close()

    def _handle(self, request: protocol.AnyRequest) -> None:
        match request:
            case protocol.Hello():
                self._check_protocol(request.protocol)
            case protocol.Start():
                self._scheduler.start([read_job(job) for job in request.jobs], self._events.add)
            case protocol.Stop():
                self._scheduler.stop(request.run_ids)
            case protocol.StartEvaluation():
                self._conductor.start(request.evaluation_id, retry=request.retry, only=request.only)
            case protocol.PauseEvaluation():
                self._conductor.pause(request.evaluation_id)
            case protocol.StopEvaluation():
                self._conductor.stop(request.evaluation_id)
            case protocol.Configure():
                self._settings = request.settings
                self._scheduler.configure(request.settings)
                self._parts.configure(request.settings)
            case protocol.KeepKey():
                self._parts.keys.keep_for_session(request.provider, request.key)
            case protocol.ForgetKey():
                self._parts.keys.forget_session(request.provider)
            case protocol.ShutDown():
                self._ended.set()
            case _:
                self._answer(request)

    def _check_protocol(self, theirs: int) -> None:
        if theirs != protocol.PROTOCOL:
            error = EngineStopped(
                f"The window speaks protocol {theirs}, this engine (release "
                f"{workbench.__version__}) protocol {protocol.PROTOCOL}.",
                hint="Install the window and the engine from the same release.",
            )
            self._send(protocol.Refused(error_record(error)))
            self._ended.set()

    def _answer(self, request: Any) -> None:
        if not isinstance(request, REPLACEABLE):
            self._beside(self._reply(request), f"request {request.id}")
            return
        kind = type(request)
        older_id, older = self._newest.get(kind, (0, None))
        if older and not older.done():
            self._send(protocol.Dropped(older_id))
        task = self._beside(self._reply_after(older, request), f"request {request.id}")
        self._newest[kind] = (request.id, task)

    async def _reply_after(self, older: asyncio.Task[None] | None, request: Any) -> None:
        """An older one may finish: to cancel it would cost the worker that is busy with it."""
        if older and not older.done():
            try:
                await asyncio.wait({older}, timeout=COURTESY)
            finally:
                older.cancel()
        if self._wanted(request):
            await self._reply(request)

    def _wanted(self, request: Any) -> bool:
        newest, _task = self._newest.get(type(request), (request.id, None))
        return bool(newest == request.id)

    def _beside(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        task = asyncio.create_task(work, name=name)
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)
        return task

    async def _reply(self, request: Any) -> None:
        try:
            answer = await self._answer_to(request)
        except WorkbenchError as error:
            answer = self._failed(request.id, error)
        except Exception as error:
            LOG.exception("A request failed in a way nobody foresaw")
            failure = failure_of(error, self._parts.keys)
            answer = self._failed(request.id, WorkbenchError(failure.message, hint=failure.hint))
        if self._wanted(request):
            self._send(answer)

    def _answer_to(self, request: Any) -> Awaitable[protocol.Answer]:
        match request:
            case protocol.Analyse():
                return self._analyse(request)
            case protocol.ShowPreview():
                return self._preview(request)
            case protocol.EstimateJobs():
                return self._estimate(request)
            case protocol.EstimateEvaluation():
                return self._estimate_evaluation(request)
            case protocol.Rescore():
                return self._rescore(request)
            case protocol.TryCheck():
                return self._try(request)
            case _:
                return self._models(request)

    async def _analyse(self, request: protocol.Analyse) -> protocol.Answer:
        content, scope = read_content(request.content), read_scope(request.scope)
        analysis = await self._questions.analyse(content, scope)
        return protocol.Analysed(request.id, analysis_record(analysis))

    async def _preview(self, request: protocol.ShowPreview) -> protocol.Answer:
        content = read_content(request.content)
        return protocol.Previewed(
            request.id, await self._questions.preview(content, request.values)
        )

    async def _estimate(self, request: protocol.EstimateJobs) -> protocol.Answer:
        jobs = [read_job(job) for job in request.jobs]
        return protocol.Estimated(request.id, await self._questions.estimate(jobs))

    async def _estimate_evaluation(self, request: protocol.EstimateEvaluation) -> protocol.Answer:
        estimate = await self._conductor.estimate(request.evaluation_id)
        return protocol.EvaluationEstimated(request.id, estimate)

    async def _rescore(self, request: protocol.Rescore) -> protocol.Answer:
        """Every part is said as soon as it is known; the last one is the answer."""
        checklist = Checklist(read_checks(request.checks), request.threshold, request.transform)
        parts = self._conductor.rescored(request.evaluation_id, checklist, judge=request.judge)
        last = Rescored(())
        async with aclosing(parts):
            async for last in parts:
                if not last.complete and self._wanted(request):
                    self._send(protocol.RescoredPart(request.id, shared(last)))
        return protocol.RescoredPart(request.id, shared(last))

    async def _try(self, request: protocol.TryCheck) -> protocol.Answer:
        check = read_check(request.check)
        score = await self._conductor.tried(check, request.run_id, judge=request.judge)
        return protocol.CheckTried(request.id, score)

    async def _models(self, request: protocol.ListModels) -> protocol.Answer:
        """In steps: servers and keyrings take their time, and so does what a model takes."""
        first = tuple(self._questions.models_at_once())
        self._send(protocol.ModelsFound(request.id, first, complete=False))
        models = await self._questions.models(self._settings)
        if any(model.support is None for model in models):
            self._send(protocol.ModelsFound(request.id, tuple(models), complete=False))
            models = await self._questions.with_support(models)
        return protocol.ModelsFound(request.id, tuple(models))

    def _failed(self, id_: int, error: WorkbenchError) -> protocol.Failed:
        error.message = redacted(error.message, self._parts.keys.known_secrets())
        return protocol.Failed(id_, error_record(error))

    def _misunderstood(self, why: str) -> None:
        self._send(protocol.Misunderstood(why))

    def _interrupt_unfinished(self) -> list[Run]:
        unfinished = [run.id for run in self._parts.runs.unfinished()]
        self._parts.runs.interrupt_unfinished()
        runs = [self._parts.runs.run(run_id) for run_id in unfinished]
        return [run for run in runs if run.outcome is Outcome.INTERRUPTED]

    def _send_evaluation_events(self, events: list[EvaluationEvent]) -> None:
        records = tuple(evaluation_event_record(event) for event in events)
        self._send(protocol.EvaluationEvents(records))

    def _send_events(self, events: list[RunEvent]) -> None:
        self._send(protocol.RunEvents(tuple(event_record(event) for event in events)))

    def _send(self, answer: protocol.Answer) -> None:
        self._send_bytes(protocol.encode(answer))
