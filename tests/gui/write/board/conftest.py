"""A run board over services in memory and an engine that answers from a script."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QObject

from tests.builders import a_content
from tests.fakes import Clock, MemoryPrompts, MemoryRuns, counting
from tests.gui.fake_engine import FakeEngine
from tests.gui.fake_journal import DirectJournal
from workbench.domain.runs import Outcome, Run
from workbench.domain.settings import Settings
from workbench.gui.kit.background import Background
from workbench.gui.write.board.panel import BoardPanel
from workbench.gui.write.board.presenter import RunPresenter
from workbench.gui.write.session import WriteSession
from workbench.services.events import EventBus
from workbench.services.prompts import PromptService
from workbench.services.runs import RunService


@dataclass
class ScriptedAsk:
    answer: bool = True
    asked: list[str] = field(default_factory=list)

    def confirm(self, title, text, action):
        self.asked.append(text)
        return self.answer


class OpenBoard:
    """A prompt is open; its board is shown."""

    def __init__(self, theme, icons, actions, owner):
        clock, new_id = Clock(), counting()
        self.clock = clock
        self.store = MemoryRuns()
        self.prompts = PromptService(MemoryPrompts(self.store), EventBus(), clock, new_id)
        self.runs = RunService(self.prompts, self.store, clock, new_id)
        self.session = WriteSession(DirectJournal(), clock, owner)
        self.engine, self.ask, self.actions = FakeEngine(owner), ScriptedAsk(), actions
        self.settings = Settings()
        self.background, self.comparing = Background(owner), Background(owner)
        self.panel = BoardPanel(theme, icons)
        actions.report(workspace_open=True, prompt_open=True, models_chosen=2)
        actions.on_toggle("view.wrap", lambda _on: None)
        self.presenter = RunPresenter(
            self.panel,
            self.session,
            self.runs,
            self.engine,
            self.background,
            actions,
            self.ask,
            lambda: self.settings,
        )
        self.opened = self.prompts.create("support/triage", content=a_content("Hello {{ name }}"))

    def cell(self, run_id):
        return self.panel.grid.widget_of(self.panel.grid.cell_of(run_id))

    def record(self, job, text="An answer.", outcome=Outcome.FINISHED, **fields) -> Run:
        self.clock.go_on(seconds=1)
        run = Run(job, outcome, self.clock(), text=text, **fields)
        self.store.record(run)
        return run


@pytest.fixture
def board(qtbot, theme, icons, actions):
    owner = QObject()
    board = OpenBoard(theme, icons, actions, owner)
    qtbot.addWidget(board.panel)
    board.panel.resize(1000, 420)
    board.panel.show()
    board.session.show_prompt(board.opened)
    board.session.set_models(("demo/brief", "demo/detailed"))
    yield board
    board.background.close()
    board.comparing.close()
