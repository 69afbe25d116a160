"""`python -m workbench.engine` with everything real: litellm, demo models, workers, SQLite."""

from __future__ import annotations

import time

import psutil
import pytest

from tests.builders import NOON, a_content, a_prompt
from tests.engine.processes import PATIENCE, Desk
from workbench.domain.prompts import Input, InputType, PromptKind
from workbench.domain.run_events import TextArrived
from workbench.domain.runs import FailureKind, Outcome
from workbench.domain.settings import Settings
from workbench.services.events import EventBus
from workbench.services.prompts import PromptService
from workbench.services.runs import RunService
from workbench.store.opening import make_workspace, open_workspace
from workbench.store.prompts import SqlitePrompts
from workbench.store.runs import SqliteRuns

TRIAGE = a_content(
    "{% include 'tone' %}\n{% for word in words %}{{ word }}, {% endfor %}name them.",
    inputs=(Input("words", InputType.ARRAY, default=("red", "green")),),
)
ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"


@pytest.fixture
def workspace(tmp_path):
    path = tmp_path / "real.workbench"
    make_workspace(path)
    opened = open_workspace(path)
    prompts = SqlitePrompts(opened)
    prompts.add(a_prompt("tone", kind=PromptKind.COMPONENT), a_content("Answer in one sentence."))
    prompts.add(a_prompt("triage"), TRIAGE)
    yield opened
    opened.close()


@pytest.fixture
def desk(workspace, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    desk = Desk(["-m", "workbench.engine", "--workspace", str(workspace.path)])
    yield desk
    if desk.engine and desk.engine.process.poll() is None:
        desk.kill()


def jobs_for(workspace, *models, content=TRIAGE, start=1):
    numbers = iter(range(start, 1000))
    prompts = PromptService(SqlitePrompts(workspace), EventBus(), lambda: NOON, lambda: "x")
    runs = RunService(prompts, SqliteRuns(workspace), lambda: NOON, lambda: f"id-{next(numbers)}")
    return runs.plan("prompt-triage", content, models=models).jobs


def test_demo_models_answer_side_by_side_and_one_fails_on_purpose(desk, workspace):
    desk.ready()
    jobs = jobs_for(workspace, "demo/brief", "demo/detailed", "demo/failing")

    desk.client.start(jobs)
    assert desk.wait(lambda: len(desk.ends()) == 3)
    log = desk.close()

    brief, detailed, failing = (desk.ends()[job.run_id] for job in jobs)
    assert brief.messages[0].text == "Answer in one sentence.\nred, green, name them."
    assert (brief.outcome, detailed.outcome) == (Outcome.FINISHED, Outcome.FINISHED)
    assert brief.text
    assert detailed.text
    assert brief.usage.output_tokens
    assert brief.finish_reason == "stop"
    assert (failing.outcome, failing.failure.kind) == (Outcome.FAILED, FailureKind.PROVIDER)
    store = SqliteRuns(workspace)
    assert [store.run(job.run_id) for job in jobs] == [brief, detailed, failing]
    assert log == ""


def test_a_slow_model_is_stopped_in_the_middle(desk, workspace):
    desk.ready()
    [job] = jobs_for(workspace, "demo/slow")
    desk.client.start([job])
    assert desk.wait(lambda: any(isinstance(event, TextArrived) for event in desk.events))

    desk.client.stop([job.run_id])
    assert desk.wait(desk.ends)
    desk.close()

    assert desk.ends()[job.run_id].outcome is Outcome.CANCELLED
    assert desk.ends()[job.run_id].text


def test_drafts_are_analysed_previewed_estimated_and_models_listed(desk, workspace):
    desk.ready()
    jobs = jobs_for(workspace, "demo/brief")
    answers = []
    desk.client.configure(Settings(find_local_servers=False))

    desk.client.analyse(TRIAGE, answers.append, answers.append)
    desk.client.preview(TRIAGE, {}, answers.append, answers.append)
    desk.client.estimate(jobs, answers.append, answers.append)
    desk.client.models(answers.append, answers.append)
    assert desk.wait(lambda: len(answers) == 4)
    desk.close()

    by_type = {type(answer).__name__: answer for answer in answers}
    assert [item.name for item in by_type["Analysis"].inputs] == ["words"]
    assert by_type["Analysis"].includes == ("tone",)
    assert "red, green" in by_type["Preview"].messages[0].text
    assert by_type["Estimate"].jobs[0].input_tokens > 5
    assert {"demo/brief", "demo/slow"} <= {model.name for model in by_type["list"]}


def test_a_template_that_never_ends_is_a_failure_of_its_run(desk, workspace):
    desk.ready()
    [job] = jobs_for(workspace, "demo/brief", content=a_content(ENDLESS))

    desk.client.start([job])
    assert desk.wait(desk.ends)
    desk.close()

    assert desk.ends()[job.run_id].failure.kind is FailureKind.TEMPLATE


@pytest.mark.parametrize("ending", ["killed", "closed"])
def test_no_worker_outlives_the_engine(desk, workspace, ending):
    engine = desk.ready()
    desk.client.start(jobs_for(workspace, "demo/brief", content=a_content(ENDLESS)))
    parent = psutil.Process(engine.process.pid)
    deadline = time.monotonic() + PATIENCE
    while not (workers := parent.children(recursive=True)):
        assert time.monotonic() < deadline

    if ending == "killed":
        desk.kill()
    else:
        engine.process.stdin.close()
        engine.ended()

    _, alive = psutil.wait_procs(workers, timeout=PATIENCE)
    assert alive == []


def test_a_missing_key_is_said_before_anything_is_sent(desk, workspace, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    desk.ready()
    [job] = jobs_for(workspace, "openai/gpt-4o-mini")

    desk.client.start([job])
    assert desk.wait(desk.ends)
    desk.close()

    assert desk.ends()[job.run_id].failure.kind is FailureKind.KEY_MISSING
