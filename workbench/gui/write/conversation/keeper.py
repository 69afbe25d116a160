"""Keeps a conversation: as messages of the prompt, or as one of its cases."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from workbench.domain.conversations import Conversation
from workbench.domain.datasets import Case
from workbench.domain.problems import Analysis
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.write.conversation.keeping import (
    as_case,
    last_said,
    messages_input,
    text_inputs,
    with_messages,
)
from workbench.gui.write.conversation.panel import ConversationPanel
from workbench.gui.write.session import WriteSession
from workbench.services.datasets import DatasetService


class ConversationKeeper(QObject):
    said = Signal(str)
    """What was done."""
    case_kept = Signal()

    def __init__(
        self,
        panel: ConversationPanel,
        session: WriteSession,
        datasets: DatasetService,
        background: Background,
        actions: Actions,
        ask: Ask,
        shown: Callable[[], Conversation | None],
    ) -> None:
        super().__init__(panel)
        self._panel, self._session, self._datasets = panel, session, datasets
        self._background, self._ask, self._shown = background, ask, shown
        self._texts: tuple[str, ...] = ()
        session.analysed.connect(self._on_analysed)
        session.prompt_opened.connect(lambda _opened: self._on_analysed(Analysis()))
        actions.on("conversation.to_messages", self.to_messages)
        actions.on("conversation.keep_case", self.keep)

    def to_messages(self) -> None:
        conversation, content = self._shown(), self._session.content
        if conversation is None or content is None:
            return
        label = self.tr("Turn the conversation into messages")
        self._session.replace_draft(with_messages(content, conversation.said), label)
        count = len(conversation.said)
        self.said.emit(self.tr("{0} messages were added to the prompt.").format(count))

    def keep(self) -> None:
        """Into the input for messages if there is one, else into one of the person's choice."""
        conversation, content = self._shown(), self._session.content
        if conversation is None or content is None:
            return
        if whole := messages_input(content):
            self._keep(conversation, whole, whole=True)
        elif not last_said(conversation):
            self.said.emit(self.tr("Nothing was said yet that could be kept as a case."))
        elif len(self._texts) == 1:
            self._keep(conversation, self._texts[0], whole=False)
        elif self._texts:
            self._choose(conversation)
        else:
            self.said.emit(self.tr("The prompt has no input that could hold what was said."))

    def _choose(self, conversation: Conversation) -> None:
        menu = QMenu(self._panel)
        menu.setObjectName("conversation.inputs")
        heading = menu.addAction(self.tr("Keep what was said last as"))
        heading.setEnabled(False)
        for name in self._texts:
            action = menu.addAction(name)
            action.triggered.connect(
                lambda _checked=False, into=name: self._keep(conversation, into, whole=False)
            )
        menu.aboutToHide.connect(menu.deleteLater)
        corner = self._panel.close_
        below = corner.mapToGlobal(QPoint(corner.width(), corner.height()))
        menu.popup(below - QPoint(menu.sizeHint().width(), 0))

    def _keep(self, conversation: Conversation, into: str, *, whole: bool) -> None:
        title, label = self.tr("Keep as a case"), self.tr("Name of the case")
        start = " ".join(last_said(conversation).split())[:40]
        name = self._ask.text(title, label, start)
        if name is None:
            return
        prompt_id = conversation.last.job.prompt_id
        case = as_case(conversation, name.strip(), into, whole=whole)
        self._background.run(
            self,
            lambda: self._datasets.keep_case(prompt_id, case),
            self._on_kept,
            self._ask.show_error,
        )

    def _on_kept(self, case: Case) -> None:
        self.case_kept.emit()
        self.said.emit(self.tr("The case {0} was kept.").format(case.name))

    def _on_analysed(self, analysis: Analysis) -> None:
        self._texts = text_inputs(analysis.inputs)
