from __future__ import annotations

import pytest

from tests.registry.workshop import a_workshop, git, know_a_person
from workbench.cli.exit_codes import CHECK_FAILED, DONE, WRONG_USE


@pytest.fixture
def theirs(tmp_path, monkeypatch):
    know_a_person(tmp_path, monkeypatch)
    workshop = a_workshop(tmp_path / "registry")
    workshop.release()
    workshop.release("Second: {{ ticket }}")
    return workshop


def test_a_lost_workspace_comes_back_without_samples(theirs, workbench, workspace):
    said = workbench("registry", "restore", theirs.folder)

    assert (said.status, said.err) == (DONE, "")
    assert "support/triage: v1, v2, 2 approvals" in said.out
    assert f"The settings name {theirs.folder} as the registry." in said.out
    listed = workbench("list", "--json").document
    assert [each["path"] for each in listed] == ["support/triage"]


def test_a_dry_run_makes_no_workspace(theirs, workbench, workspace):
    said = workbench("registry", "restore", theirs.folder, "--dry-run", "--json")

    assert said.status == DONE
    [prompt] = said.document["prompts"]
    assert [each["version"] for each in prompt["versions"]] == [1, 2]
    assert not said.document["written"]
    assert not workspace.exists()


def test_again_there_is_nothing_to_bring(theirs, workbench):
    workbench("registry", "restore", theirs.folder)

    assert (
        "Everything of acme-prompts is here already."
        in workbench("registry", "restore", theirs.folder).out
    )


def test_what_is_left_out_is_named_and_the_status_says_so(theirs, workbench):
    theirs.tamper("prompts/support/triage/versions/0001*", "Triage this", "Triage that")

    said = workbench("registry", "restore", theirs.folder)

    assert said.status == CHECK_FAILED
    assert "left out  prompts/support/triage/versions/0001-" in said.err
    assert "support/triage: v2" in said.out


def test_an_address_is_cloned_first(theirs, workbench, tmp_path):
    bare = tmp_path / "acme.git"
    git(tmp_path, "clone", "-q", "--bare", str(theirs.folder), str(bare))

    said = workbench("registry", "restore", bare.as_uri(), "--to", tmp_path / "clone")

    assert said.status == DONE
    assert (tmp_path / "clone/registry.yaml").is_file()
    assert "support/triage: v1, v2" in said.out


def test_a_dry_run_of_an_address_leaves_no_clone(theirs, workbench, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    bare = tmp_path / "acme.git"
    git(tmp_path, "clone", "-q", "--bare", str(theirs.folder), str(bare))

    said = workbench("registry", "restore", bare.as_uri(), "--dry-run")

    assert said.status == DONE
    assert "Nothing was written." in said.out
    assert not (tmp_path / "acme").exists()


def test_a_place_for_a_clone_makes_no_sense_with_a_folder(theirs, workbench, tmp_path):
    said = workbench("registry", "restore", theirs.folder, "--to", tmp_path / "clone")

    assert said.status == WRONG_USE
