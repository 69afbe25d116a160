"""A registry and its remote, by the commands a person types."""

from __future__ import annotations

import pytest

from tests.registry.sharing import add, colleague_pushes
from tests.registry.workshop import git, know_a_person

PROMPT = "support/triage"


@pytest.fixture(autouse=True)
def person(tmp_path_factory, monkeypatch):
    return know_a_person(tmp_path_factory.mktemp("git"), monkeypatch)


@pytest.fixture
def registry(workbench, tmp_path):
    folder = tmp_path / "registry"
    workbench("registry", "init", folder)
    return folder


@pytest.fixture
def bare(registry, tmp_path):
    folder = tmp_path / "registry.git"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "--template=", str(folder))
    git(registry, "remote", "add", "origin", str(folder))
    git(registry, "push", "-q", "-u", "origin", "main")
    return folder


@pytest.fixture
def approved(workbench, registry):
    prompt = workbench("list", "--json").document[0]["path"]
    workbench("registry", "approve", prompt, "-m", "Read", "--approver", "dana@acme.example")
    return prompt


def test_a_registry_is_cloned_fetched_pulled_and_pushed(workbench, bare, tmp_path):
    clone = tmp_path / "clone"

    cloned = workbench("registry", "clone", bare, clone)
    theirs = colleague_pushes(bare, tmp_path / "eve", "theirs.txt")
    fetched = workbench("registry", "fetch", "--registry", clone)
    pulled = workbench("registry", "pull", "--registry", clone)
    mine = add(clone, "mine.txt")
    pushed = workbench("registry", "push", "--registry", clone, "--json")

    assert f"is in {clone}" in cloned.out
    assert fetched.out == "origin/main: 0 ahead, 1 behind\n"
    assert "came     theirs.txt" in pulled.out
    assert git(clone, "rev-parse", "HEAD~1") == theirs
    assert pushed.document == {
        "branch": "main",
        "commit": mine,
        "remote": str(bare),
        "moved": True,
        "pull_request": "",
    }
    assert "last fetched 20" in workbench("registry", "status", "--registry", clone).out


def test_a_pull_of_what_has_diverged_says_what_to_do(workbench, registry, bare, tmp_path):
    colleague_pushes(bare, tmp_path / "eve", "theirs.txt")
    add(registry, "mine.txt")

    said = workbench("registry", "pull", "--registry", registry, "--json")

    assert said.status == 3
    assert said.out == ""
    assert "workbench registry merge" in said.err


def test_an_address_that_will_not_do_is_wrong_use(workbench, tmp_path):
    said = workbench("registry", "clone", "ext::sh -c true", tmp_path / "clone")

    assert said.status == 2
    assert "run a program" in said.err


def test_an_export_goes_onto_a_branch_of_its_own(workbench, registry, bare, approved):
    before = git(registry, "rev-parse", "main")
    git(registry, "remote", "set-url", "origin", "https://github.com/acme/prompts.git")
    git(registry, "remote", "set-url", "--push", "origin", str(bare))

    said = workbench("registry", "export", approved, "--registry", registry, "--branch")

    assert said.status == 0, said.err
    branch = git(registry, "branch", "--list", "release/*").strip()
    assert branch.startswith(f"release/{approved.replace('/', '-')}-v")
    assert f"On the new branch {branch}" in said.out
    assert git(registry, "rev-parse", "main") == before == git(registry, "rev-parse", f"{branch}~1")
    assert git(registry, "status", "--porcelain") == ""
    assert git(registry, "symbolic-ref", "HEAD") == "refs/heads/main"
    assert git(bare, "branch", "--list", branch) == ""


def test_a_branch_is_pushed_only_if_asked_and_its_pull_request_is_told(
    workbench, registry, bare, approved
):
    git(registry, "config", f"url.{bare}.pushInsteadOf", "https://github.com/acme/prompts.git")

    said = workbench(
        "registry", "export", approved, "--registry", registry, "--branch", "mine/one", "--push",
        "--json",
    )  # fmt: skip

    assert said.document["branch"] == "refs/heads/mine/one"
    assert said.document["pushed"]["branch"] == "mine/one"
    assert git(bare, "rev-parse", "mine/one") == said.document["commit"]
    again = workbench("registry", "export", approved, "--registry", registry, "--branch")
    assert again.status == 0
    taken = workbench(
        "registry", "export", approved, "--registry", registry, "--branch", "mine/one"
    )
    assert (taken.status, "There is a branch mine/one already" in taken.err) == (2, True)


def test_an_approval_goes_onto_a_branch_and_is_pushed(workbench, registry, bare, approved):
    workbench("registry", "export", approved, "--registry", registry)
    git(registry, "push", "-q")
    git(registry, "config", f"url.{bare}.pushInsteadOf", "https://github.com/acme/prompts.git")
    before = git(registry, "rev-parse", "main")
    approve = ("registry", "approve", approved, "--registry", registry, "--env", "prod")
    who = ("--approver", "Erin <erin.k@acme.example>", "-m", "Read")

    here = workbench(*approve, *who, "--branch")
    pushed = workbench(*approve, *who, "--branch", "mine/yes", "--push", "--json")

    usual = f"approve/{approved.replace('/', '-')}-prod-erin-k"
    assert f"On the new branch {usual}. What is checked out stays as it was." in here.out
    assert git(registry, "rev-parse", f"{usual}~1") == before == git(registry, "rev-parse", "main")
    assert pushed.document["branch"] == "refs/heads/mine/yes"
    assert pushed.document["pushed"]["branch"] == "mine/yes"
    assert git(bare, "rev-parse", "mine/yes") == pushed.document["commit"]
    assert git(bare, "branch", "--list", usual) == ""


def test_an_approval_on_the_branch_that_is_checked_out_may_be_pushed_too(
    workbench, registry, bare, approved
):
    workbench("registry", "export", approved, "--registry", registry)

    said = workbench(
        "registry", "approve", approved, "--registry", registry, "--env", "prod",
        "--approver", "erin@acme.example", "--push", "--json",
    )  # fmt: skip

    assert said.document["branch"] == "refs/heads/main"
    assert git(bare, "rev-parse", "main") == said.document["commit"]


@pytest.mark.parametrize("wanted", ["--branch", "--push"])
def test_an_approval_in_the_workspace_has_no_branch(workbench, approved, wanted):
    said = workbench("registry", "approve", approved, wanted)

    assert said.status == 2
    assert "--registry DIR" in said.err


def test_a_push_that_fails_keeps_the_commit_and_says_where(workbench, registry, bare, approved):
    bare.rename(bare.with_name("elsewhere"))

    said = workbench("registry", "export", approved, "--registry", registry, "--push")

    assert said.status == 3
    assert "Committed as" in said.out
    assert "The commit is kept here" in said.err


def test_a_change_goes_onto_a_branch_too(workbench, registry, bare, approved):
    workbench("registry", "export", approved, "--registry", registry)

    said = workbench(
        "registry", "deprecate", approved, "--registry", registry, "--branch", "--push", "--json"
    )

    branch = f"deprecate/{approved.replace('/', '-')}-life"
    assert said.document["pushed"]["branch"] == branch
    assert git(bare, "rev-parse", branch) == said.document["commit"]
