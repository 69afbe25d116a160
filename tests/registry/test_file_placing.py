"""Many files that come at once, cut off between any two of them."""

from __future__ import annotations

import os
import shutil
import signal

import pytest

from tests.registry.workshop import git, know_a_person
from workbench.domain.errors import RegistryError
from workbench.registry import file_placing
from workbench.registry.fast_forwarding import changes_between
from workbench.registry.file_placing import Placed, blob_of, put
from workbench.registry.git import Git
from workbench.registry.git_remotes import GitRemotes
from workbench.registry.interrupted import Interrupted
from workbench.registry.writing import recovered

forked = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]


@pytest.fixture
def behind(tmp_path, monkeypatch):
    """A clone whose remote has files that came, changed and went, a file that became a folder and
    a folder that became a file."""
    know_a_person(tmp_path, monkeypatch)
    monkeypatch.setattr(file_placing, "AT_ONCE", 2)
    theirs, mine = tmp_path / "theirs", tmp_path / "mine"
    git(tmp_path, "init", "-q", "-b", "main", "--template=", str(theirs))
    for name in ("goes", "stays", "was-file", "was-folder/inside", *"abc"):
        _write(theirs / name, f"{name} before\n")
    _commit(theirs)
    git(tmp_path, "clone", "-q", str(theirs), str(mine))
    for name in ("goes", "was-file", "was-folder/inside"):
        (theirs / name).unlink()
    (theirs / "was-folder").rmdir()
    for name in ("was-file/deep/inside", "was-folder", "comes", "tool", *"abc"):
        _write(theirs / name, f"{name} after\n")
    (theirs / "tool").chmod(0o755)
    (theirs / "binary").write_bytes(b"blob 3\n\0\n\n")
    (theirs / "empty").write_bytes(b"")
    _commit(theirs)
    git(mine, "fetch", "-q")
    return mine


def _write(place, text):
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)


def _commit(folder):
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "As it is")


def held(folder):
    """Whatever lies there, and whether it may be run."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), os.access(path, os.X_OK))
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def test_all_comes_as_it_is_there(behind, tmp_path):
    GitRemotes().fast_forward(behind)

    assert held(behind) == held(tmp_path / "theirs")
    assert git(behind, "status", "--porcelain") == ""
    assert not (behind / ".git" / "workbench-export").exists()


def test_git_is_asked_a_few_times_for_all_of_them(behind, monkeypatch):
    monkeypatch.undo()
    asked = []
    run = Git.run
    monkeypatch.setattr(
        Git, "run", lambda git, *words, **given: asked.append(words) or run(git, *words, **given)
    )

    GitRemotes().fast_forward(behind)

    assert [words[0] for words in asked].count("cat-file") == 2
    assert "hash-object" not in [words[0] for words in asked]


@pytest.mark.parametrize("cut", ["replace", "unlink"])
@forked[0]
@forked[1]
def test_killed_between_any_two_files_it_is_whole_afterwards(behind, tmp_path, monkeypatch, cut):
    fresh = tmp_path / "fresh"
    shutil.copytree(behind, fresh, symlinks=True)

    for step in range(1, 20):
        shutil.rmtree(behind)
        shutil.copytree(fresh, behind, symlinks=True)
        if not _killed_at(step, cut, behind):
            break
        recovered(behind)
        assert git(behind, "status", "--porcelain") == ""
        assert held(behind) in (held(fresh), held(tmp_path / "theirs"))
        assert not (behind / ".git" / "workbench-export").exists()
        GitRemotes().fast_forward(behind)
        assert held(behind) == held(tmp_path / "theirs")
    else:
        pytest.fail("it never ended")
    assert step > 3


def _killed_at(step, cut, folder):
    """Fast-forwarded in a process that is killed as it is about to move or remove a file."""
    child = os.fork()
    if child == 0:
        left = [step]
        real = getattr(os, cut)

        def counting(*given, **named):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **named)

        setattr(os, cut, counting)
        GitRemotes().fast_forward(folder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_what_cannot_be_finished_is_put_back_also_where_a_file_had_become_a_folder(behind):
    before, tool = held(behind), Git(behind)
    base, target = git(behind, "rev-parse", "HEAD"), git(behind, "rev-parse", "origin/main")
    changes = changes_between(tool, base, target)
    work = Interrupted(branch="refs/heads/main", base=base, commit=target, changes=changes)
    stage = behind / ".git" / "workbench-export"
    stage.mkdir()
    work.put_files(behind, tool, stage)
    assert held(behind) != before

    work.take_back(behind, tool, stage)

    assert held(behind) == before
    assert git(behind, "status", "--porcelain") == ""


def test_a_blob_has_the_name_that_git_gives_it(tmp_path):
    for kind in ("sha1", "sha256"):
        git(tmp_path, "init", "-q", f"--object-format={kind}", kind)
        place = tmp_path / kind / "file"
        place.write_bytes(b"some\r\nbytes\0")
        due = git(tmp_path / kind, "hash-object", "--no-filters", "file")

        assert blob_of(place, due) == due
    assert blob_of(tmp_path / "nothing", due) == ""


def test_a_blob_that_git_lacks_is_said_and_nothing_is_written(behind):
    with pytest.raises(RegistryError, match="lost cannot be written: git lacks"):
        put(behind, [Placed("lost", "1" * 40, "100644")], Git(behind), behind / ".git")

    assert not (behind / "lost").exists()
