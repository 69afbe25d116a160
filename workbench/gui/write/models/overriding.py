"""Parameters that single models have for themselves: kept for each prompt on this machine."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QObject, Signal

from workbench.domain.history import OpenPrompt
from workbench.domain.json_values import Json, freeze, thaw
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.write.models.override_dialog import OverrideDialog
from workbench.gui.write.models.panel import ModelsPanel
from workbench.gui.write.models.remembering import Remembering
from workbench.gui.write.session import WriteSession

Params = tuple[tuple[str, Json], ...]
KEPT = "overrides"


class Overriding(QObject):
    changed = Signal()

    def __init__(
        self,
        panel: ModelsPanel,
        session: WriteSession,
        actions: Actions,
        theme: Theme,
        icons: Icons,
        memory: Remembering | None = None,
    ) -> None:
        super().__init__(panel)
        self._panel, self._session, self._memory = panel, session, memory
        self._theme, self._icons = theme, icons
        self.dialog: OverrideDialog | None = None
        panel.overrides_requested.connect(self.open)
        session.prompt_opened.connect(self._on_prompt_opened)
        actions.on("models.override", lambda: self.open(panel.current))

    def open(self, model: str) -> None:
        """Ask for the parameters of this model."""
        content = self._session.content
        if not model or content is None or self._session.read_only:
            return
        own = self._session.overrides.get(model, ())
        dialog = OverrideDialog(
            model, own, content.model.params, self._theme, self._icons, self._panel.window()
        )
        dialog.accepted.connect(lambda: self._keep(model, dialog.values))
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._on_finished)
        self.dialog = dialog
        dialog.open()

    def _on_finished(self, _result: int) -> None:
        self.dialog = None

    def _keep(self, model: str, params: Params) -> None:
        overrides = {name: own for name, own in self._session.overrides.items() if name != model}
        if params:
            overrides[model] = params
        self._session.set_overrides(overrides)
        if self._memory is not None and self._session.open:
            document = {
                name: {key: thaw(value) for key, value in own} for name, own in overrides.items()
            }
            self._memory.keep(_name(self._session.open.prompt.id), json.dumps(document))
        self.changed.emit()

    def _on_prompt_opened(self, opened: OpenPrompt | None) -> None:
        kept = self._memory.text(_name(opened.prompt.id)) if self._memory and opened else ""
        self._session.set_overrides(read_overrides(kept))
        self.changed.emit()


def read_overrides(kept: str) -> dict[str, Params]:
    """What was kept; nothing of what is not understood."""
    try:
        document: Any = json.loads(kept) if kept else {}
    except ValueError:
        return {}
    found = document.items() if isinstance(document, dict) else ()
    return {
        name: tuple((key, freeze(value)) for key, value in own.items())
        for name, own in found
        if isinstance(own, dict) and own
    }


def _name(prompt_id: str) -> str:
    return f"{KEPT}/{prompt_id}"
