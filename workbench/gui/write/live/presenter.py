"""Live mode: run one model again when the typing rests, within what an hour may cost.

A call is stale as soon as the draft, the case or the model is another: it is stopped at once.
What it had said so far is recorded, as every run is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.domain.datasets import Case
from workbench.domain.errors import WorkbenchError
from workbench.domain.history import OpenPrompt
from workbench.domain.live import LiveSpending
from workbench.domain.problems import Analysis
from workbench.domain.prompts import PromptContent
from workbench.domain.run_events import RunEnded, RunEvent, RunStarted, TextArrived
from workbench.domain.runs import FailureKind, Outcome, Run, RunJob
from workbench.domain.settings import Limits, Settings
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.background import Background
from workbench.gui.kit.differences.comparison_view import Comparison
from workbench.gui.kit.differences.texts import text_comparison
from workbench.gui.kit.engine import Engine, EngineState
from workbench.gui.kit.safe_text import safe
from workbench.gui.write.board.raw import answer_text
from workbench.gui.write.board.wording import explanation
from workbench.gui.write.live import wording
from workbench.gui.write.live.panel import LivePanel
from workbench.gui.write.session import WriteSession
from workbench.services.runs import RunService

REST_MS = 700
HOPELESS = (FailureKind.KEY_MISSING, FailureKind.KEY_REFUSED, FailureKind.QUOTA)
"""The next call would fail in the same way."""
Spent = tuple[LiveSpending, Limits]


class LivePresenter(QObject):
    shown = Signal(bool)
    """Live mode was switched on or off."""
    told = Signal(str)
    """What was spent this hour and what is left, for the status line; empty while it is off."""
    stopped = Signal(str)
    """It switched itself off, and why."""

    def __init__(
        self,
        panel: LivePanel,
        session: WriteSession,
        runs: RunService,
        engine: Engine,
        background: Background,
        comparing: Background,
        actions: Actions,
        settings: Callable[[], Settings],
    ) -> None:
        super().__init__(panel)
        self._panel, self._session, self._runs = panel, session, runs
        self._engine, self._background, self._comparing = engine, background, comparing
        self._actions, self._settings = actions, settings
        self.on = False
        self.job: RunJob | None = None
        """The call that is under way."""
        self._model = ""
        self._asked: tuple[object, ...] | None = None
        self._analysis = Analysis()
        self._armed = False
        """Something was changed since the prompt was opened, or live mode switched on in it."""
        self._waiting = False
        """For something that an analysis may bring."""
        self._turn = 0
        self._before: str | None = None
        self._newest: str | None = None
        """The answers to this prompt; None where there is none, which an empty one is not."""
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.run)
        self._connect()

    def set_on(self, on: bool) -> None:
        if on == self.on:
            return
        self.on = on
        self.shown.emit(on)
        self._forget()
        if on:
            self._armed = True
            self._show_models()
            self._read_spending()
            self.run()
        else:
            self._rest.stop()
            self.told.emit("")

    def run(self) -> None:
        """Ask the model now, unless there is something to wait for."""
        self._rest.stop()
        opened, content = self._session.open, self._session.content
        if not self.on or opened is None or content is None:
            return
        wanted = self._question(content)
        if wanted == self._asked:
            return
        self._give_up()
        if reason := self._waits_for():
            self._waiting = True
            self._panel.show_state(reason, "warning")
            return
        self._asked = wanted
        self._turn += 1
        plan = partial(
            self._plan, opened.prompt.id, content, self._model, self._session.case, self._turn
        )
        self._session.flush(plan)

    def _plan(
        self, prompt_id: str, content: PromptContent, model: str, case: Case, turn: int
    ) -> None:
        overrides = self._session.overrides

        def work() -> tuple[Spent, RunJob]:
            job = self._runs.live(prompt_id, content, model=model, case=case, overrides=overrides)
            return self._spent(), job

        def start(planned: tuple[Spent, RunJob]) -> None:
            if turn == self._turn and self.on:
                self._start(*planned)

        self._background.run(self, work, start, self._on_not_planned)

    def _start(self, spent: Spent, job: RunJob) -> None:
        spending, limits = spent
        self._show_spending(spent)
        if not spending.room(limits):
            self._stop_itself(wording.used_up(spending, limits))
            return
        self.job = job
        self._panel.show_state(wording.translate(wording.ASKED))
        self._engine.start((job,))

    def _on_not_planned(self, error: WorkbenchError) -> None:
        self._asked = None
        self._panel.show_state(safe(f"{error.message} {error.hint}".strip()), "failed")

    def _question(self, content: PromptContent) -> tuple[object, ...]:
        own = self._session.overrides.get(self._model, ())
        return content, self._session.case, self._model, own

    def _waits_for(self) -> str:
        """What a run would lack; empty if it lacks nothing."""
        context = self._actions.context
        if self._engine.state is not EngineState.READY:
            return wording.translate(wording.NO_ENGINE)
        if not self._model:
            return wording.translate(wording.NO_MODEL)
        if context.template_broken:
            return wording.translate(wording.BROKEN)
        given = {name for name, value in self._session.case.values if value not in (None, "")}
        missing = [i.name for i in self._analysis.inputs if i.needed and i.name not in given]
        if missing:
            return wording.translate(wording.MISSING).format(safe(", ".join(missing)))
        return ""

    def _on_events(self, events: list[RunEvent]) -> None:
        for event in events:
            match event:
                case TextArrived(run_id=run_id, text=text) if self._is_asked(run_id):
                    self._panel.append(text)
                    self._panel.show_state(wording.translate(wording.ANSWERING))
                case RunStarted(run_id=run_id) if self._is_asked(run_id):
                    self._panel.show_text("")
                case RunEnded(run=run) if run.job.live:
                    self._on_ended(run)

    def _is_asked(self, run_id: str) -> bool:
        return self.job is not None and run_id == self.job.run_id

    def _on_ended(self, run: Run) -> None:
        asked = self._is_asked(run.id)
        if self.on:
            self._read_spending()
        if not asked:
            return
        self.job = None
        if run.outcome is Outcome.FINISHED:
            self._show_answer(run)
        else:
            self._show_failure(run)

    def _show_answer(self, run: Run) -> None:
        self._before, self._newest = self._newest, answer_text(run)
        said = [self.tr("From the cache.")] if run.cached_from else []
        if not self._newest:
            said.append(wording.translate(wording.EMPTY))
        if self._before is None:
            words = wording.FIRST
        else:
            words = wording.SAME if self._newest == self._before else wording.CHANGED
        self._panel.show_state(" ".join([*said, wording.translate(words)]))
        self._show_differences()

    def _show_failure(self, run: Run) -> None:
        words = safe(explanation(run))
        if run.failure and run.failure.kind is FailureKind.BUDGET:
            self._stop_itself(safe(f"{run.failure.message} {run.failure.hint}"))
        elif run.failure and run.failure.kind in HOPELESS:
            self._stop_itself(self.tr("Live mode switched itself off. {0}").format(words))
        else:
            self._panel.show_state(words, "failed")

    def _show_differences(self) -> None:
        before, newest = self._before, self._newest
        if newest is None or self.job is not None:
            return
        if before is None or before == newest or not self._panel.differences.isChecked():
            self._panel.show_text(newest)
            return

        def show(comparison: Comparison) -> None:
            if (before, newest) == (self._before, self._newest) and self.job is None:
                self._panel.show_comparison(comparison)

        work = partial(text_comparison, before, newest, side_by_side=False)
        self._comparing.run(self, work, show)

    def _stop_itself(self, words: str) -> None:
        self._actions["live.toggle"].setChecked(False)
        self.stopped.emit(words)

    def _read_spending(self) -> None:
        self._background.run(self, self._spent, self._show_spending)

    def _spent(self) -> Spent:
        """Reads the workspace and the file of settings, hence in the background."""
        return self._runs.live_spending(), self._settings().limits

    def _show_spending(self, spent: Spent) -> None:
        if self.on:
            words = wording.spent(*spent)
            self._panel.show_spent(words)
            self.told.emit(self.tr("live: {0}").format(words))

    def _on_changed(self, *_change: object) -> None:
        """What is under way is stale; ask again when the typing rests."""
        self._armed = True
        if not self.on:
            return
        content = self._session.collected
        if content is not None and self._question(content) == self._asked:
            return
        self._give_up()
        self._rest.start()

    def _on_plan_changed(self) -> None:
        if self._session.models != self._listed() or not self._model:
            self._show_models()
        if self._armed:
            self._on_changed()

    def _on_analysed(self, analysis: Analysis) -> None:
        self._analysis = analysis
        if self.on and self._waiting and not self._rest.isActive():
            self.run()

    def _on_prompt_opened(self, _opened: OpenPrompt | None) -> None:
        """To open a prompt costs nothing: it waits for the first change."""
        self._rest.stop()
        self._analysis = Analysis()
        self._armed = False
        self._forget()

    def _forget(self) -> None:
        self._give_up()
        self._before, self._newest = None, None
        self._panel.show_text("")
        self._panel.show_state(wording.translate(wording.READY))

    def _give_up(self) -> None:
        self._turn += 1
        self._asked, self._waiting = None, False
        if self.job is not None:
            self._engine.stop((self.job.run_id,))
            self.job = None

    def _choose(self, model: str) -> None:
        self._model = model
        self._before, self._newest = None, None
        self._give_up()
        self.run()

    def _show_models(self) -> None:
        models = self._session.models
        if self._model not in models:
            self._model = models[0] if models else ""
        self._panel.show_models(models, self._model)

    def _listed(self) -> tuple[str, ...]:
        box = self._panel.models
        return tuple(box.itemText(index) for index in range(box.count()))

    def _connect(self) -> None:
        session, panel = self._session, self._panel
        self._actions.on_toggle("live.toggle", self.set_on)
        panel.off_requested.connect(lambda: self._actions["live.toggle"].setChecked(False))
        panel.model_chosen.connect(self._choose)
        panel.differences_toggled.connect(lambda _on: self._show_differences())
        session.draft_changed.connect(self._on_changed)
        session.plan_changed.connect(self._on_plan_changed)
        session.analysed.connect(self._on_analysed)
        session.prompt_opened.connect(self._on_prompt_opened)
        self._engine.run_events.connect(self._on_events)
