"""What the draft's templates say: asked of the engine off the keystroke path."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.domain.errors import WorkbenchError
from workbench.domain.problems import Analysis, AnalysisScope
from workbench.domain.prompts import PromptContent
from workbench.gui.kit.engine import Engine, EngineState

SETTLING_MS = 700
"""After an answer that was not settled, until it is asked for again."""
MOST_SETTLING = 10

Question = tuple[PromptContent, AnalysisScope]


class Analyst(QObject):
    """One question under way at a time, and always one about the newest draft after it."""

    analysed = Signal(object)
    """`Analysis` of the content last asked about."""
    failed = Signal(object)
    """`WorkbenchError`: the draft could not be analysed."""
    busy_changed = Signal(bool)
    """Whether what is known of the newest draft is still to come."""

    def __init__(
        self,
        engine: Engine,
        parent: QObject | None = None,
        scope: Callable[[], AnalysisScope] = AnalysisScope,
    ) -> None:
        super().__init__(parent)
        self._engine, self._scope = engine, scope
        self._wanted: Question | None = None
        self._asked: Question | None = None
        self._settling = 0
        self._settle_later = QTimer(self, singleShot=True, interval=SETTLING_MS)
        self._settle_later.timeout.connect(self.ask_again)
        engine.state_changed.connect(self._on_engine_state)

    def ask(self, content: PromptContent | None) -> None:
        self._settling = 0
        self._want(content)

    def ask_again(self) -> None:
        """About the same draft, for what else it is looked at with may have changed."""
        if self._wanted is not None:
            self._want(self._wanted[0])

    def ask_if_changed(self) -> None:
        """The same, unless it was asked just so."""
        if self._wanted is not None and self._wanted[1] != self._scope():
            self._want(self._wanted[0])

    def _want(self, content: PromptContent | None) -> None:
        self._wanted = None if content is None else (content, self._scope())
        if self._asked is None:
            self._ask_next()

    def _ask_next(self) -> None:
        question, self._asked = self._wanted, self._wanted
        self.busy_changed.emit(question is not None)
        if question is not None:
            content, scope = question
            self._engine.analyse(
                content, self._answer_to(question), self._refusal_of(question), scope
            )

    def _answer_to(self, question: Question) -> Callable[[Analysis], None]:
        def answered(analysis: Analysis) -> None:
            if self._settle(question):
                self._ask_until_settled(analysis)
                self.analysed.emit(analysis)
                self._rest()

        return answered

    def _refusal_of(self, question: Question) -> Callable[[WorkbenchError], None]:
        def refused(error: WorkbenchError) -> None:
            if self._settle(question):
                self.failed.emit(error)
                self._rest()

        return refused

    def _settle(self, question: Question) -> bool:
        """Whether the answer is about the newest draft; if not, that one is asked about."""
        if self._asked is not question:
            return False
        self._asked = None
        if self._wanted is not question:
            self._ask_next()
            return False
        return True

    def _rest(self) -> None:
        """Unless who heard the answer asked the next question."""
        if self._asked is None:
            self.busy_changed.emit(False)

    def _ask_until_settled(self, analysis: Analysis) -> None:
        """A tokenizer that was being loaded is there soon; what can never be is not waited for."""
        if not analysis.settled and self._settling < MOST_SETTLING:
            self._settling += 1
            self._settle_later.start()

    def _on_engine_state(self, state: EngineState) -> None:
        """An engine that died took the question with it."""
        if state is EngineState.READY and self._wanted is not None:
            self._ask_next()
