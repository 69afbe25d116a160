"""`workbench eval --batch` on a server with a batch API, in processes that come and go."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.bootstrap import close_services, open_services
from workbench.domain.datasets import Case, Dataset
from workbench.domain.prompts import Message, PromptContent, Role
from workbench.domain.settings import Settings
from workbench.store.settings_file import TomlSettings

ROOT = Path(__file__).parents[2]
CASES = 5
EVAL = ("eval", "hello", "-d", "Names", "--batch")


@pytest.fixture
def ready(workbench, workspace, faulty_server):
    """A workspace with a prompt and five cases, and the server among its endpoints."""
    TomlSettings().save(Settings(endpoints=(faulty_server.endpoint(),), find_local_servers=False))
    services = open_services(workspace, empty=True)
    text = "Say hello to {{ name }}."
    services.prompts.create("hello", content=PromptContent((Message(Role.USER, text),)))
    cases = tuple(Case(name=f"c{n}", values=(("name", f"case-{n}"),)) for n in range(CASES))
    services.datasets.save(Dataset("", "Names", cases=cases))
    close_services(services)


def test_the_cells_are_answered_in_one_batch_and_nothing_is_sent_by_itself(
    workbench, ready, faulty_server
):
    model = "batch;polls=1;name=cli"

    said = workbench(*EVAL, "-m", f"faulty/{model}", "--json")

    assert said.status == 0, said.err
    assert {cell["outcome"] for cell in said.document["cells"]} == {"finished"}
    assert said.document["cells"][0]["output"] == "You said: Say hello to case-0."
    assert f"batch API: faulty/{model}" in said.err
    assert "up to 24 hours" in said.err
    assert "--resume" in said.err
    assert faulty_server.batch_requests(model).count("batch") == 1
    assert faulty_server.requests(model) == []


def test_models_without_one_run_as_usual_and_that_is_said(workbench, ready):
    said = workbench(*EVAL, "-m", "demo/brief", "--json")

    assert said.status == 0
    assert "run as usual" in said.err


def halted(workspace, faulty_server, model, number):
    """A process that is sent the signal while it waits for its batch; what it said."""
    words = [*EVAL, "-m", f"faulty/{model}"]
    with subprocess.Popen(
        [sys.executable, "-m", "workbench", "-w", str(workspace), *words],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while "poll" not in faulty_server.batch_requests(model, until="poll"):
            assert process.poll() is None, process.stderr.read()
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
    return process.returncode, err


def test_a_pause_leaves_the_batch_there_and_resuming_fetches_it(
    workbench, ready, workspace, faulty_server
):
    model = "batch;polls=2;name=paused"

    status, err = halted(workspace, faulty_server, model, signal.SIGINT)

    assert status == 130
    (listed,) = workbench("eval", "--list", "--json").document
    assert listed["state"] == "paused"
    assert "left with faulty" in listed["pause_reason"]
    assert "left with faulty" in err
    said = workbench("eval", "--resume", listed["evaluation"], "--json")
    assert said.document["evaluation"]["state"] == "finished"
    assert faulty_server.batch_requests(model).count("batch") == 1
    assert "cancel" not in faulty_server.batch_requests(model)


def test_a_process_that_is_killed_leaves_a_batch_that_the_next_one_fetches(
    workbench, ready, workspace, faulty_server
):
    model = "batch;polls=2;name=killed"

    halted(workspace, faulty_server, model, signal.SIGKILL)

    (listed,) = workbench("eval", "--list", "--json").document
    said = workbench("eval", "--resume", listed["evaluation"], "--json")
    assert said.document["evaluation"]["state"] == "finished"
    assert faulty_server.batch_requests(model).count("batch") == 1
