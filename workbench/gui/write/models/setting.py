"""Parameters and the main model of the draft, from the draft to the form and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from workbench.domain.history import OpenPrompt
from workbench.domain.json_values import Json
from workbench.domain.prompts import ModelChoice, PromptContent
from workbench.gui.kit.actions import Actions
from workbench.gui.write.models.extras import Pairs
from workbench.gui.write.models.panel import ModelsPanel
from workbench.gui.write.models.specs import OWN_FIELD
from workbench.gui.write.schemas.presenter import FORMAT, in_json_mode
from workbench.gui.write.session import WriteSession


class Setting(QObject):
    def __init__(self, panel: ModelsPanel, session: WriteSession, actions: Actions) -> None:
        super().__init__(panel)
        self._panel, self._session, self._actions = panel, session, actions
        self._shown: ModelChoice | None = None
        form = panel.parameters.form
        form.param_changed.connect(self._set_param)
        form.extras_changed.connect(self._set_extras)
        form.validity_changed.connect(self._on_judged)
        panel.parameters.main_chosen.connect(self._set_main)
        session.prompt_opened.connect(self._on_prompt_opened)
        session.draft_changed.connect(self._show)

    def _on_prompt_opened(self, opened: OpenPrompt | None) -> None:
        self._show(opened.draft.content if opened else PromptContent(), anew=True)

    def _show(self, content: PromptContent, *, anew: bool = False) -> None:
        if content.model == self._shown and not anew:
            return
        self._shown = content.model
        parameters = self._panel.parameters
        parameters.form.leave_out(_shown_elsewhere(content))
        parameters.show_choice(content.model, anew=anew)
        self._panel.delegate.show_main(content.model.name)
        self._panel.list.viewport().update()

    def _on_judged(self) -> None:
        self._actions.report(parameters_wrong=bool(self._panel.parameters.form.wrong))

    def _set_param(self, name: str, value: Json) -> None:
        def changed(model: ModelChoice) -> ModelChoice:
            return model.with_param(name, value)

        self._change(changed, self.tr("Change {0}").format(name), f"param:{name}")

    def _set_extras(self, extras: Pairs) -> None:
        content = self._session.content
        elsewhere = OWN_FIELD | (_shown_elsewhere(content) if content else frozenset())

        def changed(model: ModelChoice) -> ModelChoice:
            kept = tuple((name, value) for name, value in model.params if name in elsewhere)
            return replace(model, params=(*kept, *extras))

        self._change(changed, self.tr("Change other parameters"), "param:others")

    def _set_main(self, name: str) -> None:
        def changed(model: ModelChoice) -> ModelChoice:
            return replace(model, name=name)

        self._change(changed, self.tr("Choose the main model"), "")

    def _change(
        self, changed: Callable[[ModelChoice], ModelChoice], label: str, merge_key: str
    ) -> None:
        if content := self._session.content:
            changed_content = replace(content, model=changed(content.model))
            self._session.apply(changed_content, label, merge_key)


def _shown_elsewhere(content: PromptContent) -> frozenset[str]:
    """JSON mode has a card of its own."""
    return frozenset({FORMAT}) if in_json_mode(content) else frozenset()
