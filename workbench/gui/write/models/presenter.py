"""Models, from the engine to the list, and from the list to the plan."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from workbench.domain.errors import WorkbenchError
from workbench.domain.json_values import Json
from workbench.domain.models import Model
from workbench.domain.parameters import longest_answer
from workbench.domain.problems import Analysis
from workbench.domain.prompts import ModelChoice
from workbench.domain.runs import RunColumn
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.engine import Engine, EngineState
from workbench.gui.write.models.marking import Marking
from workbench.gui.write.models.overriding import Overriding
from workbench.gui.write.models.panel import ModelsPanel
from workbench.gui.write.models.remembering import Remembering
from workbench.gui.write.models.setting import Setting
from workbench.gui.write.models.spending import Spending, spending
from workbench.gui.write.session import WriteSession

FIRST_CHOICE = ("demo/brief", "demo/detailed")
TICKED = "models"


class ModelsPresenter(QObject):
    estimated = Signal(object)
    """`Spending` of one press of Run."""

    def __init__(
        self,
        panel: ModelsPanel,
        session: WriteSession,
        engine: Engine,
        actions: Actions,
        memory: Remembering | None = None,
    ) -> None:
        super().__init__(panel)
        self._panel, self._session, self._engine = panel, session, engine
        self._actions, self._memory = actions, memory
        self._tokens = self._asked = 0
        panel.rows.tick(self._remembered())
        panel.rows.ticked_changed.connect(self._on_ticked)
        panel.remedy_requested.connect(lambda _model: actions.run("app.settings"))
        panel.parameters.samples_changed.connect(session.set_samples)
        Setting(panel, session, actions)
        self.overriding = Overriding(panel, session, actions, panel.theme, panel.icons, memory)
        self._marking = Marking(panel, session)
        panel.use_action(actions["run.start"])
        actions.on("focus.models", panel.list.setFocus)
        session.analysed.connect(self._on_analysed)
        session.plan_changed.connect(self._estimate)
        engine.state_changed.connect(self._on_engine_state)
        panel.rows.show_ticked()
        panel.show_words(self.tr("Looking for models…"))
        self._on_ticked()

    def load(self) -> None:
        """Ask which models there are: at the start, and when keys or settings change.

        Answers to earlier questions may come later, and know of fewer keys: they are dropped.
        """
        self._asked += 1
        asked = self._asked

        def newest(show: Callable[[Any], None]) -> Callable[[Any], None]:
            return lambda answer: show(answer) if asked == self._asked else None

        self._engine.models(
            newest(self._show_models), newest(self._show_failure), newest(self._show_first)
        )

    def untick(self, model: str) -> None:
        rows = self._panel.rows
        rows.tick(name for name in rows.ticked if name != model)

    def _show_failure(self, error: WorkbenchError) -> None:
        words = self.tr("The models could not be listed: {0} {1}")
        self._panel.show_words(words.format(error.message, error.hint).strip())

    def _show_first(self, models: list[Model]) -> None:
        """While the others are looked for, what is in the list stays there."""
        rows, known = self._panel.rows, {model.name for model in models}
        rows.show_models([*models, *(model for model in rows.models if model.name not in known)])
        self._on_ticked()

    def _show_models(self, models: list[Model]) -> None:
        self._panel.show_words("")
        self._panel.rows.show_models(models)
        main = self._choice().name
        self._panel.parameters.show_names([model.name for model in self._panel.rows.models], main)
        self._on_ticked()

    def _remembered(self) -> tuple[str, ...]:
        kept = self._memory.text(TICKED) if self._memory is not None else ""
        try:
            names = json.loads(kept) if kept else FIRST_CHOICE
        except ValueError:
            return FIRST_CHOICE
        return tuple(str(name) for name in names)

    def _on_ticked(self) -> None:
        ticked = self._panel.rows.ticked
        self._session.set_models(ticked)
        self._actions.report(models_chosen=len(ticked))
        if self._memory is not None:
            self._memory.keep(TICKED, json.dumps(ticked))
        self._marking.show_marks()
        self._estimate()

    def _on_analysed(self, analysis: Analysis) -> None:
        self._tokens = analysis.tokens
        self._estimate()

    def _on_engine_state(self, state: EngineState) -> None:
        if state is EngineState.READY:
            self.load()

    def _choice(self) -> ModelChoice:
        content = self._session.collected
        return content.model if content else ModelChoice()

    def _estimate(self) -> None:
        known = {model.name: model for model in self._panel.rows.models}
        draft = (RunColumn(model) for model in self._session.models)
        own = self._session.overrides
        columns = dict.fromkeys(c.with_own(own) for c in (*draft, *self._session.columns))
        of_prompt = dict(self._choice().params)
        chosen = [
            (known[each.model], longest_answer(of_prompt | dict(each.params or ())))
            for each in columns
            if each.model in known
        ]
        cases = self._session.cases or (self._session.case,)
        tokens = self._tokens + sum(_tokens_of(case.values) for case in cases) // len(cases)
        result: Spending = spending(
            chosen,
            input_tokens=tokens,
            samples=self._session.samples * len(cases),
        )
        self.estimated.emit(result)


def _tokens_of(values: tuple[tuple[str, Json], ...]) -> int:
    """Four characters a token, as it is usual."""
    return sum(len(str(value)) for _name, value in values) // 4
