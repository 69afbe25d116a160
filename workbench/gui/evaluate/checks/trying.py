"""The current check on one output, while its fields are typed; a judge only when asked for."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.checks.kinds import Asks
from workbench.domain.checks import Check, Score, Verdict
from workbench.domain.errors import WorkbenchError
from workbench.gui.evaluate.checks.editing import ChecksEditing
from workbench.gui.evaluate.checks.panel import ChecksPanel
from workbench.gui.evaluate.checks.try_strip import ask_words
from workbench.gui.evaluate.checks.wording import asks_of, problem_of, runs_code
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.evaluation_engine import EvaluationEngine
from workbench.gui.kit.safe_text import safe

AFTER_MS = 150
PAID = (Asks.JUDGE, Asks.EMBEDDING, Asks.GROUP)
"""Those who are asked about one output, or about those of its case, when a person says so."""


class Trying(QObject):
    asked = Signal(object)
    """What a judgment cost, as a `Decimal`: the next ones will cost about as much."""

    def __init__(
        self,
        panel: ChecksPanel,
        editing: ChecksEditing,
        engine: EvaluationEngine,
        trusted: Callable[[], bool],
    ) -> None:
        super().__init__(panel)
        self._panel, self._editing, self._engine = panel, editing, engine
        self._trusted = trusted
        self._run_id = ""
        self._tried: tuple[Check, str] | None = None
        """What the strip shows, or is about to."""
        self.judgment_usd: Decimal | None = None
        self._soon = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._soon.timeout.connect(self._try)
        editing.chosen.connect(self._on_changed)
        panel.shown.connect(self._on_changed)
        panel.try_strip.ask_requested.connect(lambda: self._try(judge=True))

    def show_output(self, run_id: str, words: str) -> None:
        """`words`: which output it is. An empty id: there is none."""
        self._run_id = run_id
        self._panel.try_strip.show_output(words if run_id else "")
        self._on_changed()

    def try_again(self) -> None:
        """What it depends on is another: the workspace is trusted now."""
        self._tried = None
        self._on_changed()

    def _on_changed(self, _shown: object = None) -> None:
        check = self._editing.current
        if check is None or not self._run_id or not self._panel.isVisible():
            self._tried = None
            self._soon.stop()
            self._panel.try_strip.show_nothing("")
        elif (check, self._run_id) != self._tried:
            self._soon.start()

    def _try(self, *, judge: bool = False) -> None:
        check, run_id = self._editing.current, self._run_id
        if check is None or not run_id:
            return
        tried = self._tried = (check, run_id)
        strip = self._panel.try_strip
        if problem_of(check):
            words = translate("It is tried once it has no problem.")
            strip.show_nothing(words, sign="warning", token="warning")
            return
        if judge:
            strip.show_nothing(translate("The judge is asked…"), sign="clock")

        def show(score: Score) -> None:
            if tried == self._tried:
                self._show(check, score, asked=judge)

        def fail(error: WorkbenchError) -> None:
            if tried == self._tried:
                strip.show_nothing(safe(error.message), sign="error", token="warning")

        self._engine.try_check(check, run_id, show, fail, judge=judge)

    def _show(self, check: Check, score: Score, *, asked: bool) -> None:
        if asked and score.cost_usd:
            self.judgment_usd = score.cost_usd
            self.asked.emit(score.cost_usd)
        waiting = score.verdict in (Verdict.PENDING, Verdict.ERROR)
        judge = ask_words(self.judgment_usd) if waiting and _asks_somebody(check) else ""
        untrusted = score.verdict is Verdict.PENDING and runs_code(check) and not self._trusted()
        self._panel.try_strip.show_score(
            score, judge="" if untrusted else judge, untrusted=untrusted
        )


def _asks_somebody(check: Check) -> bool:
    return asks_of(check) in PAID or any(_asks_somebody(inner) for inner in check.checks)
