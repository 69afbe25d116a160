"""A folder that somebody handed over with its own `.git`: nothing of it runs, or reaches outside.

A clone takes no configuration along; an unpacked archive and a shared drive do.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.registry.sharing import a_colleague, a_program, a_shared_registry, configured
from tests.registry.workshop import git
from workbench.domain.errors import RegistryError
from workbench.domain.syncing import SyncWork
from workbench.registry.git import Git
from workbench.registry.git_registry import GitRegistry
from workbench.registry.git_remotes import GitRemotes
from workbench.registry.safe_paths import stays_inside

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the tricks are those of POSIX")


@pytest.fixture
def registry(tmp_path):
    folder = tmp_path / "deep" / "registry"
    GitRegistry(lambda: "dana@acme.example").init(folder, "acme")
    return folder


@pytest.fixture
def evidence(tmp_path):
    """What a program leaves behind if it was run."""
    return tmp_path / "ran"


@pytest.mark.parametrize("way", ["ext", "file"])
@pytest.mark.parametrize("knows_the_switch", [True, False], ids=["new git", "old git"])
def test_an_object_that_is_missing_is_never_fetched_by_a_program(
    registry, evidence, monkeypatch, way, knows_the_switch
):
    program = a_program(registry.parent / "program", f'touch "{evidence}"; exit 1')
    address = f"ext::{program}" if way == "ext" else str(registry)
    for key, value in {
        "core.repositoryformatversion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.url": address,
        "remote.origin.uploadpack": str(program),
        "remote.origin.promisor": "true",
        f"protocol.{way}.allow": "always",
    }.items():
        configured(registry, key, value)
    (registry / ".git" / "refs" / "heads" / "main").write_text("1" * 40 + "\n")
    if not knows_the_switch:
        without = Git(registry)
        without._extra["GIT_NO_LAZY_FETCH"] = "0"
        without.maybe("cat-file", "-t", "2" * 40)
        assert not evidence.exists()

    with pytest.raises(RegistryError):
        GitRegistry().status(registry)

    assert not evidence.exists()


def test_a_link_where_an_export_is_prepared_is_not_followed(registry, tmp_path):
    own = tmp_path / "documents"
    own.mkdir()
    (own / "thesis.txt").write_text("Years of work")
    (registry / ".git" / "workbench-export").symlink_to(own)

    with pytest.raises(RegistryError, match="is a link, which the workbench never makes"):
        GitRegistry().status(registry)

    assert (own / "thesis.txt").read_text() == "Years of work"


def test_a_link_in_the_place_of_a_lock_is_not_followed(registry, tmp_path):
    own = tmp_path / "thesis.txt"
    own.write_text("Years of work")
    (registry / ".git" / "workbench-sync.lock").symlink_to(own)

    with pytest.raises(RegistryError, match="is a link"):
        GitRemotes().fetch(registry, SyncWork())

    assert own.read_text() == "Years of work"


def test_what_is_to_be_finished_never_writes_outside(registry):
    """Git itself lets no such folder in; whoever makes a `.git` by hand can put one there."""
    head = git(registry, "rev-parse", "HEAD")
    blob = _stored(registry, "blob", b"evil\n")
    tree = _tree(registry, b"100644", b"evil.txt", blob)
    for name in (b"..", b"..", b"a"):
        tree = _tree(registry, b"40000", name, tree)
    commit = git(registry, "commit-tree", tree, "-p", head, "-m", "x")
    git(registry, "update-ref", "refs/heads/main", commit)
    _note(registry, commit, {"path": "a/../../evil.txt", "blob": blob, "before": ""})

    with pytest.raises(RegistryError, match="names files outside"):
        GitRegistry().status(registry)

    assert not (registry.parent / "evil.txt").exists()


def test_what_is_to_be_finished_never_removes_outside(registry, tmp_path):
    own = tmp_path / "settings"
    own.write_text("What everybody has\n")
    known = git(registry, "hash-object", str(own))
    head = git(registry, "rev-parse", "HEAD")
    _note(registry, head, {"path": str(own), "blob": "", "before": known})

    with pytest.raises(RegistryError, match="names files outside"):
        GitRegistry().status(registry)

    assert own.exists()


def test_a_file_is_never_prepared_through_a_link(registry, tmp_path):
    own = tmp_path / "thesis.txt"
    own.write_text("Years of work")
    head = git(registry, "rev-parse", "HEAD")
    blob = git(registry, "rev-parse", "HEAD:policy.yaml")
    (registry / "policy.yaml").unlink()
    _note(registry, head, {"path": "policy.yaml", "blob": blob, "before": ""})
    (registry / ".git" / "workbench-export" / "0.new").symlink_to(own)

    assert GitRegistry().status(registry).recovered == ("policy.yaml",)

    assert own.read_text() == "Years of work"
    assert not (registry / "policy.yaml").is_symlink()


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd", "a/../../b", "../b", "./b", "a//b", ".git/config", "a/.GIT/hooks/x",
        ".git./config", "GIT~1/config", "a/.git::$INDEX_ALLOCATION/config", "C:/x", "a\\..\\b",
        "a\u202eb", "",
    ],
)  # fmt: skip
def test_paths_that_lead_elsewhere(path):
    assert not stays_inside(path)


@pytest.mark.parametrize("path", ["policy.yaml", "prompts/a/b/head.yaml", "gité/x", ".github/x"])
def test_paths_that_stay(path):
    assert stays_inside(path)


@pytest.mark.parametrize("name", ["x\u2028y", "x\x85y", "x\udcffy", "HEAD"])
def test_branches_with_odd_names_stop_nobody_from_fetching(tmp_path, name):
    registry, bare = a_shared_registry(tmp_path)
    clone = a_colleague(bare, tmp_path / "clone")
    head = git(registry, "rev-parse", "HEAD")
    (bare / "refs" / "heads" / name).write_text(f"{head}\n")
    later = git(registry, "commit-tree", "HEAD^{tree}", "-p", head, "-m", "Later")
    git(registry, "push", "-q", "origin", f"{later}:refs/heads/main")

    for _again in range(2):
        state = GitRemotes().fetch(clone, SyncWork())

    assert state.behind == 1
    assert git(clone, "symbolic-ref", "refs/remotes/origin/HEAD") == "refs/remotes/origin/main"


def _note(registry: Path, commit: str, change: dict[str, str]) -> None:
    stage = registry / ".git" / "workbench-export"
    stage.mkdir()
    work = {
        "branch": "refs/heads/main",
        "base": git(registry, "rev-parse", "HEAD"),
        "commit": commit,
        "changes": [change],
    }
    (stage / "note.json").write_text(json.dumps(work))


def _tree(registry: Path, mode: bytes, name: bytes, entry: str) -> str:
    return _stored(registry, "tree", b"%s %s\0%s" % (mode, name, bytes.fromhex(entry)))


def _stored(registry: Path, kind: str, data: bytes) -> str:
    file = registry.parent / "object"
    file.write_bytes(data)
    return git(registry, "hash-object", "-w", "-t", kind, "--literally", str(file))
