"""Write over a real workspace, and what a person does in it."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from tests.gui.fake_engine import FakeEngine
from workbench.domain.runs import Outcome, Run
from workbench.gui.kit.background import Background
from workbench.gui.write.place import build_write_place
from workbench.store.opening import open_workspace
from workbench.store.runs import SqliteRuns


class ScriptedAsk:
    def __init__(self):
        self.errors, self.texts, self.questions = [], [], []
        self.files = []
        """Paths that are chosen, one after the other."""

    def show_error(self, error):
        self.errors.append(error)

    def confirm(self, _title, text, _action):
        self.questions.append(text)
        return True

    def text(self, *_words):
        return self.texts.pop(0)

    def save_file(self, *_words):
        return self.files.pop(0)

    def open_file(self, *_words):
        return self.files.pop(0)

    def open_files(self, *_words):
        return self.files.pop(0)

    def folder(self, *_words):
        return self.files.pop(0)


class OpenWrite:
    def __init__(self, services, theme, actions, memory=None):
        self.services, self.actions = services, actions
        self.engine, self.ask = FakeEngine(), ScriptedAsk()
        self.background = Background()
        actions.report(workspace_open=True)
        self.place = build_write_place(
            services, self.engine, self.background, actions, theme, self.ask, memory=memory
        )

    @property
    def session(self):
        return self.place.session

    def path(self):
        return self.session.open.prompt.path if self.session.open else ""

    def message(self, index):
        return self.place.editor.cards.cards[index].edit

    def stored(self, path):
        return self.services.prompts.open_path(path)


def ran(services, opened, text):
    """A run as the engine would have recorded it."""
    plan = services.runs.plan(opened.prompt.id, opened.draft.content, models=("demo/brief",))
    run = Run(plan.jobs[0], Outcome.FINISHED, datetime.now(UTC), text=text)
    workspace = open_workspace(services.workspace)
    SqliteRuns(workspace).record(run)
    workspace.close()
    return run


def open_prompt(qtbot, write, path):
    qtbot.keyClicks(write.place.library.filter, path)
    qtbot.keyClick(write.place.library.filter, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: write.path() == path)
    write.place.library.filter.clear()


def type_at_the_end(qtbot, write, text, index=0):
    edit = write.message(index)
    edit.setFocus()
    edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(edit, text)
