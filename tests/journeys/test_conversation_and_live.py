"""A conversation and live mode with everything real behind them: engine, SQLite, sockets."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtGui import QTextCursor

from tests.journeys.conftest import home_at, windows
from tests.journeys.keyboard import press, write
from workbench.domain.runs import Outcome
from workbench.domain.settings import Settings
from workbench.store.settings_file import TomlSettings

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

KEY = "sk-planted-51c0a7d2e94b4f3c8a61"
ECHO, ENDLESS, OK = "faulty/echo", "faulty/never-finish;name=live", "faulty/ok;name=live"


@pytest.fixture(scope="module")
def window(qapp, tmp_path_factory, faulty_server):
    names = tuple(model.partition("/")[2] for model in (ECHO, ENDLESS, OK))
    settings = Settings(endpoints=(faulty_server.endpoint(models=names),), find_local_servers=False)
    with (
        home_at(tmp_path_factory.mktemp("talk")) as home,
        pytest.MonkeyPatch.context() as patch,
        windows(qapp) as open_one,
    ):
        patch.setenv("FAULTY_API_KEY", KEY)
        TomlSettings().save(settings)
        window = open_one(home / "work.db").settle()
        window.wait(lambda: ECHO in [model.name for model in window.write.models.rows.models])
        yield window


@pytest.fixture
def live(window):
    """Live mode as it is switched on, and off again in the end."""
    press("Ctrl+1")
    yield window.write.live
    window.window.actions_["live.toggle"].setChecked(False)


def type_into_the_prompt(window, text):
    edit = window.cards[0].edit
    edit.setFocus()
    edit.moveCursor(QTextCursor.MoveOperation.End)
    write(text)


def test_every_turn_is_asked_word_for_word_and_recorded(window, faulty_server):
    window.write.models.rows.tick((ECHO,))
    press("Ctrl+Return")
    window.wait(lambda: window.cells and window.cells[0].job.model == ECHO)
    window.wait(window.all_shown)
    first = window.cells[0].run

    panel = window.write.conversation
    press("Ctrl+J")
    window.wait(lambda: len(panel.cards) == 1 and panel.reply.edit.hasFocus())
    for count, text in ((3, "Why {{ ticket }}?"), (5, "{% raw %}")):
        write(text)
        press("Ctrl+Return")
        window.wait(lambda n=count: len(panel.cards) == n and not panel.reply.stop.isVisible())

    bodies = [asked["body"] for asked in faulty_server.requests("echo")]
    prompt = bodies[0]["messages"]
    assert bodies[1]["messages"] == [
        *prompt,
        {"role": "assistant", "content": first.text},
        {"role": "user", "content": "Why {{ ticket }}?"},
    ]
    assert bodies[2]["messages"][-1] == {"role": "user", "content": "{% raw %}"}
    assert len(bodies[2]["messages"]) == len(prompt) + 4

    [end] = window.services.runs.conversations(window.prompt_id)
    conversation = window.services.runs.conversation(end.id)
    assert [run.outcome for run in conversation.runs] == [Outcome.FINISHED] * 3
    assert conversation.runs[0].id == first.id
    assert json.loads(conversation.last.text)["messages"] == bodies[2]["messages"]
    press("Escape")
    window.wait(window.write.board.isVisible)


def test_a_stale_live_call_is_hung_up_at_the_next_key(window, live, faulty_server):
    window.write.models.rows.tick((ENDLESS,))
    press("Ctrl+Shift+L")
    window.wait(lambda: live.output.exact_text == "so far")
    window.window.actions_["live.toggle"].setChecked(True)

    type_into_the_prompt(window, " x")

    name = ENDLESS.partition("/")[2]
    window.wait(lambda: faulty_server.requests(name)[0]["disconnected"])
    window.wait(lambda: len(faulty_server.requests(name)) == 2)
    bodies = [asked["body"]["messages"] for asked in faulty_server.requests(name)]
    assert bodies[1] != bodies[0]
    assert "calls this hour" in window.window.status.live.text()


def test_a_text_that_was_asked_before_is_answered_from_the_cache(window, live, faulty_server):
    window.write.models.rows.tick((OK,))
    press("Ctrl+Shift+L")
    window.wait(lambda: live.output.exact_text == "Hello." and "first" in live.state.text())
    asked = len(faulty_server.requests(OK.partition("/")[2]))

    type_into_the_prompt(window, "y")
    window.wait(lambda: len(faulty_server.requests(OK.partition("/")[2])) == asked + 1)
    window.wait(lambda: "same answer" in live.state.text())
    press("Backspace")

    window.wait(lambda: live.state.text().startswith("From the cache."))
    assert len(faulty_server.requests(OK.partition("/")[2])) == asked + 1


def test_the_hour_is_used_up_and_live_mode_says_so(window, live, faulty_server):
    service = window.services.settings
    limits = replace(service.load().limits, live_calls_per_hour=1)
    service.save(replace(service.load(), limits=limits))
    window.write.models.rows.tick((OK,))
    press("Ctrl+Shift+L")

    type_into_the_prompt(window, "z")

    toggle = window.window.actions_["live.toggle"]
    window.wait(lambda: not toggle.isChecked())
    assert "switched itself off" in window.write.board.notice.text.text()
    assert window.window.status.live.text() == ""
