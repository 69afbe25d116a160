"""The engine as a process: real pipes, real signals, real ends."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap

import psutil
import pytest

from tests.builders import a_content
from tests.engine.processes import PATIENCE, ROOT, Desk
from workbench.domain.errors import EngineStopped
from workbench.domain.run_events import TextArrived
from workbench.domain.runs import Outcome
from workbench.engine import protocol
from workbench.engine.protocol import decode_answer

ROUNDS = int(os.environ.get("WORKBENCH_KILL_ROUNDS", "12"))
SECONDS_PER_ROUND = 10


@pytest.fixture
def bench(make_bench):
    return make_bench()


@pytest.fixture
def desk(bench, workspace_path):
    desk = Desk(["-m", "tests.engine.scripted_process", str(workspace_path)])
    yield desk
    if desk.engine and desk.engine.process.poll() is None:
        desk.kill()


def text_of(model: str) -> str:
    return "".join(f"{number} " for number in range(int(model.partition("/")[2])))


def listen_until(desk: Desk, events: int, runs: int) -> None:
    """So many events have come, or every run has ended."""
    desk.wait(lambda: len(desk.events) >= events or len(desk.ends()) == runs)


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_jobs_go_in_and_answers_come_out(desk, bench):
    desk.ready()

    desk.client.start([bench.job("a", model="words/3"), bench.job("b", model="drip/20")])
    assert desk.wait(lambda: len(desk.ends()) == 2)

    assert {run.id: run.text for run in desk.ends().values()} == {
        "a": text_of("words/3"),
        "b": text_of("drip/20"),
    }
    assert bench.recorded("a") == desk.ends()["a"]
    assert desk.close() == ""


def test_what_libraries_print_stays_out_of_the_protocol_and_holds_no_key(desk, bench):
    desk.ready()
    desk.client.start([bench.job(model="print/1")])
    assert desk.wait(desk.ends)

    log = desk.close()

    assert desk.ends()["run-1"].outcome is Outcome.FINISHED
    assert "refused: [key]" in log
    assert "Give Feedback" in log
    assert "sk-planted-key" not in log


def test_questions_are_answered_one_after_the_other(desk):
    desk.ready()
    answers = []

    for _ in range(20):
        count = len(answers)
        desk.client.preview(a_content("Hi {{ n }}"), {"n": 1}, answers.append, answers.append)
        assert desk.wait(lambda count=count: len(answers) > count)

    assert [answer.messages[0].text for answer in answers] == ["Hi 1"] * 20
    desk.close()


@pytest.mark.parametrize("how", ["shut down", "standard input closes", "SIGTERM", "SIGINT"])
def test_the_end_comes_and_keeps_what_has_arrived(desk, bench, how):
    engine = desk.ready()
    desk.client.start([bench.job(model="hang/2"), bench.job("queued", model="hang/0")])
    assert desk.wait(lambda: any(isinstance(event, TextArrived) for event in desk.events))

    if how == "shut down":
        desk.client.shut_down()
    elif how == "standard input closes":
        engine.process.stdin.close()
    else:
        engine.process.send_signal(getattr(signal, how))
    engine.ended()

    assert engine.process.returncode == 0
    assert bench.recorded().outcome is Outcome.INTERRUPTED
    assert bench.recorded().text == text_of("hang/2")


@pytest.mark.timeout(max(120, ROUNDS * SECONDS_PER_ROUND))
def test_killing_it_at_any_moment_loses_nothing_that_was_announced(desk, bench, workspace):
    chance = random.Random(7)
    models = {}
    for round_ in range(ROUNDS):
        desk.ready()
        jobs = [
            bench.job(f"{round_}-{n}", model=chance.choice(["words/40", "drip/30", "drip/300"]))
            for n in range(6)
        ]
        models |= {job.run_id: job.model for job in jobs}
        desk.client.start(jobs)
        listen_until(desk, len(desk.events) + chance.randrange(40), len(models))
        pid = desk.engine.process.pid
        desk.kill()
        assert gone(pid)
    desk.ready()
    assert desk.wait(lambda: len(desk.ends()) == len(models))
    desk.close()

    for run_id, run in desk.ends().items():
        assert bench.recorded(run_id) == run
        assert run.outcome in (Outcome.FINISHED, Outcome.INTERRUPTED)
        if run.outcome is Outcome.FINISHED:
            assert run.text == text_of(run.job.model)
        else:
            assert text_of(run.job.model).startswith(run.text)
    assert Outcome.INTERRUPTED in {run.outcome for run in desk.ends().values()}
    with workspace.reading() as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_text_that_was_arriving_is_kept_when_it_is_killed(desk, bench):
    desk.ready()
    desk.client.start([bench.job(model="drip/100000")])

    def recorded_some():
        try:
            return bench.recorded().text
        except Exception:
            return ""

    assert desk.wait(recorded_some)
    desk.kill()
    desk.ready()
    desk.wait(desk.ends)
    desk.close()

    run = desk.ends()["run-1"]
    assert run.outcome is Outcome.INTERRUPTED
    assert run.text
    assert text_of("drip/100000").startswith(run.text)


def test_a_question_under_way_fails_and_the_next_process_answers(desk):
    engine = desk.ready()
    engine.process.kill()
    engine.process.wait(PATIENCE)
    answers, failures = [], []
    desk.client.models(answers.append, failures.append)

    desk.wait(lambda: failures)
    desk.client.models(answers.append, failures.append)
    engine.ended()
    desk.ready()
    desk.wait(lambda: answers)
    desk.close()

    assert [type(error) for error in failures] == [EngineStopped]
    assert len(answers) == 1


def test_it_ends_when_the_window_is_killed(bench, workspace_path):
    window = subprocess.Popen(
        [
            sys.executable,
            "-c",
            textwrap.dedent(
                f"""
                import subprocess, sys
                command = [sys.executable, "-m", "tests.engine.scripted_process"]
                engine = subprocess.Popen(
                    [*command, {str(workspace_path)!r}],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                )
                engine.stdout.readline()
                print(engine.pid, flush=True)
                engine.wait()
                """
            ),
        ],
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    with window:
        pid = int(window.stdout.readline())
        engine = psutil.Process(pid)
        window.kill()

    _, alive = psutil.wait_procs([engine], timeout=PATIENCE)
    assert alive == [] or gone(pid)


def test_a_workspace_that_cannot_be_opened_is_told(tmp_path):
    desk = Desk(["-m", "tests.engine.scripted_process", str(tmp_path / "missing.workbench")])
    refusals = []
    desk.client._on_refused = refusals.append

    engine = desk.open()
    assert not desk.wait(lambda: False)
    engine.ended()

    assert "no workspace" in refusals[0].message
    assert engine.process.returncode == 3


def test_an_engine_that_may_only_read_runs_nothing(bench, workspace_path):
    desk = Desk(["-m", "tests.engine.scripted_process", str(workspace_path), "--read-only"])
    desk.ready()

    desk.client.start([bench.job(model="words/3")])
    desk.wait(desk.ends)
    desk.close()

    run = desk.ends()["run-1"]
    assert (run.outcome, run.text) == (Outcome.FAILED, "")
    assert "reading only" in run.failure.message


def test_garbage_on_its_input_does_not_stop_it(desk):
    engine = desk.ready()
    chance = random.Random(3)
    for _ in range(200):
        engine.send(chance.randbytes(chance.randrange(200)).replace(b"\n", b"") + b"\n")
    answers = []

    desk.client.models(answers.append, answers.append)
    assert desk.wait(lambda: answers)

    desk.close()
    assert len(answers[0]) == 1


def test_it_is_ready_before_anything_slow_is_loaded(workspace_path, bench):
    desk = Desk(["-X", "importtime", "-m", "tests.engine.scripted_process", str(workspace_path)])
    desk.ready()

    log = desk.close()

    assert "litellm" not in log
    assert "pydantic" not in log


def test_ready_is_the_first_thing_said(workspace_path, bench):
    desk = Desk(["-m", "tests.engine.scripted_process", str(workspace_path)])
    engine = desk.open()

    first = engine.pieces.get(timeout=PATIENCE)
    engine.process.stdin.close()
    engine.ended()

    assert isinstance(decode_answer(first.splitlines()[0]), protocol.Ready)
