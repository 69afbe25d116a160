"""A repository beside the real one through which a remote is talked to.

It shares the real one's objects and has nothing of its configuration: whatever that names
(programs, helpers, proxies, other addresses) is not read, and what the user's own configuration
says holds. What is fetched lies here until it is whole.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from workbench.domain.errors import RegistryError
from workbench.registry.git import Git

PREFIX = "workbench-sync-"
LOCK = "workbench-sync.lock"
FETCHED = "refs/fetched/"
PACKED = (".pack", ".rev", ".idx")
"""In the order in which git expects them to appear: an index says that its pack is there."""


@dataclass(frozen=True, slots=True)
class Shadow:
    folder: Path
    objects: Path
    """Where the real repository keeps them."""

    @property
    def git(self) -> Git:
        return Git(self.folder)

    def fetched(self) -> dict[str, str]:
        """The commits of the remote's branches, as fetched."""
        told = self.git.text(
            "--git-dir=.", "for-each-ref", "--format=%(objectname) %(refname)", FETCHED
        )
        pairs = (line.split(" ", 1) for line in told.split("\n") if line)
        return {name.removeprefix(FETCHED): commit for commit, name in pairs}

    def hand_over(self) -> None:
        """Give what was fetched to the real repository: whole packs, in one move each."""
        packs = self.folder / "objects" / "pack"
        target = self.objects / "pack"
        target.mkdir(exist_ok=True)
        for ending in PACKED:
            for file in sorted(packs.glob(f"pack-*{ending}")):
                os.replace(file, target / file.name)


@contextmanager
def shadow_of(git: Git, git_folder: Path) -> Iterator[Shadow]:
    """Made for one conversation, gone after it; what a killed one left goes, too."""
    lock = FileLock(git_folder / LOCK, timeout=0)
    try:
        with lock:
            for leftover in git_folder.glob(f"{PREFIX}*"):
                if leftover.is_dir():
                    shutil.rmtree(leftover, ignore_errors=True)
            folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=git_folder))
            try:
                yield _made(git, folder)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    except Timeout as error:
        raise RegistryError(
            "Another fetch or push of this registry is under way.", hint="Wait for its end."
        ) from error
    except OSError as error:
        raise RegistryError(
            f"The repository cannot be written: {error.strerror or error}.",
            hint="Nothing was changed.",
        ) from error


def _made(git: Git, folder: Path) -> Shadow:
    real, kind = git.text(
        "rev-parse", "--path-format=absolute", "--git-path", "objects", "--show-object-format"
    ).splitlines()
    for name in ("objects/info", "objects/pack", "refs"):
        (folder / name).mkdir(parents=True)
    (folder / "HEAD").write_text("ref: refs/heads/none\n", encoding="utf-8")
    extension = f"[extensions]\n\tobjectFormat = {kind}\n" if kind != "sha1" else ""
    version = 1 if extension else 0
    config = f"[core]\n\trepositoryFormatVersion = {version}\n\tbare = true\n{extension}"
    (folder / "config").write_text(config, encoding="utf-8")
    (folder / "objects/info/alternates").write_text(f"{real}\n", encoding="utf-8")
    (folder / "packed-refs").write_text(_known(git), encoding="utf-8")
    return Shadow(folder, Path(real))


def _known(git: Git) -> str:
    """What is here already, so that it need not be sent; what the names are does not matter."""
    commits = dict.fromkeys(git.text("for-each-ref", "--format=%(objectname)").splitlines())
    lines = (f"{commit} refs/known/{number}\n" for number, commit in enumerate(commits))
    return "# pack-refs with: \n" + "".join(lines)
