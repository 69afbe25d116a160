"""An editor with a prompt open in it, over a session and an engine that answers at once."""

from __future__ import annotations

import pytest

from tests.builders import NOON, a_content, a_prompt
from tests.fakes import NoJournal
from tests.gui.fake_engine import FakeEngine
from workbench.domain.history import OpenPrompt
from workbench.domain.prompts import Draft
from workbench.gui.kit.background import Background
from workbench.gui.write.analyst import Analyst
from workbench.gui.write.editor.panel import EditorPanel
from workbench.gui.write.editor.presenter import EditorPresenter
from workbench.gui.write.editor.previewing import PreviewPresenter
from workbench.gui.write.session import WriteSession


class OpenEditor:
    def __init__(self, theme, icons, actions):
        self.engine, self.actions = FakeEngine(), actions
        self.session = WriteSession(NoJournal(), lambda: NOON)
        self.panel = EditorPanel(theme, icons)
        self.session.setParent(self.panel)
        actions.report(workspace_open=True)
        self.background = Background(self.panel)
        self.presenter = EditorPresenter(self.panel, self.session, actions, icons, self.background)
        self.analyst = Analyst(self.engine, self.panel)
        self.analyst.analysed.connect(self.session.analysed)
        self.session.prompt_opened.connect(lambda _: self.analyst.ask(self.session.collected))
        self.session.draft_changed.connect(self.analyst.ask)
        self.preview = PreviewPresenter(self.panel, self.session, self.engine, actions)

    def open(self, *texts, prompt=None, **fields):
        prompt = prompt or a_prompt("greetings/hello")
        opened = OpenPrompt(prompt, Draft(prompt.id, a_content(*texts, **fields)))
        self.session.show_prompt(opened)

    @property
    def texts(self):
        return [message.text for message in self.session.content.messages]

    def message(self, index):
        return self.panel.cards.cards[index].edit


@pytest.fixture
def editor(qtbot, theme, icons, actions):
    editor = OpenEditor(theme, icons, actions)
    qtbot.addWidget(editor.panel)
    editor.panel.resize(800, 600)
    editor.panel.show()
    yield editor
    editor.background.close()
