"""Closing the window loses nothing; if it would, it asks first, and once."""

from __future__ import annotations

from dataclasses import replace

import psutil
import pytest

from tests.gui.shell.conftest import close
from tests.gui.shell.frames import ScriptedAsk
from workbench import bootstrap
from workbench.domain.errors import WorkspaceError
from workbench.domain.prompts import Message, Role
from workbench.domain.runs import Outcome
from workbench.gui.kit.engine import EngineState


@pytest.fixture
def open_write(qtbot, open_frame, workspace):
    """A window with a prompt open, and a scripted way of asking."""

    def make(**opening):
        frame = open_frame(workspace, **opening)
        qtbot.waitUntil(lambda: frame.assembly.opened is not None, timeout=30_000)
        opened = frame.assembly.opened
        ask = Asked()
        opened._parts = replace(opened._parts, ask=ask)
        session = opened.places.write.session
        qtbot.waitUntil(lambda: session.open is not None, timeout=30_000)
        return frame, session, ask

    return make


class Asked(ScriptedAsk):
    def __init__(self):
        super().__init__()
        self.questions = []

    def confirm(self, title, text, action):
        self.questions.append(text)
        return self.confirmed


def type_into(session, text):
    session.apply(replace(session.content, messages=(Message(Role.USER, text),)), "typing")


def fill_the_disk(session, monkeypatch):
    def refuse(draft):
        raise WorkspaceError("There is no room on the disk.")

    monkeypatch.setattr(session._journal, "_write", refuse)


def test_what_was_typed_last_is_on_disk_and_nothing_is_asked(qtbot, open_write, workspace):
    frame, session, ask = open_write()
    type_into(session, "the very last words")
    prompt = session.open.prompt.id

    close(qtbot, frame)

    services = bootstrap.open_services(workspace, read_only=True)
    assert services.prompts.open(prompt).draft.content.text == "the very last words"
    bootstrap.close_services(services)
    assert ask.questions == []


def test_a_draft_that_cannot_be_saved_is_named_and_the_window_stays(qtbot, open_write, monkeypatch):
    frame, session, ask = open_write()
    fill_the_disk(session, monkeypatch)
    type_into(session, "precious")
    ask.confirmed = False

    frame.window.close()
    frame.window.close()

    qtbot.waitUntil(lambda: bool(ask.questions))
    assert len(ask.questions) == 1
    assert session.open.prompt.path in ask.questions[0]
    assert frame.window.isVisible()
    assert session.content.text == "precious"
    monkeypatch.undo()


def test_who_agrees_to_lose_it_is_asked_once_and_let_go(qtbot, open_write, monkeypatch):
    frame, session, ask = open_write()
    fill_the_disk(session, monkeypatch)
    type_into(session, "worthless")

    close(qtbot, frame)

    assert len(ask.questions) == 1
    monkeypatch.undo()


def test_closing_while_an_answer_streams_keeps_its_text_and_leaves_no_process(
    qtbot, open_write, workspace
):
    frame, session, ask = open_write(engine="real")
    prompt = session.open.prompt.id
    engine, actions = frame.assembly.opened.engine, frame.window.actions_
    qtbot.waitUntil(lambda: engine.state is EngineState.READY, timeout=60_000)
    process = psutil.Process(engine.process_id)
    session.set_models(("demo/slow",))
    heard = []
    engine.run_events.connect(heard.extend)
    qtbot.waitUntil(lambda: actions.reason("run.start") == "", timeout=60_000)
    actions.run("run.start")
    qtbot.waitUntil(lambda: any(getattr(each, "text", "") for each in heard), timeout=60_000)

    close(qtbot, frame)

    assert ask.questions == []
    assert not process.is_running()
    services = bootstrap.open_services(workspace)
    [run] = services.runs.latest(prompt)
    assert run.outcome is not Outcome.FINISHED
    assert run.text
    bootstrap.close_services(services)
