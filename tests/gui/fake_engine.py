"""An engine that answers from a script, in the thread that asks.

`analysis`, `preview_answer`, `estimate_answer` and `model_list` are what it answers with; a
`WorkbenchError` in their place is a failure. `say` sends run events as the engine would.
With `answers_later` the answers wait in `pending` until `answer_all`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from workbench.domain.errors import WorkbenchError
from workbench.domain.estimates import Estimate
from workbench.domain.models import Missing, Model
from workbench.domain.problems import Analysis, AnalysisScope, Preview
from workbench.domain.prompts import PromptContent
from workbench.domain.run_events import RunEvent
from workbench.domain.runs import RunJob
from workbench.domain.settings import Settings
from workbench.gui.kit.engine import EngineState

DEMO_MODELS = [
    Model("demo/brief", "demo", demo=True, note="not a language model"),
    Model("demo/detailed", "demo", demo=True, note="not a language model"),
    Model("openai/gpt-4o-mini", "openai", missing=Missing.KEY, key_variable="OPENAI_API_KEY"),
]


class FakeEngine(QObject):
    run_events = Signal(list)
    state_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = EngineState.READY
        self.analysis: Analysis | WorkbenchError | Callable[[PromptContent], Analysis] = Analysis()
        self.preview_answer: Preview | WorkbenchError = Preview()
        self.estimate_answer: Estimate | WorkbenchError = Estimate()
        self.model_list: list[Model] | WorkbenchError = list(DEMO_MODELS)
        self.models_at_once: list[Model] = []
        self.answers_later = False
        self.pending: list[Callable[[], None]] = []
        self.started: list[RunJob] = []
        self.stopped: list[str] = []
        self.analysed: list[PromptContent] = []
        self.scopes: list[AnalysisScope] = []
        self.previewed: list[tuple[PromptContent, dict[str, Any]]] = []
        self.estimated: list[tuple[RunJob, ...]] = []
        self.settings: Settings | None = None
        self.session_keys: dict[str, str] = {}

    def say(self, *events: RunEvent) -> None:
        self.run_events.emit(list(events))

    def change_state(self, state: EngineState) -> None:
        self.state = state
        self.state_changed.emit(state)

    def answer_all(self) -> None:
        pending, self.pending = self.pending, []
        for answer in pending:
            answer()

    def start(self, jobs: Sequence[RunJob]) -> None:
        self.started.extend(jobs)

    def stop(self, run_ids: Sequence[str]) -> None:
        self.stopped.extend(run_ids)

    def analyse(
        self,
        content: PromptContent,
        then: Any,
        failed: Any,
        scope: AnalysisScope = AnalysisScope(),  # noqa: B008 - frozen
    ) -> None:
        self.analysed.append(content)
        self.scopes.append(scope)
        answer = self.analysis
        self._answer(answer(content) if callable(answer) else answer, then, failed)

    def preview(
        self, content: PromptContent, values: Mapping[str, Any], then: Any, failed: Any
    ) -> None:
        self.previewed.append((content, dict(values)))
        self._answer(self.preview_answer, then, failed)

    def estimate(self, jobs: Sequence[RunJob], then: Any, failed: Any) -> None:
        self.estimated.append(tuple(jobs))
        self._answer(self.estimate_answer, then, failed)

    def models(self, then: Any, failed: Any, so_far: Any = lambda models: None) -> None:
        if self.models_at_once:
            so_far(self.models_at_once)
        self._answer(self.model_list, then, failed)

    def configure(self, settings: Settings) -> None:
        self.settings = settings

    def keep_session_key(self, provider: str, key: str) -> None:
        self.session_keys[provider] = key

    def forget_session_key(self, provider: str) -> None:
        self.session_keys.pop(provider, None)

    def _answer(self, answer: Any, then: Any, failed: Any) -> None:
        def deliver() -> None:
            if isinstance(answer, WorkbenchError):
                failed(answer)
            else:
                then(answer)

        if self.answers_later:
            self.pending.append(deliver)
        else:
            deliver()
