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


def registry_job(forge, job):
    """The job of the registry, and what it runs."""
    document = yaml.safe_load(ci_job(forge, job))
    if forge is Forge.GITLAB:
        return document["registry"], document["registry"]["script"]
    made = document["jobs"]["registry"]
    return made, [step["run"] for step in made["steps"] if "run" in step]


@pytest.mark.parametrize(("forge", "base"), [("github", '"$BASE"'), ("gitlab", "FETCH_HEAD")])
def test_a_registry_is_verified_against_what_was_there_and_held_against_the_code(forge, base):
    job, lines = registry_job(Forge(forge), JOB)

    assert "pip install prompt-workbench" in lines
    assert lines[-2:] == [
        f"workbench registry verify --registry prompts --base {base}",
        "workbench registry drift --registry prompts --src .",
    ]
    assert "artifact" not in str(job)


def test_a_job_of_a_registry_has_its_whole_history_and_what_checks_signatures():
    github, _ = registry_job(Forge.GITHUB, JOB)
    gitlab, lines = registry_job(Forge.GITLAB, JOB)

    assert github["steps"][0]["with"] == {"fetch-depth": 0}
    assert gitlab["variables"] == {"GIT_DEPTH": 0}
    assert {"git", "openssh-client", "gnupg"} <= set(lines[0].split())
    assert lines[2] == 'git fetch origin "$CI_DEFAULT_BRANCH"'


@pytest.mark.parametrize("forge", Forge)
def test_bundles_are_made_and_kept_where_they_are_asked_for(forge):
    job, lines = registry_job(forge, CiJob(registry="prompts", bundles=("staging", "prod")))

    assert lines[-2:] == [
        f"workbench registry bundle {name} --registry prompts -o {name}.json"
        for name in ("staging", "prod")
    ]
    kept = job["artifacts"]["paths"] if forge is Forge.GITLAB else job["steps"][-1]["with"]["path"]
    assert "prod.json" in kept


@pytest.mark.parametrize("forge", Forge)
def test_a_registry_without_evaluations_has_only_its_own_job(forge):
    document = yaml.safe_load(ci_job(forge, CiJob(registry=".")))

    jobs = document["jobs"] if forge is Forge.GITHUB else document
    assert list(jobs) == ["registry"]


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
