"""The slim line of the first start: what can be used already, and how to get more."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workbench.domain.errors import WorkbenchError
from workbench.domain.models import KeyStatus, Missing, Model
from workbench.gui.kit.engine import Engine, EngineState
from workbench.gui.shell.parts import Parts
from workbench.services.keys import KeyService

SUBJECT = "welcome"


class Welcome(QObject):
    """Seen until it is dismissed or a key is there; never again after that."""

    key_wanted = Signal(str)

    def __init__(self, parts: Parts, keys: KeyService, engine: Engine) -> None:
        super().__init__(parts.window)
        self._window, self._keys, self._engine = parts.window, keys, engine
        self._background, self._memory = parts.background, parts.memory
        parts.window.notices.dismissed.connect(self._on_dismissed)
        if self._memory.text("welcomed") != "yes":
            engine.state_changed.connect(self._on_state)

    def _on_state(self, state: EngineState) -> None:
        if state is EngineState.READY:
            self._engine.state_changed.disconnect(self._on_state)
            self._engine.models(self._on_models, _not_now)

    def _on_models(self, models: list[Model]) -> None:
        self._background.run(
            self, self._keys.statuses, lambda statuses: self._show(models, statuses), _not_now
        )

    def _show(self, models: list[Model], statuses: list[KeyStatus]) -> None:
        if any(status.source for status in statuses):
            return
        text = self.tr("The offline demo models answer without a key: press Ctrl+Enter to try.")
        if found := local_servers(models):
            text += " " + self.tr("Found on this machine: {0}.").format(found)
        actions = [(self.tr("Add a key…"), lambda: self.key_wanted.emit("openai"))]
        commands = self._window.actions_
        if not commands.context.registry_known:
            opening = (self.tr("Open a team's registry…"), commands["registry.open"].trigger)
            actions.insert(0, opening)
        self._window.notices.show_notice(SUBJECT, text, actions=actions)

    def _on_dismissed(self, subject: str) -> None:
        if subject == SUBJECT:
            self._memory.keep("welcomed", "yes")


def local_servers(models: list[Model]) -> str:
    """`ollama (3 models), lm_studio (1 model)`, of those that answer."""
    counts: dict[str, int] = {}
    for model in models:
        if model.local and not model.demo and model.missing is Missing.NOTHING:
            counts[model.provider] = counts.get(model.provider, 0) + 1
    return ", ".join(
        f"{name} ({count} model{'s' if count > 1 else ''})" for name, count in counts.items()
    )


def _not_now(_error: WorkbenchError) -> None:
    """The line is a courtesy: without an answer it is left out."""
