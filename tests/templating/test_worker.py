"""The worker as a process, spoken to by hand."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest

from tests.builders import a_content
from workbench.templating import wire

ENDLESS = a_content(
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
)


@pytest.fixture
def worker():
    command = [sys.executable, "-m", "workbench.templating.worker"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert said(process) == {"ready": True}
        yield process
        process.kill()


def said(process):
    return json.loads(process.stdout.readline())


def ask(process, content, seconds=5.0):
    process.stdin.write(wire.request("render", content, {}, {}, seconds=seconds, bytes=1000))
    process.stdin.flush()


def test_it_says_which_message_it_begins_and_then_answers(worker):
    ask(worker, a_content("a", "{{ 1 + 1 }}"))

    assert [said(worker), said(worker)] == [{"at": 0}, {"at": 1}]
    assert [message["text"] for message in said(worker)["messages"]] == ["a", "2"]


def test_it_stops_by_itself_and_goes_on(worker):
    ask(worker, ENDLESS, seconds=0.2)
    assert said(worker) == {"at": 0}
    assert said(worker)["error"] == "TemplateTooCostly"

    ask(worker, a_content("still here"))
    said(worker)
    assert said(worker)["messages"][0]["text"] == "still here"


def test_it_ends_when_its_input_closes(worker):
    worker.stdin.close()

    assert worker.wait(timeout=30) == 0


def test_it_ends_even_while_it_is_busy_and_nobody_is_left(worker):
    ask(worker, ENDLESS, seconds=0.2)
    worker.stdin.close()

    assert worker.wait(timeout=30) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_an_interrupt_from_the_terminal_does_not_end_it(worker):
    worker.send_signal(signal.SIGINT)
    ask(worker, a_content("still here"))
    said(worker)

    assert said(worker)["messages"][0]["text"] == "still here"
