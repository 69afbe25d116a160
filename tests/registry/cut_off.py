"""Git that is killed, or fails, where it matters: what tests of commits that are cut off work
with."""

from __future__ import annotations

import os
import shutil
import signal
import stat
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Protocol

import pytest

from tests.registry.workshop import git
from workbench.domain.errors import WorkbenchError

KILL = "kill -KILL $PPID; exit 1"
FAIL = 'echo "fatal: no space left on device" >&2; exit 128'
CHANGING = {
    "commit-tree",
    "hash-object",
    "read-tree",
    "reset",
    "update-index",
    "update-ref",
    "write-tree",
}
EVERY = 10
"""Of the steps that only look, which are many and leave everything as it is."""
WRAPPER = """#!/bin/sh
echo "$*" >> "{asked}"
n=0
while read -r _; do n=$((n + 1)); done < "{asked}"
if [ "$n" -eq {step} ]; then {action}; fi
exec "{git}" "$@"
"""


class Committed(Protocol):
    @property
    def commit(self) -> str: ...


class CutGit:
    """A `git` in front of the real one that acts when it is called for the nth time."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._folder, self._patch = folder, patch
        self._real, self._path = shutil.which("git"), os.environ["PATH"]
        self._asked = folder / "asked"

    def arrange(self, step: int, action: str) -> None:
        script = self._folder / "git"
        asked, git = self._asked, self._real
        script.write_text(WRAPPER.format(asked=asked, step=step, action=action, git=git))
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        self._asked.write_text("")
        self._patch.setenv("PATH", f"{self._folder}{os.pathsep}{self._path}")

    def put_away(self) -> list[str]:
        """What git was asked for meanwhile, a name for each time."""
        self._patch.setenv("PATH", self._path)
        asked = (line.split() for line in self._asked.read_text().splitlines())
        return [next(iter(CHANGING.intersection(words)), "") for words in asked]

    def asked_by(self, work: Callable[[], object], folder: Path) -> list[str]:
        """By work that nothing stops; the folder is as it was afterwards."""
        fresh = self._copy(folder)
        self.arrange(0, "true")
        assert not killed(work)
        self._restore(folder, fresh)
        return self.put_away()

    def killed_where_it_matters(
        self, work: Callable[[], object], folder: Path, stride: int = 1
    ) -> Iterator[bool]:
        """The folder stands as each cut left it; whether work was killed, which the last was
        not. The first and the last are cut off whatever the stride."""
        fresh = self._copy(folder)
        *steps, last = steps_that_matter(self.asked_by(work, folder))
        for step in (*steps[::stride], last):
            self._restore(folder, fresh)
            self.arrange(step, KILL)
            was_killed = killed(work)
            self.put_away()
            yield was_killed
        assert not was_killed

    def fails_where_it_matters(self, work: Callable[[], Committed], folder: Path) -> None:
        """Each time everything is as it was, or done with the commit that is told."""
        before, ended = state(folder), False
        for step in steps_that_matter(self.asked_by(work, folder)):
            self.arrange(step, FAIL)
            try:
                done = work()
            except WorkbenchError:
                self.put_away()
                assert state(folder) == before
            else:
                ended = len(self.put_away()) < step
                assert git(folder, "rev-parse", "HEAD") == done.commit
                git(folder, "reset", "-q", "--hard", before[1])
        assert ended

    def _copy(self, folder: Path) -> Path:
        fresh = self._folder / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        return shutil.copytree(folder, fresh, symlinks=True)

    def _restore(self, folder: Path, fresh: Path) -> None:
        shutil.rmtree(folder)
        shutil.copytree(fresh, folder, symlinks=True)


def steps_that_matter(asked: list[str]) -> list[int]:
    """Before and after everything that writes, and some of those that only look; the last is one
    more than there are, so that nothing is cut off."""
    steps, step = {*range(1, len(asked), EVERY), len(asked), len(asked) + 1}, 1
    for name, alike in groupby(asked):
        first, step = step, step + len(list(alike))
        steps |= {first, step} if name else set()
    return sorted(steps)


def killed(work: Callable[[], object]) -> bool:
    """Done in a process of its own; whether it was killed."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def state(folder: Path) -> tuple[dict[str, bytes], str, str]:
    """Every file, the commit, and what git sees as changed."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }
    told = git(folder, "status", "--porcelain=v2", "--branch").splitlines()
    [commit] = [line.split()[-1] for line in told if line.startswith("# branch.oid ")]
    return files, commit, "\n".join(line for line in told if not line.startswith("#"))
