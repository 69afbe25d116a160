"""`workbench eval` with a priced model and a planted key: budgets, gates on cost, storms, leaks."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import home_at
from tests.journeys.terminal import Terminal, greeting_server
from workbench.domain.checks import Check
from workbench.domain.models import Endpoint
from workbench.domain.settings import Limits, Settings
from workbench.store.settings_file import TomlSettings

PLANTED = "sk-planted-7d1f0c2b9e8a4f63a5d2c4b1"
PRICED = "openai/gpt-4o-mini"
CASES = 12
HELLO = ("eval", "hello@2", "--dataset", "Names")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    with home_at(tmp_path_factory.mktemp("home")) as folder:
        yield folder


@pytest.fixture(scope="module")
def server(home):
    with greeting_server(home / "server") as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_BASE_URL", server.base_url)
        patch.setenv("OPENAI_API_KEY", PLANTED)
        endpoint = Endpoint("lab", server.base_url, models=("judges", "crowded"))
        limits = Limits(concurrency_per_provider=1, attempts=4)
        TomlSettings().save(
            Settings(endpoints=(endpoint,), find_local_servers=False, limits=limits)
        )
        yield server


@pytest.fixture(scope="module")
def workbench(home, server):
    terminal = Terminal(home / "team.workbench")
    rubric = Check("llm-rubric", value="It greets by name.", judge=PRICED, weight=0)
    terminal.fill(CASES, rubric)
    return terminal


@pytest.fixture(scope="module")
def paused(workbench):
    return workbench(*HELLO, "-m", PRICED, "--name", "Dear", "--budget", "0.0006")


def test_a_budget_pauses_before_it_is_passed_and_more_of_it_goes_on(paused, workbench):
    (before,) = workbench("eval", "--list", "--json").document

    said = workbench("eval", "--resume", "Dear", "--budget", "1", "--json")

    assert paused.status == 3
    assert "would be passed" in paused.err
    assert before["state"] == "paused"
    assert float(before["cost_usd"]) <= 0.0006
    assert said.status == 0
    assert len(said.document["cells"]) == CASES


@pytest.mark.parametrize(("most", "status"), [("0.01", 0), ("0.0000001", 1)])
def test_a_gate_on_cost_holds_or_names_what_it_cost(paused, workbench, home, most, status):
    gate = home / "gate.yaml"
    gate.write_text(f"cost_per_run_usd: {most}\n", encoding="utf-8")

    said = workbench("eval", "--show", "Dear", "--gate", gate)

    assert said.status == status
    assert "it costs $0.0000" in said.out


def test_a_crowded_server_is_waited_for(workbench, server):
    said = workbench(*HELLO, "-m", "lab/crowded", "--name", "Storm", "-j", "12", "--json")

    assert {cell["outcome"] for cell in said.document["cells"]} == {"finished"}
    assert len(server.requests("crowded")) >= CASES


def test_a_planted_key_is_nowhere_even_where_a_model_says_it(paused, workbench, server, home):
    server.changes("echo", "case-3.")
    server.changes("broken", "case-5.")
    reports = [home / f"leak{ending}" for ending in (".json", ".html", ".md", ".csv")]
    options = [word for file in reports for word in ("--report", file)]

    said = workbench(*HELLO, "-m", PRICED, "--no-cache", "-y", *options, "--junit", home / "l.xml")

    assert any(PLANTED in each["headers"]["authorization"] for each in server.requests())
    assert PLANTED not in said.out + said.err
    files = [file for file in home.rglob("*") if file.is_file()]
    assert {file.name for file in reports} <= {file.name for file in files}
    assert [file for file in files if PLANTED.encode() in file.read_bytes()] == []
