"""Fetch, fast-forward, push and clone with a bare remote in a folder."""

from __future__ import annotations

import os

import pytest

from tests.registry.sharing import (
    a_colleague,
    a_shared_registry,
    add,
    colleague_pushes,
    everything,
)
from tests.registry.workshop import git
from workbench.domain.errors import (
    InvalidInput,
    NotFound,
    RegistryDirty,
    RegistryError,
    RemoteFailed,
)
from workbench.domain.syncing import RemoteFault, SyncPhase, SyncWork
from workbench.registry.branches import check_new_branch
from workbench.registry.git import Git
from workbench.registry.git_remotes import GitRemotes


@pytest.fixture
def remotes():
    return GitRemotes(silence=60)


@pytest.fixture
def shared(tmp_path):
    return a_shared_registry(tmp_path)


@pytest.fixture
def registry(shared):
    return shared[0]


@pytest.fixture
def bare(shared):
    return shared[1]


def fetched(remotes, registry):
    return remotes.fetch(registry, SyncWork())


def test_a_fetch_tells_how_far_the_branch_is_behind(remotes, registry, bare, tmp_path):
    theirs = colleague_pushes(bare, tmp_path / "eve", "theirs.txt")
    before = everything(registry / ".git" / "objects")

    state = fetched(remotes, registry)

    assert (state.branch, state.upstream, state.remote) == ("main", "origin/main", "origin")
    assert (state.ahead, state.behind, state.fetched_at is not None) == (0, 1, True)
    assert state.address == str(bare)
    assert git(registry, "rev-parse", "origin/main") == theirs
    assert not (registry / "theirs.txt").exists()
    assert set(before) < set(everything(registry / ".git" / "objects"))
    assert git(registry, "fsck", "--strict") == ""


def test_nothing_is_left_behind_by_a_fetch(remotes, registry, bare, tmp_path):
    colleague_pushes(bare, tmp_path / "eve", "theirs.txt")

    fetched(remotes, registry)

    assert not list((registry / ".git").glob("workbench-sync-*"))
    assert not (registry / ".git" / "FETCH_HEAD").exists()


def test_a_fetch_with_nothing_new_changes_nothing(remotes, registry):
    first = fetched(remotes, registry)
    before = everything(registry)

    again = fetched(remotes, registry)

    assert (first.ahead, first.behind) == (again.ahead, again.behind) == (0, 0)
    assert everything(registry) == before


def test_a_branch_that_is_gone_at_the_remote_is_forgotten(remotes, registry, bare):
    git(registry, "push", "-q", "origin", "main:refs/heads/other")
    git(bare, "branch", "-D", "other")

    fetched(remotes, registry)

    assert git(registry, "branch", "-r") == "origin/main"


def test_a_branch_may_become_a_folder_of_branches(remotes, registry, bare, tmp_path):
    git(registry, "push", "-q", "origin", "main:refs/heads/release")
    git(bare, "branch", "-D", "release")
    git(bare, "branch", "release/one", "main")

    fetched(remotes, registry)

    assert git(registry, "rev-parse", "origin/release/one") == git(bare, "rev-parse", "main")


def test_the_state_knows_an_upstream_that_is_gone(remotes, registry, bare):
    git(registry, "switch", "-q", "-c", "mine")
    git(registry, "push", "-q", "-u", "origin", "mine")
    git(bare, "branch", "-D", "mine")

    state = fetched(remotes, registry)

    assert (state.gone, state.upstream) == (True, "origin/mine")
    with pytest.raises(RemoteFailed, match="no branch mine any more") as caught:
        remotes.fast_forward(registry)
    assert caught.value.kind == RemoteFault.BRANCH_GONE


def test_a_state_asks_nobody(remotes, registry, bare):
    bare.rename(bare.with_name("elsewhere"))

    assert remotes.state(registry).upstream == "origin/main"


def test_without_a_remote_the_state_says_so_and_a_fetch_how_to_get_one(remotes, tmp_path):
    git(tmp_path, "init", "-q", "-b", "main", "alone")
    add(tmp_path / "alone", "registry.yaml")

    assert remotes.state(tmp_path / "alone").problem == "there is no remote"
    with pytest.raises(RegistryError, match="no remote") as caught:
        fetched(remotes, tmp_path / "alone")
    assert "git remote add" in caught.value.hint


def test_a_folder_that_is_no_repository_is_said_to_be_none(remotes, registry, bare, tmp_path):
    for place in (tmp_path / "nothing", tmp_path):
        git(registry, "remote", "set-url", "origin", str(place))

        with pytest.raises(RemoteFailed, match="no git repository at") as caught:
            fetched(remotes, registry)

        assert caught.value.kind == RemoteFault.NO_REPOSITORY


@pytest.mark.parametrize("how", ["detached", "shallow"])
def test_a_head_that_is_detached_or_a_shallow_clone_is_not_fetched(
    remotes, registry, bare, tmp_path, how
):
    if how == "detached":
        git(registry, "checkout", "-q", "--detach")
    else:
        colleague_pushes(bare, tmp_path / "eve", "theirs.txt")
        registry = tmp_path / "shallow"
        git(tmp_path, "clone", "-q", "--depth=1", f"file://{bare}", str(registry))
    before = everything(registry)

    for deed in (
        lambda: fetched(remotes, registry),
        lambda: remotes.fast_forward(registry),
        lambda: remotes.push(registry, "", SyncWork()),
    ):
        with pytest.raises(RegistryError, match=how) as caught:
            deed()
        assert caught.value.hint

    assert how in remotes.state(registry).problem
    assert everything(registry) == before


def test_a_fast_forward_brings_files_in_and_takes_files_away(remotes, registry, bare, tmp_path):
    eve = a_colleague(bare, tmp_path / "eve")
    add(eve, "folder/new.txt", "new\n")
    add(eve, "registry.yaml", "changed\r\n")
    git(eve, "rm", "-q", "folder/new.txt")
    add(eve, "folder", "a file now\n")
    program = add(eve, "run.sh", "#!/bin/sh\n")
    os.chmod(eve / "run.sh", 0o755)
    git(eve, "commit", "-q", "-a", "-m", "May be run")
    git(eve, "push", "-q")
    fetched(remotes, registry)

    done = remotes.fast_forward(registry)

    assert done.commit == git(eve, "rev-parse", "HEAD") != program
    assert set(done.files) == {"folder", "registry.yaml", "run.sh"}
    assert (registry / "registry.yaml").read_bytes() == b"changed\r\n"
    assert os.access(registry / "run.sh", os.X_OK)
    assert git(registry, "status", "--porcelain") == ""
    assert remotes.fast_forward(registry).commit == ""


def test_a_file_becomes_a_folder_and_a_folder_a_file(remotes, registry, bare, tmp_path):
    add(registry, "a", "file\n")
    add(registry, "b/c", "in a folder\n")
    git(registry, "push", "-q")
    eve = a_colleague(bare, tmp_path / "eve")
    git(eve, "rm", "-q", "-r", "a", "b")
    add(eve, "a/d", "in a folder\n")
    add(eve, "b", "file\n")
    git(eve, "push", "-q")
    fetched(remotes, registry)

    remotes.fast_forward(registry)

    assert (registry / "a" / "d").is_file()
    assert (registry / "b").is_file()
    assert git(registry, "status", "--porcelain") == ""


def test_branches_that_have_diverged_are_not_brought_together_by_force(
    remotes, registry, bare, tmp_path
):
    colleague_pushes(bare, tmp_path / "eve", "theirs.txt")
    add(registry, "mine.txt")
    state = fetched(remotes, registry)

    assert state.diverged
    with pytest.raises(RegistryDirty, match="1 ahead, 1 behind") as caught:
        remotes.fast_forward(registry)
    assert "workbench registry merge" in caught.value.hint
    with pytest.raises(RemoteFailed, match="not in your branch"):
        remotes.push(registry, "", SyncWork())


@pytest.mark.parametrize("own", ["theirs.txt", "theirs.txt/mine", "deep/er"])
def test_files_of_ones_own_are_never_overwritten(remotes, registry, bare, tmp_path, own):
    colleague_pushes(bare, tmp_path / "eve", "theirs.txt")
    colleague_pushes(bare, tmp_path / "eve", "deep/er/theirs.txt")
    (registry / ".git" / "info").mkdir(exist_ok=True)
    (registry / ".git" / "info" / "exclude").write_text("*.txt\nmine\ner\n")
    place = registry / own
    place.parent.mkdir(exist_ok=True)
    place.write_text("mine\n")
    fetched(remotes, registry)

    with pytest.raises(RegistryDirty, match="Files of yours"):
        remotes.fast_forward(registry)

    assert place.read_text() == "mine\n"
    assert remotes.state(registry).behind == 2


def test_a_changed_file_stands_in_the_way(remotes, registry, bare, tmp_path):
    colleague_pushes(bare, tmp_path / "eve", "theirs.txt")
    (registry / "registry.yaml").write_text("mine\n")
    fetched(remotes, registry)

    with pytest.raises(RegistryDirty, match=r"uncommitted changes in registry\.yaml"):
        remotes.fast_forward(registry)


def test_links_are_not_brought_in(remotes, registry, bare, tmp_path):
    eve = a_colleague(bare, tmp_path / "eve")
    (eve / "link").symlink_to("/etc")
    git(eve, "add", "link")
    git(eve, "commit", "-q", "-m", "A link")
    git(eve, "push", "-q")
    fetched(remotes, registry)

    with pytest.raises(RegistryError, match="symbolic links: link"):
        remotes.fast_forward(registry)

    assert not (registry / "link").is_symlink()


def test_a_submodule_is_noted_and_never_fetched(remotes, registry, bare, tmp_path):
    eve = a_colleague(bare, tmp_path / "eve")
    commit = git(eve, "rev-parse", "HEAD")
    git(eve, "update-index", "--add", "--cacheinfo", f"160000,{commit},module")
    add(eve, ".gitmodules", '[submodule "m"]\n\tpath = module\n\turl = https://evil.example/x\n')
    git(eve, "push", "-q")
    fetched(remotes, registry)

    remotes.fast_forward(registry)

    assert not (registry / "module").exists()
    assert git(registry, "ls-files", "-s", "module").startswith("160000")
    assert remotes.state(registry).changed == ()


def test_a_push_gives_the_branch_and_notes_it(remotes, registry, bare):
    commit = add(registry, "mine.txt")
    seen = []

    done = remotes.push(registry, "", SyncWork(seen.append))

    assert (done.branch, done.commit, done.moved) == ("main", commit, True)
    assert git(bare, "rev-parse", "main") == commit == git(registry, "rev-parse", "origin/main")
    assert remotes.state(registry).ahead == 0
    assert seen[0].phase is SyncPhase.CONNECTING
    assert SyncPhase.WRITING in {progress.phase for progress in seen}
    assert not remotes.push(registry, "", SyncWork()).moved


def test_another_branch_is_pushed_and_follows_its_like(remotes, registry, bare):
    git(registry, "branch", "release/one")

    done = remotes.push(registry, "release/one", SyncWork())

    assert git(bare, "rev-parse", "release/one") == done.commit
    assert git(registry, "config", "branch.release/one.merge") == "refs/heads/release/one"


def test_a_push_is_never_forced(remotes, registry, bare, tmp_path):
    theirs = colleague_pushes(bare, tmp_path / "eve", "theirs.txt")
    add(registry, "mine.txt")

    with pytest.raises(RemoteFailed, match="has commits that are not here") as caught:
        remotes.push(registry, "", SyncWork())

    assert caught.value.kind == RemoteFault.REJECTED
    assert git(bare, "rev-parse", "main") == theirs


def test_a_branch_that_is_not_there_is_not_pushed(remotes, registry):
    with pytest.raises(NotFound, match="no branch other"):
        remotes.push(registry, "other", SyncWork())


def test_a_clone_is_whole_and_as_stored(remotes, registry, bare, tmp_path):
    add(registry, ".gitattributes", "*.txt text=auto eol=crlf filter=shout\n")
    add(registry, "text.txt", "one\ntwo\n")
    (registry / "link").symlink_to("/etc/passwd")
    git(registry, "add", "link")
    git(registry, "commit", "-q", "-m", "A link")
    git(registry, "push", "-q")
    git(tmp_path, "config", "--global", "filter.shout.smudge", f"touch {tmp_path}/ran; cat")
    git(tmp_path, "config", "--global", "filter.shout.required", "true")

    done = remotes.clone(str(bare), tmp_path / "new" / "clone", SyncWork())

    clone = tmp_path / "new" / "clone"
    assert (done.folder, done.branch) == (str(clone), "main")
    assert done.commit == git(registry, "rev-parse", "HEAD")
    assert (clone / "text.txt").read_bytes() == b"one\ntwo\n"
    assert not (clone / "link").is_symlink()
    assert (clone / "link").read_text() == "/etc/passwd"
    assert not (tmp_path / "ran").exists()
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["clone"]
    state = remotes.state(clone)
    assert (state.behind, state.changed, state.fetched_at is not None) == (0, (), True)


def test_an_empty_remote_can_be_cloned(remotes, tmp_path):
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "empty.git")

    done = remotes.clone(str(tmp_path / "empty.git"), tmp_path / "clone", SyncWork())

    assert (done.commit, done.branch) == ("", "main")


def test_the_only_branch_is_checked_out_where_the_remote_names_one_that_is_not_there(
    remotes, registry, bare, tmp_path
):
    git(bare, "symbolic-ref", "HEAD", "refs/heads/trunk")

    done = remotes.clone(str(bare), tmp_path / "clone", SyncWork())

    assert (done.branch, done.commit) == ("main", git(registry, "rev-parse", "HEAD"))
    state = remotes.state(tmp_path / "clone")
    assert (state.branch, state.upstream, state.changed) == ("main", "origin/main", ())
    assert (tmp_path / "clone" / "registry.yaml").is_file()


def test_where_the_remote_names_no_branch_that_is_there_it_is_said_which_there_are(
    remotes, registry, bare, tmp_path
):
    git(registry, "push", "-q", "origin", "main:next")
    git(bare, "symbolic-ref", "HEAD", "refs/heads/trunk")

    with pytest.raises(RegistryError, match=r"trunk, which is not there\. It has main, next"):
        remotes.clone(str(bare), tmp_path / "clone", SyncWork())

    assert not (tmp_path / "clone").exists()


def test_a_clone_needs_a_folder_of_its_own(remotes, registry, bare, tmp_path):
    with pytest.raises(InvalidInput, match="is there already"):
        remotes.clone(str(bare), registry, SyncWork())


def test_a_clone_that_fails_leaves_no_folder(remotes, tmp_path):
    with pytest.raises(RemoteFailed, match="no git repository"):
        remotes.clone(str(tmp_path / "nothing"), tmp_path / "deep" / "clone", SyncWork())

    assert not (tmp_path / "deep" / "clone").exists()
    assert list((tmp_path / "deep").iterdir()) == []


def test_what_a_killed_fetch_left_is_cleared_away(remotes, registry):
    leftover = registry / ".git" / "workbench-sync-abc"
    (leftover / "objects").mkdir(parents=True)

    fetched(remotes, registry)

    assert not leftover.exists()


def test_a_registry_in_a_linked_work_tree_is_fetched_too(remotes, registry, bare, tmp_path):
    git(registry, "worktree", "add", "-q", "-b", "other", str(tmp_path / "linked"))
    theirs = colleague_pushes(bare, tmp_path / "eve", "theirs.txt")

    fetched(remotes, tmp_path / "linked")

    assert git(registry, "rev-parse", "origin/main") == theirs


def test_a_repository_with_long_hashes_is_fetched_too(remotes, tmp_path):
    for bare in (True, False):
        kind = ["--bare"] if bare else []
        name = "long.git" if bare else "long"
        git(tmp_path, "init", "-q", "-b", "main", "--object-format=sha256", *kind, name)
    registry = tmp_path / "long"
    add(registry, "registry.yaml")
    git(registry, "remote", "add", "origin", "../long.git")

    done = remotes.push(registry, "", SyncWork())
    state = fetched(remotes, registry)

    assert len(done.commit) == 64
    assert (state.upstream, state.ahead, state.behind) == ("origin/main", 0, 0)


def test_a_new_branch_gets_a_name_that_is_free(remotes, registry):
    assert remotes.free_branch(registry, "release/x") == "release/x"
    git(registry, "branch", "release/x")
    assert remotes.free_branch(registry, "release/x") == "release/x-2"


def test_a_suggested_name_is_never_longer_than_git_takes(remotes, registry):
    long = "approve/" + "a-long-path-" * 30

    name = remotes.free_branch(registry, long)

    assert long.startswith(name)
    assert check_new_branch(Git(registry), name) == f"refs/heads/{name}"


@pytest.mark.parametrize("name", ["a..b", "-x", "a b", "x" * 201, "refs:x", "a\x1bb", "@{-1}", ""])
def test_a_name_that_git_would_not_take_is_refused(registry, name):
    with pytest.raises(InvalidInput, match="cannot be the name of a branch"):
        check_new_branch(Git(registry), name)


@pytest.mark.parametrize("name", ["main", "main/of/mine", "theirs"])
def test_a_name_that_is_taken_is_refused(registry, bare, name):
    git(registry, "push", "-q", "origin", "main:refs/heads/theirs")

    with pytest.raises(InvalidInput, match="There is a branch"):
        check_new_branch(Git(registry), name)
