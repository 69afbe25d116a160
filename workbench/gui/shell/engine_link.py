"""The engine process, as presenters see it: started, spoken to, started again, ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QProcess, QTimer, Signal

from workbench.domain.checks import Check, Score
from workbench.domain.errors import EngineStopped, WorkbenchError
from workbench.domain.estimates import Estimate
from workbench.domain.evaluations import EvaluationEstimate, Rescored
from workbench.domain.models import Model
from workbench.domain.problems import Analysis, AnalysisScope, Preview
from workbench.domain.prompts import PromptContent
from workbench.domain.runs import RunJob
from workbench.domain.settings import Settings
from workbench.engine.client import EngineClient
from workbench.gui.kit.engine import EngineState, Failed
from workbench.gui.shell.engine_log import EngineLog

DELAYS_MS = (100, 400, 1000, 2000, 4000)
"""Before each new start after a death in a row; after the last it is given up."""
LIVED_WELL_MS = 30_000
FAREWELL_MS, KILL_MS = 3000, 1000


class EngineLink(QObject):
    run_events = Signal(list)
    evaluation_events = Signal(list)
    state_changed = Signal(object)
    gave_up = Signal(object)
    """`WorkbenchError`: it will not be started again unless the person asks."""

    def __init__(
        self, command: Sequence[str], log: EngineLog, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._command, self._log = tuple(command), log
        self._state = EngineState.STOPPED
        self._deaths = 0
        self._closing = False
        self._lived = QElapsedTimer()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._start_process)
        self._process: QProcess | None = None
        self._client = EngineClient(
            self._send,
            self.run_events.emit,
            self._on_ready,
            self._on_refused,
            self.evaluation_events.emit,
        )

    @property
    def state(self) -> EngineState:
        return self._state

    @property
    def process_id(self) -> int:
        """0 while there is none."""
        return int(self._process.processId()) if self._process else 0

    def open(self) -> None:
        """Start it, or start it again after it was given up."""
        if self._process is None and not self._closing:
            self._deaths = 0
            self._set_state(EngineState.STARTING)
            self._start_process()

    def close(self) -> None:
        """End it, and wait until it is gone: no process outlives the window."""
        self._closing = True
        self._again.stop()
        self._client.shut_down()
        process, self._process = self._process, None
        if process is not None:
            self._end(process)
        self._log.close()
        self._set_state(EngineState.STOPPED)

    def start(self, jobs: Sequence[RunJob]) -> None:
        self._client.start(jobs)

    def stop(self, run_ids: Sequence[str]) -> None:
        self._client.stop(run_ids)

    def analyse(
        self,
        content: PromptContent,
        then: Callable[[Analysis], None],
        failed: Failed,
        scope: AnalysisScope = AnalysisScope(),  # noqa: B008 - frozen
    ) -> None:
        self._client.analyse(content, then, failed, scope)

    def preview(
        self,
        content: PromptContent,
        values: Mapping[str, Any],
        then: Callable[[Preview], None],
        failed: Failed,
    ) -> None:
        self._client.preview(content, values, then, failed)

    def estimate(
        self, jobs: Sequence[RunJob], then: Callable[[Estimate], None], failed: Failed
    ) -> None:
        self._client.estimate(jobs, then, failed)

    def models(
        self,
        then: Callable[[list[Model]], None],
        failed: Failed,
        so_far: Callable[[list[Model]], None] = lambda models: None,
    ) -> None:
        self._client.models(then, failed, so_far)

    def start_evaluation(
        self, evaluation_id: str, *, retry: bool = False, only: Sequence[int] = ()
    ) -> None:
        self._client.start_evaluation(evaluation_id, retry=retry, only=only)

    def pause_evaluation(self, evaluation_id: str) -> None:
        self._client.pause_evaluation(evaluation_id)

    def stop_evaluation(self, evaluation_id: str) -> None:
        self._client.stop_evaluation(evaluation_id)

    def estimate_evaluation(
        self, evaluation_id: str, then: Callable[[EvaluationEstimate], None], failed: Failed
    ) -> None:
        self._client.estimate_evaluation(evaluation_id, then, failed)

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
        self._client.rescore(
            evaluation_id,
            checks,
            then,
            failed,
            threshold=threshold,
            transform=transform,
            judge=judge,
        )

    def try_check(
        self,
        check: Check,
        run_id: str,
        then: Callable[[Score], None],
        failed: Failed,
        *,
        judge: bool = False,
    ) -> None:
        self._client.try_check(check, run_id, then, failed, judge=judge)

    def configure(self, settings: Settings) -> None:
        self._client.configure(settings)

    def keep_session_key(self, provider: str, key: str) -> None:
        self._log.hide(key)
        self._client.keep_session_key(provider, key)

    def forget_session_key(self, provider: str) -> None:
        self._client.forget_session_key(provider)

    def _start_process(self) -> None:
        process = self._process = QProcess(self)
        process.setProgram(self._command[0])
        process.setArguments(list(self._command[1:]))
        process.readyReadStandardOutput.connect(self._on_output)
        process.readyReadStandardError.connect(self._on_error_output)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._lived.start()
        process.start()

    def _send(self, data: bytes) -> None:
        if self._process is not None:
            self._process.write(data)

    def _on_output(self) -> None:
        if self._process is not None:
            self._client.received(bytes(self._process.readAllStandardOutput().data()))

    def _on_error_output(self) -> None:
        if self._process is not None:
            self._log.received(bytes(self._process.readAllStandardError().data()))

    def _on_ready(self) -> None:
        self._set_state(EngineState.READY)

    def _on_refused(self, error: WorkbenchError) -> None:
        """Another process like it would refuse as well."""
        self._deaths = len(DELAYS_MS)
        self._give_up(error)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._on_finished()

    def _on_finished(self, *_status: Any) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        self._log.received(bytes(process.readAllStandardError().data()))
        process.deleteLater()
        if self._lived.elapsed() > LIVED_WELL_MS:
            self._deaths = 0
        if self._deaths < len(DELAYS_MS):
            self._set_state(EngineState.RESTARTING)
            self._again.start(DELAYS_MS[self._deaths])
            self._deaths += 1
            self._client.lost()
        elif self._state is not EngineState.STOPPED:
            self._give_up(self._many_deaths())
            self._client.lost()

    def _give_up(self, error: WorkbenchError) -> None:
        self._set_state(EngineState.STOPPED)
        self.gave_up.emit(error)

    def _many_deaths(self) -> EngineStopped:
        return EngineStopped(
            self.tr("The engine ended {0} times in a row.").format(len(DELAYS_MS) + 1),
            hint=self.tr("What had arrived is kept. Its log is {0}.").format(self._log.path),
        )

    def _set_state(self, state: EngineState) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)

    def _end(self, process: QProcess) -> None:
        process.closeWriteChannel()
        if process.state() != QProcess.ProcessState.NotRunning and not process.waitForFinished(
            FAREWELL_MS
        ):
            process.kill()
            process.waitForFinished(KILL_MS)
        self._log.received(bytes(process.readAllStandardError().data()))
        process.deleteLater()
