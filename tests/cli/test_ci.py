from __future__ import annotations

import json

import pytest
import yaml


@pytest.fixture
def repository(tmp_path):
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "promptfooconfig.yaml").write_text("prompts: []\n", encoding="utf-8")
    return folder


def test_a_job_is_written_where_the_forge_finds_it(workbench, repository):
    (repository / "gate.yaml").write_text("pass_rate: 0.9\n", encoding="utf-8")
    done = workbench("ci", "init", repository, "--for", "github", "--json")

    assert done.status == 0
    [written] = json.loads(done.out)["files"]
    job = yaml.safe_load((repository / ".github/workflows/prompts.yml").read_text("utf-8"))
    assert written.endswith("prompts.yml")
    assert any("--gate gate.yaml" in str(step) for step in job["jobs"]["evaluate"]["steps"])


def test_gitlab_gets_an_include_if_it_has_no_file_yet(workbench, repository):
    first = workbench("ci", "init", repository, "--for", "gitlab")
    included = (repository / ".gitlab-ci.yml").read_text("utf-8")
    (repository / ".gitlab-ci.yml").write_text("stages: []\n", encoding="utf-8")
    second = workbench("ci", "init", repository, "--force")

    assert (first.status, second.status) == (0, 0)
    assert "prompts.yml" in included
    assert (repository / ".gitlab-ci.yml").read_text("utf-8") == "stages: []\n"
    assert "Include it" in second.err


def test_a_job_that_is_there_is_replaced_only_if_asked(workbench, repository):
    workbench("ci", "init", repository, "--for", "github")

    assert workbench("ci", "init", repository).status == 2
    assert workbench("ci", "init", repository, "--force").status == 0


def test_a_registry_needs_no_evaluation_and_a_bundle_needs_a_registry(workbench, tmp_path):
    alone = workbench(
        "ci", "init", tmp_path, "--for", "github", "--registry", ".", "--bundle", "prod"
    )
    without = workbench("ci", "init", tmp_path, "--for", "github", "--bundle", "prod")

    job = yaml.safe_load((tmp_path / ".github/workflows/prompts.yml").read_text("utf-8"))
    assert (alone.status, without.status) == (0, 2)
    assert list(job["jobs"]) == ["registry"]
    assert "keys" not in alone.err
    assert "--registry" in without.err


def test_a_folder_that_does_not_tell_its_forge_or_its_file_is_said(workbench, repository):
    untold = workbench("ci", "init", repository)
    nothing = workbench("ci", "init", repository, "--for", "github", "--config", "no.yaml")

    assert (untold.status, nothing.status) == (2, 2)
    assert "--for github" in untold.err
    assert "no.yaml is not there" in nothing.err
    assert not (repository / ".github").exists()
