from __future__ import annotations

import shlex

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from workbench.formats.ci_jobs import GITLAB_INCLUDE, CiJob, Forge, ci_job, commands

JOB = CiJob("evals/support triage.yaml", "gate.yaml", ("OPENAI_API_KEY", "KEY_2"), "3", "prompts")


def script(forge, job):
    document = yaml.safe_load(ci_job(forge, job))
    if forge is Forge.GITLAB:
        return document["prompts"]["script"]
    steps = document["jobs"]["evaluate"]["steps"]
    return [step["run"] for step in steps if "run" in step]


@pytest.mark.parametrize("forge", Forge)
def test_the_job_installs_and_evaluates(forge):
    install, evaluate = script(forge, JOB)

    assert install == "pip install prompt-workbench"
    assert shlex.split(evaluate)[3:7] == [
        "eval",
        "evals/support triage.yaml",
        "--gate",
        "gate.yaml",
    ]


@pytest.mark.parametrize("forge", Forge)
def test_a_registry_is_verified_and_held_against_the_code_beside_the_gate(forge):
    document = yaml.safe_load(ci_job(forge, JOB))
    if forge is Forge.GITLAB:
        lines = document["registry"]["script"]
    else:
        steps = document["jobs"]["registry"]["steps"]
        lines = [step["run"] for step in steps if "run" in step]

    assert lines[-3:] == [
        "pip install prompt-workbench",
        "workbench registry verify --registry prompts",
        "workbench registry drift --registry prompts --src .",
    ]


@pytest.mark.parametrize("forge", Forge)
def test_without_a_registry_there_is_no_job_for_it(forge):
    assert "registry" not in ci_job(forge, CiJob("a.yaml"))


@given(st.text(alphabet=st.characters(codec="ascii", exclude_categories=["C"]), min_size=1))
def test_any_name_of_a_file_reaches_the_command_as_it_is(name):
    for forge in Forge:
        assert shlex.split(script(forge, CiJob(name))[1])[4] == name


def test_keys_are_secrets_and_only_the_evaluation_sees_them():
    steps = yaml.safe_load(ci_job(Forge.GITHUB, JOB))["jobs"]["evaluate"]["steps"]
    seen = {step.get("run", ""): step["env"] for step in steps if "env" in step}

    assert list(seen) == [commands(JOB)[0]]
    assert seen[commands(JOB)[0]]["KEY_2"] == "${{ secrets.KEY_2 }}"


@pytest.mark.parametrize("forge", Forge)
def test_the_reports_are_kept_whether_the_gate_holds_or_not(forge):
    text = ci_job(forge, JOB)

    assert "always" in text
    assert "report.html" in text


def test_what_is_included_is_what_is_written():
    assert yaml.safe_load(GITLAB_INCLUDE)["include"][0]["local"] == ".gitlab/prompts.yml"
