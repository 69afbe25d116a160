"""The models panel with its presenter, a prompt open, and an engine that answers from a list."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.builders import NOON, a_content, a_prompt
from tests.fakes import NoJournal
from tests.gui.fake_engine import FakeEngine
from workbench.domain.history import OpenPrompt
from workbench.domain.prompts import Draft
from workbench.gui.write.models.panel import ModelsPanel
from workbench.gui.write.models.presenter import ModelsPresenter
from workbench.gui.write.session import WriteSession


class Remembered(dict):
    def text(self, name, default=""):
        return self.get(name, default)

    def keep(self, name, value):
        self[name] = value


class OpenModels:
    def __init__(self, theme, icons, actions, memory, *, answers_later=False):
        self.session = WriteSession(NoJournal(), lambda: NOON)
        self.panel = ModelsPanel(theme, icons)
        self.engine, self.actions = FakeEngine(), actions
        self.engine.answers_later = answers_later
        actions.report(workspace_open=True)
        self.asked_for_settings = []
        actions.on("app.settings", lambda: self.asked_for_settings.append(1))
        actions.on("run.start", lambda: None)
        self.presenter = ModelsPresenter(self.panel, self.session, self.engine, actions, memory)
        self.spent = []
        self.presenter.estimated.connect(self.spent.append)
        prompt = a_prompt()
        self.session.show_prompt(OpenPrompt(prompt, Draft(prompt.id, a_content())))
        self.presenter.load()

    def field(self, name):
        return self.panel.parameters.form.fields[name].edit

    def click(self, qtbot, name, *, at_right=False):
        rows = self.panel.list.model()
        index = next(
            rows.index(row, 0)
            for row in range(rows.rowCount())
            if rows.index(row, 0).data() == name
        )
        rect = self.panel.list.visualRect(index)
        place = rect.center()
        place.setX(rect.right() - 8 if at_right else rect.left() + 30)
        view = self.panel.list.viewport()
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
