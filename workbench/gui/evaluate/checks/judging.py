"""The models that can judge, and a judge's prompt, which is to be seen in Write."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workbench.domain.errors import WorkbenchError
from workbench.domain.models import Model
from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.checks.editing import ChecksEditing
from workbench.gui.evaluate.checks.panel import ChecksPanel
from workbench.services.judges import JudgePrompt


class Judging(QObject):
    prompt_wanted = Signal(str, str)

    def __init__(self, panel: ChecksPanel, editing: ChecksEditing, around: Around) -> None:
        super().__init__(panel)
        self._panel, self._editing, self._around = panel, editing, around
        panel.editor.judge.models_wanted.connect(self._list_models)
        panel.editor.judge.open_requested.connect(self._open_prompt)

    def _list_models(self) -> None:
        self._around.engine.models(self._show_models, self._on_no_models, self._show_models)

    def _show_models(self, models: list[Model]) -> None:
        self._panel.editor.judge.show_models([model.name for model in models])

    def _on_no_models(self, _error: WorkbenchError) -> None:
        """A name can still be typed."""

    def _open_prompt(self) -> None:
        """The built-in one is put into the library if it is not there yet."""
        check = self._editing.current
        if check is None:
            return
        judges, given = self._around.services.judges, check.judge_prompt
        self._around.background.run(
            self,
            lambda: judges.named(given) if given else judges.ensure(check.kind),
            self._show_prompt,
            self._around.ask.show_error,
        )

    def _show_prompt(self, prompt: JudgePrompt) -> None:
        self.prompt_wanted.emit(prompt.prompt_id, prompt.digest)
