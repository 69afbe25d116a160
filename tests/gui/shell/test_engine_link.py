from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import psutil
import pytest

from workbench.domain.errors import EngineStopped, WorkspaceTooNew
from workbench.gui.kit.engine import EngineState
from workbench.gui.shell import engine_link
from workbench.gui.shell.engine_link import EngineLink
from workbench.gui.shell.engine_log import EngineLog
from workbench.gui.shell.redaction import Redaction

SCRIPT = Path(__file__).with_name("engines.py")
ROOT = SCRIPT.parents[3]


@pytest.fixture
def link_to(qapp, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("SOME_API_KEY", "planted-key-0123456789")
    monkeypatch.setattr(engine_link, "DELAYS_MS", (1, 1, 1))
    links = []

    def make(*arguments):
        log = EngineLog(tmp_path / "logs" / "engine.log", Redaction())
        link = EngineLink([sys.executable, str(SCRIPT), *map(str, arguments)], log)
        links.append(link)
        return link

    yield make
    for link in links:
        link.close()


def wait_until_ready(qtbot, link):
    qtbot.waitUntil(lambda: link.state is EngineState.READY, timeout=20_000)


def test_it_is_ready_when_the_engine_says_so(qtbot, link_to):
    link = link_to("well")

    link.open()
    assert link.state is EngineState.STARTING

    wait_until_ready(qtbot, link)


def test_a_question_asked_before_it_is_ready_is_answered(qtbot, link_to):
    link, answers = link_to("well"), []

    link.models(answers.append, answers.append)
    link.open()

    qtbot.waitUntil(lambda: answers == [[]], timeout=20_000)


def test_an_engine_that_dies_is_started_again(qtbot, link_to, tmp_path):
    link = link_to("dying_once", tmp_path / "died")
    states = []
    link.state_changed.connect(states.append)

    link.open()

    wait_until_ready(qtbot, link)
    assert states == [EngineState.STARTING, EngineState.RESTARTING, EngineState.READY]


def test_a_killed_engine_comes_back_and_what_was_asked_is_told(qtbot, link_to):
    link, failures = link_to("well"), []
    link.open()
    wait_until_ready(qtbot, link)
    os.kill(link.process_id, signal.SIGSTOP)
    link.models(lambda models: None, failures.append)

    os.kill(link.process_id, signal.SIGKILL)

    qtbot.waitUntil(lambda: bool(failures), timeout=20_000)
    assert isinstance(failures[0], EngineStopped)
    wait_until_ready(qtbot, link)


def test_an_engine_that_dies_again_and_again_is_given_up(qtbot, link_to):
    link = link_to("dying")

    with qtbot.waitSignal(link.gave_up, timeout=30_000) as given_up:
        link.open()

    assert link.state is EngineState.STOPPED
    assert "4 times" in given_up.args[0].message


def test_it_can_be_started_by_hand_after_it_was_given_up(qtbot, link_to):
    link = link_to("dying")
    with qtbot.waitSignal(link.gave_up, timeout=30_000):
        link.open()

    with qtbot.waitSignal(link.gave_up, timeout=30_000):
        link.open()


def test_an_engine_that_refuses_is_not_started_again(qtbot, link_to):
    link = link_to("refusing")
    states = []
    link.state_changed.connect(states.append)

    with qtbot.waitSignal(link.gave_up, timeout=20_000) as given_up:
        link.open()
    qtbot.waitUntil(lambda: link.process_id == 0, timeout=20_000)

    assert isinstance(given_up.args[0], WorkspaceTooNew)
    assert EngineState.RESTARTING not in states


@pytest.mark.parametrize("kind", ["well", "stubborn"])
def test_no_process_outlives_the_window(qtbot, link_to, monkeypatch, kind):
    monkeypatch.setattr(engine_link, "FAREWELL_MS", 200)
    link = link_to(kind)
    link.open()
    wait_until_ready(qtbot, link)
    process = link.process_id

    link.close()

    assert not psutil.pid_exists(process)
    assert link.state is EngineState.STOPPED


def test_a_program_that_cannot_be_started_is_told(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(engine_link, "DELAYS_MS", (1,))
    link = EngineLink([str(tmp_path / "missing")], EngineLog(tmp_path / "log", Redaction()))

    with qtbot.waitSignal(link.gave_up):
        link.open()

    link.close()


def test_the_log_holds_what_it_said_but_no_key(qtbot, link_to, tmp_path):
    link = link_to("complaining")
    link.open()
    wait_until_ready(qtbot, link)
    log = tmp_path / "logs" / "engine.log"

    link.close()

    text = log.read_text(encoding="utf-8")
    assert "using" in text
    assert "planted-key" not in text
