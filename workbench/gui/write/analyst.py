"""What the draft's templates say: asked of the engine off the keystroke path."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from workbench.domain.errors import WorkbenchError
from workbench.domain.problems import Analysis
from workbench.domain.prompts import PromptContent
from workbench.gui.kit.engine import Engine, EngineState


class Analyst(QObject):
    """One question under way at a time, and always one about the newest draft after it."""

    analysed = Signal(object)
    """`Analysis` of the content last asked about."""
    failed = Signal(object)
    """`WorkbenchError`: the draft could not be analysed."""

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._wanted: PromptContent | None = None
        self._asked: PromptContent | None = None
        engine.state_changed.connect(self._on_engine_state)

    def ask(self, content: PromptContent | None) -> None:
        self._wanted = content
        if self._asked is None:
            self._ask_next()

    def _ask_next(self) -> None:
        content, self._asked = self._wanted, self._wanted
        if content is not None:
            self._engine.analyse(content, self._answer_to(content), self._refusal_of(content))

    def _answer_to(self, content: PromptContent) -> Callable[[Analysis], None]:
        def answered(analysis: Analysis) -> None:
            if self._settle(content):
                self.analysed.emit(analysis)

        return answered

    def _refusal_of(self, content: PromptContent) -> Callable[[WorkbenchError], None]:
        def refused(error: WorkbenchError) -> None:
            if self._settle(content):
                self.failed.emit(error)

        return refused

    def _settle(self, content: PromptContent) -> bool:
        """Whether the answer is about the newest draft; if not, that one is asked about."""
        if self._asked is not content:
            return False
        self._asked = None
        if self._wanted is not content:
            self._ask_next()
            return False
        return True

    def _on_engine_state(self, state: EngineState) -> None:
        """An engine that died took the question with it."""
        if state is EngineState.READY and self._wanted is not None:
            self._ask_next()
