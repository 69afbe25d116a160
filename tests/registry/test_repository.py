"""What a repository in no state to be written to gets: its files named, nothing changed."""

from __future__ import annotations

import os
import stat
import sys

import pytest

from tests.registry.workshop import Workshop, a_release_content, git
from workbench.domain.errors import InvalidInput, RegistryDirty, RegistryError
from workbench.registry.git_registry import GitRegistry
from workbench.registry.standing import GitStandings
from workbench.services.standings import StandingService


@pytest.fixture
def approved(workshop):
    """A version that is ready to be exported."""
    version = workshop.commit(a_release_content())
    workshop.approve(version)
    return version


def refusal(workshop, version, kind=RegistryError):
    """What the export is told; nothing may have changed."""
    before = (workshop.files(), git(workshop.folder, "status", "--porcelain"))
    with pytest.raises(kind) as refused:
        workshop.releases.export(workshop.plan(version))
    assert (workshop.files(), git(workshop.folder, "status", "--porcelain")) == before
    return refused.value


def test_a_folder_that_is_no_repository_is_named(tmp_path):
    workshop = Workshop(tmp_path / "plain")
    workshop.folder.mkdir()

    for call in (workshop.verify, lambda: workshop.releases.status(workshop.folder)):
        with pytest.raises(RegistryError, match="plain is not in a git repository"):
            call()


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(RegistryError, match="There is no folder"):
        Workshop(tmp_path / "nowhere").verify()


def test_a_repository_that_is_no_registry_is_named(tmp_path):
    git(tmp_path, "init", "-q")

    with pytest.raises(RegistryError, match=r"holds no registry\.yaml"):
        Workshop(tmp_path).verify()


def test_a_bare_repository_is_refused(tmp_path):
    git(tmp_path, "init", "-q", "--bare")

    with pytest.raises(RegistryError, match="bare"):
        Workshop(tmp_path).verify()


def test_uncommitted_changes_are_named(workshop, approved):
    (workshop.folder / "policy.yaml").write_text("spec: prompt-policy/1\n")
    (workshop.folder / "-rf new file.txt").write_text("x\n")

    error = refusal(workshop, approved, RegistryDirty)

    assert "policy.yaml" in error.message
    assert "-rf new file.txt" in error.message


def test_conflicts_are_named(workshop, approved):
    git(workshop.folder, "checkout", "-q", "-b", "theirs")
    workshop.tamper("policy.yaml", "recorded\n", "signed\n")
    git(workshop.folder, "checkout", "-q", "main")
    workshop.tamper("policy.yaml", "recorded\n", "reviewed\n")
    with pytest.raises(Exception, match="merge"):
        git(workshop.folder, "merge", "theirs")

    error = refusal(workshop, approved, RegistryDirty)

    assert "conflicts in policy.yaml" in error.message
    assert ("R01", "policy.yaml") in workshop.found()


def test_a_merge_that_is_not_concluded_is_named(workshop, approved):
    git(workshop.folder, "checkout", "-q", "-b", "theirs")
    git(workshop.folder, "commit", "-q", "--allow-empty", "-m", "theirs")
    git(workshop.folder, "checkout", "-q", "main")
    git(workshop.folder, "merge", "-q", "--no-ff", "--no-commit", "theirs")

    assert "a merge is under way" in refusal(workshop, approved, RegistryDirty).message


def test_a_detached_head_is_refused(workshop, approved):
    git(workshop.folder, "checkout", "-q", "--detach")

    assert "detached" in refusal(workshop, approved).message


@pytest.mark.parametrize("mine", [0, 1], ids=["behind", "diverged"])
def test_a_branch_that_misses_what_the_team_has_is_refused(workshop, approved, tmp_path, mine):
    origin = tmp_path / "origin.git"
    git(tmp_path, "clone", "-q", "--bare", str(workshop.folder), str(origin))
    git(workshop.folder, "remote", "add", "origin", str(origin))
    git(workshop.folder, "commit", "-q", "--allow-empty", "-m", "theirs")
    git(workshop.folder, "push", "-q", "-u", "origin", "main")
    git(workshop.folder, "reset", "-q", "--hard", "HEAD~1")
    if mine:
        git(workshop.folder, "commit", "-q", "--allow-empty", "-m", "mine")

    error = refusal(workshop, approved, RegistryDirty)

    assert ("diverged from origin/main" if mine else "1 behind origin/main") in error.message


def test_a_branch_that_is_ahead_may_be_exported_to(workshop, approved, tmp_path):
    origin = tmp_path / "origin.git"
    git(tmp_path, "clone", "-q", "--bare", str(workshop.folder), str(origin))
    git(workshop.folder, "remote", "add", "origin", str(origin))
    git(workshop.folder, "push", "-q", "-u", "origin", "main")

    workshop.releases.export(workshop.plan(approved))

    status = workshop.releases.status(workshop.folder)
    assert (status.upstream, status.ahead, status.behind) == ("origin/main", 1, 0)


def test_a_shallow_clone_is_refused_and_verified_with_a_warning(workshop, approved, tmp_path):
    workshop.release(path="support/other")
    url = workshop.folder.as_uri()
    git(tmp_path, "clone", "-q", "--depth", "1", url, str(tmp_path / "shallow"))
    workshop.folder = tmp_path / "shallow"

    assert "shallow" in refusal(workshop, approved).message
    assert workshop.found() == {("R03", "registry.yaml")}


def test_where_git_knows_nobody_commits_name_the_author(workshop, approved, git_identity, tmp_path):
    git_identity.write_text("")
    registry = GitRegistry(author=lambda: "dana@acme.example")

    registry.init(tmp_path / "acme-new", "acme-new")

    named = git(tmp_path / "acme-new", "log", "-1", "--format=%an <%ae> %ce")
    assert named == "dana@acme.example <dana@acme.example> dana@acme.example"


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_a_folder_whose_name_has_two_lines_is_refused(tmp_path):
    (tmp_path / "two\nlines").mkdir()

    with pytest.raises(RegistryError, match="line break"):
        Workshop(tmp_path / "two\nlines").releases.init(tmp_path / "two\nlines", "acme")


def test_a_person_git_does_not_know_is_told_so(workshop, approved, git_identity):
    git_identity.write_text("")

    assert "who you are" in refusal(workshop, approved).message


def test_without_git_it_says_so(workshop, approved, monkeypatch):
    monkeypatch.setenv("PATH", "")

    with pytest.raises(RegistryError, match="not installed"):
        workshop.plan(approved)


def test_no_hook_of_the_repository_runs(workshop, approved, tmp_path):
    trace = tmp_path / "ran"
    hooks = workshop.folder / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("pre-commit", "commit-msg", "post-commit", "reference-transaction",
                 "post-index-change", "post-checkout", "fsmonitor-watchman"):  # fmt: skip
        (hooks / name).write_text(f"#!/bin/sh\necho {name} >> {trace}\n")
        (hooks / name).chmod(0o755)
    git(workshop.folder, "config", "core.fsmonitor", str(hooks / "fsmonitor-watchman"))
    git(workshop.folder, "config", "core.pager", f"touch {trace}")
    git(workshop.folder, "config", "diff.external", f"touch {trace}")
    trace.unlink(missing_ok=True)

    workshop.releases.export(workshop.plan(approved))
    workshop.verify()

    assert not trace.exists()


def test_branches_and_files_that_look_like_options_are_names(workshop, approved):
    git(workshop.folder, "update-ref", "refs/heads/--help", "HEAD")
    git(workshop.folder, "symbolic-ref", "HEAD", "refs/heads/--help")

    done = workshop.releases.export(workshop.plan(approved))

    assert git(workshop.folder, "rev-parse", "refs/heads/--help") == done.commit
    assert workshop.verify() == []
    with pytest.raises(InvalidInput, match="names no commit"):
        workshop.verify(base="--output=/tmp/x")


def test_variables_that_point_git_elsewhere_are_not_heeded(
    workshop, approved, tmp_path, monkeypatch
):
    git(tmp_path, "init", "-q", "elsewhere")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere" / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "elsewhere"))

    done = workshop.releases.export(workshop.plan(approved))

    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_WORK_TREE")
    assert git(workshop.folder, "rev-parse", "HEAD") == done.commit


def test_a_link_out_of_the_folder_is_neither_read_nor_written_through(workshop, approved, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yaml").write_text("spec: x\n")
    (workshop.folder / "prompts").symlink_to(outside)
    workshop.commit_all()

    with pytest.raises((RegistryError, InvalidInput)):
        workshop.releases.export(workshop.plan(approved))

    assert os.listdir(outside) == ["secret.yaml"]
    assert ("R01", "prompts") in workshop.found()


def test_a_submodule_is_no_part_of_the_registry(workshop, approved, tmp_path):
    git(tmp_path, "init", "-q", "other")
    (tmp_path / "other" / "a.yaml").write_text("a: no\n")
    git(tmp_path / "other", "add", "-A")
    git(tmp_path / "other", "commit", "-q", "-m", "x")
    git(
        workshop.folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
        str(tmp_path / "other"), "vendor",
    )  # fmt: skip
    workshop.commit_all()
    (workshop.folder / "vendor" / "a.yaml").write_text("changed\n")

    workshop.releases.export(workshop.plan(approved))

    assert workshop.verify() == []
    assert (workshop.folder / "vendor" / "a.yaml").read_text() == "changed\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_repository_is_told(workshop, approved):
    (workshop.folder / ".git").chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert "cannot" in refusal(workshop, approved).message
    finally:
        (workshop.folder / ".git").chmod(stat.S_IRWXU)


class TestInit:
    def test_a_folder_with_files_is_left_alone(self, tmp_path):
        (tmp_path / "notes.txt").write_text("mine\n")

        with pytest.raises(RegistryError, match=r"not empty: it holds notes\.txt"):
            Workshop(tmp_path).releases.init(tmp_path, "acme")

        assert os.listdir(tmp_path) == ["notes.txt"]

    def test_a_registry_is_not_begun_twice(self, workshop):
        with pytest.raises(RegistryError, match="registry already"):
            workshop.releases.init(workshop.folder, "acme")

    @pytest.mark.parametrize("name", ["", "Acme Prompts", "../x", "--help", "a/b"])
    def test_a_name_must_fit_everywhere(self, tmp_path, name):
        with pytest.raises(InvalidInput, match="name of a registry"):
            Workshop(tmp_path).releases.init(tmp_path / "new", name)

        assert not (tmp_path / "new").exists()

    def test_without_an_identity_nothing_is_made(self, tmp_path, git_identity):
        git_identity.write_text("")

        with pytest.raises(RegistryError, match="who you are"):
            Workshop(tmp_path).releases.init(tmp_path / "new", "acme")

        assert not (tmp_path / "new").exists()

    def test_one_that_was_cut_off_after_git_init_is_begun_again(self, tmp_path):
        git(tmp_path, "init", "-q")

        workshop = Workshop(tmp_path)
        workshop.releases.init(tmp_path, "acme")

        assert workshop.verify() == []


def test_who_acts_is_the_author_in_settings_then_gits_then_who_is_logged_in(workshop, git_identity):
    folder = workshop.folder
    git(folder, "config", "user.email", "erin@acme.example")

    def person(author, login="root"):
        return GitRegistry(lambda: author, lambda: login).person(folder)

    assert person("dana@acme.example") == "dana@acme.example"
    assert person("") == "erin@acme.example"
    git(folder, "config", "--unset", "user.email")
    git_identity.write_text("[user]\nemail = frank@acme.example\n")
    assert person("") == "frank@acme.example"
    git_identity.write_text("")
    assert person("") == "root"
    with pytest.raises(RegistryError, match="who you are"):
        person("", "")


def test_what_an_approval_lacks_is_told_to_whom_git_names(workshop, approved):
    git(workshop.folder, "config", "user.email", "erin@acme.example")
    workshop.releases.export(workshop.plan(approved))
    standings = StandingService(GitStandings(str, lambda: "root"), workshop.clock)

    standing = standings.standing(workshop.folder, "support/triage", 1, "dev")

    assert standing.person == "erin@acme.example"
