"""An evaluation whose process is paused, ended or killed, and that goes on in another one."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from workbench.bootstrap import close_services, open_services
from workbench.domain.datasets import Case, Dataset
from workbench.domain.evaluations import EvaluationState
from workbench.domain.prompts import Message, PromptContent, Role
from workbench.domain.runs import Outcome
from workbench.domain.settings import Settings
from workbench.store.evaluations import SqliteEvaluations
from workbench.store.opening import open_workspace
from workbench.store.runs import SqliteRuns
from workbench.store.settings_file import TomlSettings

ROOT = Path(__file__).parents[2]
CASES = 30
BEGUN = 8
"""Requests after which the process is halted."""


@pytest.fixture
def model(request, workbench, workspace, faulty_server):
    """A model of its own for the test, that takes a little while; the workspace is ready."""
    name = f"slow;pieces=4;delay=0.05;test={request.node.name}"
    TomlSettings().save(
        Settings(endpoints=(faulty_server.endpoint(models=(name,)),), find_local_servers=False)
    )
    services = open_services(workspace, empty=True)
    text = "Say hello to {{ name }}."
    services.prompts.create("hello", content=PromptContent((Message(Role.USER, text),)))
    cases = tuple(Case(name=f"c{n}", values=(("name", f"case-{n}."),)) for n in range(CASES))
    services.datasets.save(Dataset("", "Names", cases=cases))
    close_services(services)
    return name


def halted(workspace, model, number, ready):
    """`workbench eval` in a process of its own, sent a signal as soon as it is ready for that;
    its exit status and what it said."""
    words = ["eval", "hello", "-d", "Names", "-m", f"faulty/{model}", "-j", "4"]
    with subprocess.Popen(
        [sys.executable, "-m", "workbench", "-w", str(workspace), *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while not ready():
            assert process.poll() is None, process.stderr.read()
        process.send_signal(number)
        _out, err = process.communicate(timeout=60)
    return process.returncode, err


def asked(server, model):
    """How often each case was sent."""
    return Counter(request["body"]["messages"][0]["content"] for request in server.requests(model))


def finished_runs(workspace):
    """Those on record."""
    opened = open_workspace(workspace)
    ids = [each.evaluation.id for each in SqliteEvaluations(opened).summaries()]
    runs = [run for each in ids for run in SqliteRuns(opened).batch(each)]
    opened.close()
    return [run for run in runs if run.outcome is Outcome.FINISHED]


def the_evaluation(workbench):
    (document,) = workbench("eval", "--list", "--json").document
    return document


def test_a_killed_evaluation_goes_on_and_pays_for_no_finished_cell_twice(
    workbench,
    workspace,
    model,
    faulty_server,
):
    status, _err = halted(workspace, model, signal.SIGKILL, lambda: finished_runs(workspace))
    assert status == -signal.SIGKILL
    evaluation_id = the_evaluation(workbench)["evaluation"]
    finished = finished_runs(workspace)

    said = workbench("eval", "--resume", evaluation_id, "-j", "4", "--json")

    counts = asked(faulty_server, model)
    assert said.document["evaluation"]["state"] == EvaluationState.FINISHED
    assert [cell["outcome"] for cell in said.document["cells"]] == ["finished"] * CASES
    assert len(counts) == CASES
    assert 0 < len(finished) < CASES
    assert {counts[run.messages[0].text] for run in finished} == {1}
    assert max(counts.values()) <= 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_pauses_it_and_what_was_being_answered_is_kept(
    workbench,
    workspace,
    model,
    faulty_server,
    number,
):
    status, err = halted(
        workspace, model, number, lambda: len(faulty_server.requests(model)) >= BEGUN
    )

    paused = the_evaluation(workbench)
    assert status == 130
    assert f"workbench eval --resume {paused['evaluation']}" in err
    assert paused["state"] == EvaluationState.PAUSED
    assert paused["done"] == len(asked(faulty_server, model))
    assert paused["errors"] == 0
    said = workbench("eval", "--resume", paused["evaluation"], "-j", "4", "--json")
    assert said.document["evaluation"]["state"] == EvaluationState.FINISHED
    assert set(asked(faulty_server, model).values()) == {1}
    assert len(asked(faulty_server, model)) == CASES
