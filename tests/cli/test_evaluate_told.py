"""What `workbench eval` tells before it pays, and of what it could not tell."""

from __future__ import annotations

import pytest

from workbench.bootstrap import close_services, open_services
from workbench.cli.exit_codes import DONE, ENVIRONMENT_FAILED, WRONG_USE
from workbench.domain.checks import Check
from workbench.domain.datasets import Case, Dataset
from workbench.domain.settings import Settings
from workbench.store.settings_file import TomlSettings

TRIAGE = ("eval", "support/triage@3", "-m", "demo/brief", "-d")
TICKETS = "Everyday tickets"


@pytest.fixture
def keep(workbench, workspace):
    """Put a dataset with such checks into the workspace; its name."""

    def keep(*checks):
        workbench("list")
        services = open_services(workspace)
        case = Case(name="a", values=(("ticket", "I was charged twice."),))
        services.datasets.save(Dataset("", "Mine", cases=(case,), checks=checks))
        close_services(services)
        return "Mine"

    return keep


@pytest.mark.parametrize("file", ["report.pdf", "report", "nowhere/report.md"])
def test_a_report_that_cannot_be_written_is_told_before_anything_is_run(workbench, tmp_path, file):
    said = workbench(*TRIAGE, TICKETS, "--report", tmp_path / file)

    assert said.status == WRONG_USE
    assert workbench("eval", "--list", "--json").document == []


def test_a_check_that_cannot_be_used_is_told_before_anything_is_run(workbench, keep):
    said = workbench(*TRIAGE, keep(Check("contains"), Check("regex", value="(")))

    assert said.status == WRONG_USE
    assert "contains needs a value" in said.err
    assert workbench("eval", "--list", "--json").document == []


def test_answers_that_nothing_looks_at_are_said_to_be_so(workbench, keep):
    said = workbench(*TRIAGE, keep())

    assert said.status == DONE
    assert "No check looks at the answers" in said.err


def test_code_waits_until_the_workspace_is_trusted_and_is_paid_for_once(workbench, keep):
    waiting = workbench(*TRIAGE, keep(Check("python", value="len(output) > 0")))
    (one,) = workbench("eval", "--list", "--json").document

    said = workbench("eval", "--resume", one["evaluation"], "--trust", "--json")

    assert waiting.status == ENVIRONMENT_FAILED
    assert "Say --trust" in waiting.err
    assert "Not judged yet: It runs code" in waiting.err
    assert said.status == DONE
    assert [(cell["verdict"], cell["run"][-2:]) for cell in said.document["cells"]] == [
        ("passed", ".0")
    ]


def test_a_judge_that_cannot_be_asked_is_no_success(workbench, keep):
    TomlSettings().save(Settings(judge_model=""))

    said = workbench(*TRIAGE, keep(Check("llm-rubric", value="It is kind.")))

    assert said.status == ENVIRONMENT_FAILED
    assert "No model is named to judge with" in said.out
