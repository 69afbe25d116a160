"""Marks on the list of models: what is a model's own, and what it will not be sent."""

from __future__ import annotations

from PySide6.QtCore import QObject

from workbench.domain.prompts import PromptContent
from workbench.gui.write.models.panel import ModelsPanel
from workbench.gui.write.models.wording import (
    left_out_of,
    left_out_words,
    params_words,
    support_words,
)
from workbench.gui.write.session import WriteSession


class Marking(QObject):
    def __init__(self, panel: ModelsPanel, session: WriteSession) -> None:
        super().__init__(panel)
        self._panel, self._session = panel, session
        self._of: tuple[object, ...] = ()
        session.prompt_opened.connect(self._on_changed)
        session.draft_changed.connect(self._on_changed)
        session.plan_changed.connect(self.show_marks)

    def show_marks(self) -> None:
        rows, session = self._panel.rows, self._session
        content = session.collected or PromptContent()
        of = (content.model, content.tools, content.output, session.overrides, rows.models)
        asked = (*of, session.models)
        if asked == self._of:
            return
        self._of = asked
        own = session.overrides
        left_out = {m.name: left_out_of(m, content, own.get(m.name, ())) for m in rows.models}
        rows.show_marks(
            {name: params_words(params) for name, params in own.items()},
            {name: left_out_words(names) for name, names in left_out.items() if names},
        )
        ticked = {name: left_out.get(name, ()) for name in session.models}
        self._panel.show_support(support_words({n: names for n, names in ticked.items() if names}))

    def _on_changed(self, _changed: object) -> None:
        self.show_marks()
