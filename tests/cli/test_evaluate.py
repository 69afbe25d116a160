"""`workbench eval` on the samples and on servers that fail, real engine, in this process."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from workbench.bootstrap import close_services, open_services
from workbench.cli.evaluation_progress import progress_words
from workbench.cli.exit_codes import CHECK_FAILED, DONE, ENVIRONMENT_FAILED, WRONG_USE
from workbench.domain.datasets import Case, Dataset, Split
from workbench.domain.evaluations import EvaluationProgress, EvaluationState
from workbench.domain.settings import Limits, Settings
from workbench.store.settings_file import TomlSettings

TICKETS = ("--dataset", "Everyday tickets")
TRIAGE = ("eval", "support/triage@3", *TICKETS, "-m", "demo/brief")


@pytest.fixture(autouse=True)
def once(workbench):
    """What fails is not tried again and again."""
    TomlSettings().save(Settings(limits=Limits(attempts=1)))


def test_a_prompt_is_evaluated_on_a_dataset(workbench):
    said = workbench(*TRIAGE, "--json")

    assert said.status == DONE
    assert said.document["evaluation"]["state"] == "finished"
    assert len(said.document["cells"]) == 6
    assert {cell["verdict"] for cell in said.document["cells"]} == {"passed"}


def test_versions_models_and_samples_make_the_columns_and_cells(workbench):
    said = workbench(
        "eval",
        "support/triage@2",
        "support/triage@3",
        *TICKETS,
        *("-m", "demo/brief", "demo/detailed", "-n", 2, "--json"),
    )

    assert [(c["version"], c["model"]) for c in said.document["columns"]] == [
        (2, "demo/brief"),
        (2, "demo/detailed"),
        (3, "demo/brief"),
        (3, "demo/detailed"),
    ]
    assert len(said.document["cells"]) == 4 * 6 * 2


def test_without_models_each_version_gets_the_one_it_is_written_for(workbench):
    said = workbench("eval", "support/triage@2", "support/triage@3", *TICKETS, "--json")

    assert [(c["version"], c["model"]) for c in said.document["columns"]] == [
        (2, "demo/brief"),
        (3, "demo/json"),
    ]


def test_the_report_for_people_has_rates_with_intervals_and_names_what_failed(workbench):
    said = workbench("eval", "support/triage@2", *TICKETS, "-m", "demo/brief")

    assert "PASS RATE" in said.out
    assert "0 % (0 to " in said.out
    assert "Charged twice · support/triage v2 · demo/brief" in said.out
    assert "is not JSON" in said.out
    assert "6 of 6 cells" in said.err


def test_a_cell_without_an_answer_is_a_failure_of_the_environment(workbench):
    said = workbench("eval", "support/triage@3", *TICKETS, "-m", "demo/failing")

    assert said.status == ENVIRONMENT_FAILED
    assert "This demo model fails on purpose" in said.out


def gate(tmp_path, text):
    path = tmp_path / "gate.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_gate_that_holds_is_told(workbench, tmp_path):
    said = workbench(*TRIAGE, "--gate", gate(tmp_path, "pass_rate: 0.9\n"))

    assert said.status == DONE
    assert "holds" in said.out


def test_a_gate_that_fails_says_which_condition_on_which_cases(workbench, tmp_path):
    said = workbench(
        *("eval", "support/triage@2", *TICKETS, "-m", "demo/brief"),
        *("--gate", gate(tmp_path, "pass_rate: 0.9\nno_critical_failures: true\n")),
    )

    assert said.status == CHECK_FAILED
    assert "FAILS  The pass rate must be at least 90 %" in said.out
    assert "Charged twice" in said.out


def test_a_gate_that_cannot_be_read_is_told_before_anything_is_run(workbench, tmp_path):
    said = workbench(*TRIAGE, "--gate", gate(tmp_path, "pas_rate: 0.9\n"))

    assert said.status == WRONG_USE
    assert workbench("eval", "--list", "--json").document == []


def test_a_gate_that_counts_errors_decides_about_them(workbench, tmp_path):
    said = workbench(
        *("eval", "support/triage@3", *TICKETS, "-m", "demo/brief", "demo/failing"),
        *("--gate", gate(tmp_path, "max_errors: 6\n")),
    )

    assert said.status == DONE


def test_a_version_as_the_baseline_is_run_once(workbench):
    first = workbench(*TRIAGE, "--baseline", 2)
    again = workbench(*TRIAGE, "--baseline", "v2")

    names = [each["name"] for each in workbench("eval", "--list", "--json").document]
    assert (first.status, again.status) == (DONE, DONE)
    assert "v3 is better than v2 on 6 of 6 cases" in first.out
    assert "v3 is better than v2 on 6 of 6 cases" in again.out
    assert names.count("Everyday tickets, version 2") == 1


def test_an_evaluation_as_the_baseline(workbench):
    workbench("eval", "support/triage@2", *TICKETS, "-m", "demo/brief", "--name", "Before")

    said = workbench(*TRIAGE, "--baseline", "Before", "--json")

    assert said.document["comparisons"][0]["finding"] == "better"


def test_reports_are_written(workbench, tmp_path):
    workbench(*TRIAGE, "--junit", tmp_path / "x.out", "--report", tmp_path / "report.md")

    suites = ElementTree.parse(tmp_path / "x.out").getroot()
    assert sum(int(suite.get("tests")) for suite in suites) == 6
    assert "100 %" in (tmp_path / "report.md").read_text(encoding="utf-8")


def test_an_evaluation_is_shown_and_listed(workbench):
    workbench(*TRIAGE, "--name", "First")

    shown, listed = workbench("eval", "--show", "First"), workbench("eval", "--list")

    assert "PASS RATE" in shown.out
    assert "6 of 6" in listed.out


def test_answers_on_record_are_used_unless_they_are_not_wanted(workbench):
    workbench(*TRIAGE)

    again, anew = workbench(*TRIAGE, "--json"), workbench(*TRIAGE, "--no-cache", "--json")

    assert all(cell["cached"] for cell in again.document["cells"])
    assert not any(cell["cached"] for cell in anew.document["cells"])


def test_a_part_of_the_cases_is_chosen_by_split_and_label(workbench, workspace):
    workbench("list")
    services = open_services(workspace)
    cases = (
        Case(name="a", values=(("ticket", "a"),), split=Split.HELD_OUT, labels=("x",)),
        Case(name="b", values=(("ticket", "b"),), split=Split.HELD_OUT),
        Case(name="c", values=(("ticket", "c"),), labels=("x",)),
    )
    services.datasets.save(Dataset("", "Mine", cases=cases))
    close_services(services)

    said = workbench(
        *("eval", "support/triage", "-d", "Mine", "-m", "demo/brief", "--json"),
        *("--split", "held-out", "--label", "x"),
    )

    assert [cell["case"] for cell in said.document["cells"]] == ["a"]


def test_a_configuration_of_promptfoo_is_evaluated_as_it_is(workbench, tmp_path):
    config = tmp_path / "promptfooconfig.yaml"
    config.write_text(
        "prompts: ['Say hello to {{name}}.']\nproviders: [openai:gpt-4o-mini]\n"
        "tests:\n  - vars: {name: Ada}\n    assert: [{type: icontains, value: ada}]\n",
        encoding="utf-8",
    )

    said = workbench("eval", config, "-m", "demo/brief", "--json")

    assert said.status == DONE
    assert [cell["verdict"] for cell in said.document["cells"]] == ["passed"]


def test_only_what_failed_is_run_again(workbench):
    workbench("eval", "support/triage@3", *TICKETS, "-m", "demo/brief", "demo/failing")
    (before,) = workbench("eval", "--list", "--json").document

    said = workbench("eval", "--resume", before["evaluation"], "--retry", "--json")

    runs = {cell["outcome"]: cell["run"] for cell in said.document["cells"]}
    assert said.status == ENVIRONMENT_FAILED
    assert runs["failed"].endswith(".2")
    assert not runs["finished"].endswith(".2")


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("support/triage",),
        ("support/triage", "-d", "None such", "-m", "demo/brief"),
        ("nothing/here", *TICKETS, "-m", "demo/brief"),
        ("support/triage@99", *TICKETS, "-m", "demo/brief"),
        ("support/triage", *TICKETS, "-m", "demo/brief", "--retry"),
        ("support/triage", *TICKETS, "-m", "demo/brief", "--label", "no such label"),
        ("support/triage", *TICKETS, "-m", "demo/brief", "-n", "0"),
        ("support/triage", *TICKETS, "-m", "demo/brief", "-j", "0"),
        ("support/triage", *TICKETS, "-m", "demo/brief", "--baseline", "No such one"),
        ("--show", "nothing"),
        ("--resume", "nothing"),
        ("--list", "--show", "nothing"),
    ],
)
def test_wrong_use_is_told(workbench, words):
    said = workbench("eval", *words)

    assert said.status == WRONG_USE
    assert said.err


def test_a_budget_that_is_used_up_pauses_and_says_how_to_go_on(workbench, monkeypatch):
    monkeypatch.setattr("workbench.engine.evaluating.budget.Budget.reserve", _never)
    monkeypatch.setattr(
        "workbench.engine.evaluating.budget.Budget.reserve_now", lambda *_asked: False
    )

    said = workbench(*TRIAGE, "--budget", "0")

    assert said.status == ENVIRONMENT_FAILED
    assert "budget of $0 would be passed" in said.err
    assert "workbench eval --resume" in said.err
    monkeypatch.undo()


async def _never(_budget, _number, _amount):
    return False


def test_what_is_dear_is_not_run_without_being_asked_about(workbench, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-nobody")

    said = workbench(
        *("eval", "support/triage@3", *TICKETS, "-m", "openai/gpt-4", "-n", "50"),
    )

    assert said.status == WRONG_USE
    assert "--yes" in said.err


def test_the_line_of_progress_tells_what_counts():
    progress = EvaluationProgress(
        "e", EvaluationState.RUNNING, 5, 10, 1, 2, 3, seconds_left=61, cells_per_second=0.5
    )

    assert progress_words(progress) == (
        "5 of 10 cells, 1 without an answer, 2 cached · 0.5/s · $0 · 1 min 01 s left"
    )
