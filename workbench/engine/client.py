"""The window's end of the engine's protocol, apart from any process, thread or toolkit.

Whoever owns the process passes on what it prints (`received`) and says when it is gone
(`lost`); then the client serves the next process. What was asked for and not answered fails
with `EngineStopped`. Runs do not: those that a process had not recorded yet are handed to the
next one, which reports the others as they were recorded.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.domain.checks import Check, Score
from workbench.domain.errors import EngineStopped, WorkbenchError
from workbench.domain.estimates import Estimate
from workbench.domain.evaluations import EvaluationEstimate, EvaluationEvent, Rescored
from workbench.domain.models import Model
from workbench.domain.problems import Analysis, AnalysisScope, Preview
from workbench.domain.prompts import PromptContent
from workbench.domain.run_events import RunEnded, RunEvent
from workbench.domain.runs import RunJob
from workbench.domain.settings import Settings
from workbench.engine import protocol
from workbench.engine.lines import Lines
from workbench.engine.shared_scores import read_shared
from workbench.engine.wire import (
    job_record,
    plain,
    read_analysis,
    read_error,
    read_evaluation_event,
    read_event,
    scope_record,
)
from workbench.formats.checks import check_document, check_documents
from workbench.formats.content import draft_document

Failed = Callable[[WorkbenchError], None]


def _nothing(_part: Any) -> None:
    """For whom only the whole answer counts."""


@dataclass(frozen=True, slots=True)
class _Question:
    request: protocol.Request
    then: Callable[[Any], None]
    failed: Failed
    so_far: Callable[[Any], None] = _nothing


class EngineClient:
    """Single-threaded: every call and every callback happens in the owner's thread."""

    def __init__(
        self,
        send: Callable[[bytes], None],
        on_run_events: Callable[[list[RunEvent]], None],
        on_ready: Callable[[], None],
        on_refused: Callable[[WorkbenchError], None] = lambda error: None,
        on_evaluation_events: Callable[[list[EvaluationEvent]], None] = _nothing,
    ) -> None:
        """`on_refused`: this process will not serve, and another one like it will not either."""
        self._send_bytes, self._on_run_events = send, on_run_events
        self._on_ready, self._on_refused = on_ready, on_refused
        self._on_evaluation_events = on_evaluation_events
        self._lines, self._waiting = Lines(), deque[bytes | None]()
        self._ready = False
        self._last_id = 0
        self._questions: dict[int, _Question] = {}
        self._newest: dict[type[protocol.Request], int] = {}
        self._jobs: dict[str, RunJob] = {}
        self._stopping: set[str] = set()
        self._waiting_commands: list[protocol.Request] = []
        self._settings: Settings | None = None
        self._session_keys: dict[str, str] = {}

    @property
    def ready(self) -> bool:
        return self._ready

    def received(self, data: bytes) -> None:
        """What the process printed, in pieces of any size."""
        self._waiting.extend(self._lines.feed(data))
        while self._waiting:
            line = self._waiting.popleft()
            if line:
                self._handle(line)

    def lost(self, message: str = "The engine ended.") -> None:
        """The process is gone. The client may be used again at once, for the next one."""
        self._lines, self._waiting = Lines(), deque()
        self._ready = False
        self._fail_questions(EngineStopped(message))

    def start(self, jobs: Sequence[RunJob]) -> None:
        self._jobs |= {job.run_id: job for job in jobs}
        if self._ready and jobs:
            self._send(protocol.Start(tuple(job_record(job) for job in jobs)))

    def stop(self, run_ids: Sequence[str]) -> None:
        known = tuple(run_id for run_id in run_ids if run_id in self._jobs)
        self._stopping.update(known)
        if self._ready and known:
            self._send(protocol.Stop(known))

    def analyse(
        self,
        content: PromptContent,
        then: Callable[[Analysis], None],
        failed: Failed,
        scope: AnalysisScope = AnalysisScope(),  # noqa: B008 - frozen
    ) -> None:
        """A newer analysis replaces one that is not answered yet: that one is never answered."""
        document, with_ = draft_document(content), scope_record(scope)
        self._ask_newest(lambda id_: protocol.Analyse(id_, document, with_), then, failed)

    def preview(
        self,
        content: PromptContent,
        values: Mapping[str, Any],
        then: Callable[[Preview], None],
        failed: Failed,
    ) -> None:
        """As `analyse`: only the newest is answered."""
        document, filled = draft_document(content), plain(values)
        self._ask_newest(lambda id_: protocol.ShowPreview(id_, document, filled), then, failed)

    def estimate(
        self, jobs: Sequence[RunJob], then: Callable[[Estimate], None], failed: Failed
    ) -> None:
        records = tuple(job_record(job) for job in jobs)
        self._ask(lambda id_: protocol.EstimateJobs(id_, records), then, failed)

    def models(
        self,
        then: Callable[[list[Model]], None],
        failed: Failed,
        so_far: Callable[[list[Model]], None] = _nothing,
    ) -> None:
        """`so_far` is told those that are known at once, `then` all of them, later."""
        self._ask(protocol.ListModels, then, failed, so_far)

    def start_evaluation(
        self, evaluation_id: str, *, retry: bool = False, only: Sequence[int] = ()
    ) -> None:
        """One that a process was running when it died is paused by the next, and not resumed."""
        self._command(protocol.StartEvaluation(evaluation_id, retry, tuple(only)))

    def pause_evaluation(self, evaluation_id: str) -> None:
        self._command(protocol.PauseEvaluation(evaluation_id))

    def stop_evaluation(self, evaluation_id: str) -> None:
        self._command(protocol.StopEvaluation(evaluation_id))

    def estimate_evaluation(
        self, evaluation_id: str, then: Callable[[EvaluationEstimate], None], failed: Failed
    ) -> None:
        self._ask(lambda id_: protocol.EstimateEvaluation(id_, evaluation_id), then, failed)

    def rescore(
        self,
        evaluation_id: str,
        checks: Sequence[Check],
        then: Callable[[Rescored], None],
        failed: Failed,
        *,
        threshold: float | None = None,
        transform: str = "",
        judge: bool = False,
    ) -> None:
        """`then` is told part after part. A newer call takes the place of an older one."""
        documents = tuple(check_documents(checks))

        def request(id_: int) -> protocol.Request:
            return protocol.Rescore(id_, evaluation_id, documents, threshold, transform, judge)

        self._ask_newest(request, then, failed)

    def try_check(
        self,
        check: Check,
        run_id: str,
        then: Callable[[Score], None],
        failed: Failed,
        *,
        judge: bool = False,
    ) -> None:
        """As `analyse`: only the newest is answered."""
        document = check_document(check)
        self._ask_newest(lambda id_: protocol.TryCheck(id_, document, run_id, judge), then, failed)

    def configure(self, settings: Settings) -> None:
        self._settings = settings
        if self._ready:
            self._send(protocol.Configure(settings))

    def keep_session_key(self, provider: str, key: str) -> None:
        """Kept in this object's memory too, so that the next process gets it."""
        self._session_keys[provider] = key
        if self._ready:
            self._send(protocol.KeepKey(provider, key))

    def forget_session_key(self, provider: str) -> None:
        self._session_keys.pop(provider, None)
        if self._ready:
            self._send(protocol.ForgetKey(provider))

    def shut_down(self) -> None:
        """Ask the process to record what runs as interrupted, and to end."""
        if self._ready:
            self._send(protocol.ShutDown())

    def _ask_newest(
        self, request: Callable[[int], protocol.Request], then: Any, failed: Failed
    ) -> None:
        kind = type(self._ask(request, then, failed))
        self._questions.pop(self._newest.get(kind, 0), None)
        self._newest[kind] = self._last_id

    def _ask(
        self,
        request: Callable[[int], protocol.Request],
        then: Any,
        failed: Failed,
        so_far: Callable[[Any], None] = _nothing,
    ) -> protocol.Request:
        self._last_id += 1
        message = request(self._last_id)
        self._questions[self._last_id] = _Question(message, then, failed, so_far)
        if self._ready:
            self._send(message)
        return message

    def _command(self, request: protocol.Request) -> None:
        """Sent now, or once there is a process to hear it."""
        if self._ready:
            self._send(request)
        else:
            self._waiting_commands.append(request)

    def _send(self, message: protocol.Request) -> None:
        self._send_bytes(protocol.encode(message))

    def _handle(self, line: bytes) -> None:
        try:
            answer = protocol.decode_answer(line)
        except protocol.NotUnderstood:
            return  # A later engine may say more than this release knows
        match answer:
            case protocol.Ready():
                self._welcome(answer)
            case protocol.Refused():
                self._refuse(read_error(answer.error))
            case protocol.RunEvents():
                self._deliver(answer)
            case protocol.Analysed():
                self._succeed(answer.id, read_analysis(answer.analysis))
            case protocol.Previewed():
                self._succeed(answer.id, answer.preview)
            case protocol.Estimated():
                self._succeed(answer.id, answer.estimate)
            case protocol.ModelsFound():
                self._found(answer)
            case protocol.EvaluationEvents():
                events = [read_evaluation_event(record) for record in answer.events]
                self._on_evaluation_events(events)
            case protocol.EvaluationEstimated():
                self._succeed(answer.id, answer.estimate)
            case protocol.RescoredPart():
                self._rescored(answer)
            case protocol.CheckTried():
                self._succeed(answer.id, answer.score)
            case protocol.Failed():
                self._fail(answer.id, read_error(answer.error))
            case protocol.Dropped():
                self._questions.pop(answer.id, None)

    def _welcome(self, ready: protocol.Ready) -> None:
        if ready.protocol != protocol.PROTOCOL:
            self._refuse(_other_protocol(ready))
            return
        self._ready = True
        self._send(protocol.Hello(protocol.PROTOCOL))
        if self._settings:
            self._send(protocol.Configure(self._settings))
        for provider, key in self._session_keys.items():
            self._send(protocol.KeepKey(provider, key))
        if self._jobs:
            self._send(protocol.Start(tuple(job_record(job) for job in self._jobs.values())))
        if self._stopping:
            self._send(protocol.Stop(tuple(self._stopping)))
        commands, self._waiting_commands = self._waiting_commands, []
        for command in commands:
            self._send(command)
        for question in tuple(self._questions.values()):
            self._send(question.request)
        self._on_ready()

    def _refuse(self, error: WorkbenchError) -> None:
        self._ready = False
        self._fail_questions(error)
        self._on_refused(error)

    def _deliver(self, answer: protocol.RunEvents) -> None:
        events = [read_event(record) for record in answer.events]
        for event in events:
            if isinstance(event, RunEnded):
                self._jobs.pop(event.run.id, None)
                self._stopping.discard(event.run.id)
        self._on_run_events(events)

    def _found(self, answer: protocol.ModelsFound) -> None:
        if answer.complete:
            self._succeed(answer.id, list(answer.models))
        elif question := self._questions.get(answer.id):
            question.so_far(list(answer.models))

    def _rescored(self, answer: protocol.RescoredPart) -> None:
        if answer.rescored.complete:
            self._succeed(answer.id, read_shared(answer.rescored))
        elif question := self._questions.get(answer.id):
            question.then(read_shared(answer.rescored))

    def _succeed(self, id_: int, result: Any) -> None:
        if question := self._questions.pop(id_, None):
            question.then(result)

    def _fail(self, id_: int, error: WorkbenchError) -> None:
        if question := self._questions.pop(id_, None):
            question.failed(error)

    def _fail_questions(self, error: WorkbenchError) -> None:
        questions, self._questions = self._questions, {}
        for question in questions.values():
            question.failed(error)


def _other_protocol(ready: protocol.Ready) -> EngineStopped:
    return EngineStopped(
        f"The engine (release {ready.version}) speaks protocol {ready.protocol}, "
        f"this window protocol {protocol.PROTOCOL}.",
        hint="Install the window and the engine from the same release.",
    )
