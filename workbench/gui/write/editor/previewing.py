"""The preview, kept up to date while it is seen."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from workbench.domain.errors import WorkbenchError
from workbench.domain.json_values import thaw
from workbench.domain.problems import Preview
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.engine import Engine
from workbench.gui.write.editor.panel import EditorPanel
from workbench.gui.write.editor.source_and_preview import Arrangement
from workbench.gui.write.session import WriteSession

PAUSE_MS, PAUSE_LARGE_MS = 120, 900
"""After a key, until the preview is made anew; longer where showing it takes its time."""
LARGE = 60_000
"""Characters of the prompt."""


class PreviewPresenter(QObject):
    def __init__(
        self, panel: EditorPanel, session: WriteSession, engine: Engine, actions: Actions
    ) -> None:
        super().__init__(panel)
        self._panel, self._session, self._engine = panel, session, engine
        self._actions = actions
        self._turn = 0
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._ask)
        actions.on_toggle("view.preview", self.show_preview)
        actions.on_toggle("view.preview_beside", self._on_beside)
        actions["view.preview_beside"].setChecked(True)
        panel.preview.use_action(actions["view.preview_beside"])
        panel.cards.current_changed.connect(panel.preview.show_message)
        session.draft_changed.connect(lambda _content: self._refresh_soon())
        session.plan_changed.connect(self._refresh_soon)
        session.prompt_opened.connect(self._on_prompt_opened)

    def show_preview(self, shown: bool) -> None:
        if self._session.open is None:
            return
        beside = self._actions["view.preview_beside"].isChecked()
        self._panel.both.arrange(preview=shown, together=beside)
        if not shown:
            return
        self._ask()
        if self._panel.both.arrangement is Arrangement.INSTEAD:
            self._panel.preview.text.setFocus()
        else:
            self._panel.preview.show_message(self._panel.cards.current)

    def _on_beside(self, _beside: bool) -> None:
        if self._actions["view.preview"].isChecked():
            self.show_preview(True)

    def _refresh_soon(self) -> None:
        if self._panel.previewing:
            content = self._session.collected
            size = sum(len(message.text) for message in content.messages) if content else 0
            self._soon.start(PAUSE_LARGE_MS if size > LARGE else PAUSE_MS)

    def _on_prompt_opened(self, _opened: object) -> None:
        self._turn += 1
        if self._actions["view.preview"].isChecked():
            self.show_preview(True)

    def _ask(self) -> None:
        content = self._session.content
        if content is None:
            return
        self._turn += 1
        turn = self._turn
        values = {name: thaw(value) for name, value in self._session.case.values}

        def show(preview: Preview) -> None:
            if turn == self._turn:
                self._panel.preview.show_preview(preview)
                self._panel.preview.show_message(self._panel.cards.current)

        def failed(error: WorkbenchError) -> None:
            if turn == self._turn:
                self._panel.preview.show_failure(error)

        self._engine.preview(content, values, show, failed)
