"""Two people with a clone each of one bare remote: what tests of merging work with."""

from __future__ import annotations

import atexit
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.registry.environments import Team
from tests.registry.workshop import TRIAGE, Workshop, a_release_content, a_workshop, git
from workbench.domain.environments import Change
from workbench.domain.merging import MergePlan, MergeSide
from workbench.domain.releases import ExportDone, FindingSeverity
from workbench.registry.git_merges import GitMerges
from workbench.services.merging import MergeService

MAIN = "refs/heads/main"
FIRST = "Triage this:\n{{ ticket }}"
HERS, HIS = "Triage well:\n{{ ticket }}", "Triage with care:\n{{ ticket }}"
CLONES = ("remote.git", "ada", "ben")


@dataclass
class Person:
    """A clone, a workspace of one's own, and what is done with them."""

    workshop: Workshop

    def __post_init__(self) -> None:
        self.team = Team(self.workshop, ())
        self.merging = MergeService(GitMerges(), lambda: self.workshop.clock.go_on(minutes=1))

    @property
    def folder(self) -> Path:
        return self.workshop.folder

    def release(self, *texts: str, path: str = TRIAGE, **fields: Any) -> str:
        """The digest of a version that is made, approved and exported."""
        workshop = self.workshop
        version = workshop.commit(a_release_content(*texts, **fields), path)
        workshop.approve(version)
        workshop.releases.export(workshop.plan(version, callers_ready=True))
        return version.digest

    def remember(self, *texts: str) -> None:
        """In one's workspace, what the folder holds already as `release` wrote it."""
        workshop = self.workshop
        workshop.approve(workshop.commit(a_release_content(*texts)))
        workshop.clock.go_on(minutes=1)

    def do(self, change: Change, environment: str = "", **options: Any) -> ExportDone:
        return self.team.do(change, environment, **options)

    def push(self) -> None:
        git(self.folder, "push", "-q", "origin", "main")

    def fetch(self) -> None:
        git(self.folder, "fetch", "-q", "origin")

    def plan(self, **choices: MergeSide) -> MergePlan:
        """After a fetch. `choices`: by the environment of the pin of the one prompt."""
        self.fetch()
        files = {f"pins/{name}/{TRIAGE}.yaml": side for name, side in choices.items()}
        return self.merging.plan(self.folder, files)

    def merge(self, **choices: MergeSide) -> ExportDone:
        return self.merging.merge(self.plan(**choices))

    def errors(self, **options: Any) -> list[str]:
        return [
            f"{each.rule} {each.place}: {each.message}"
            for each in self.workshop.verify(**options)
            if each.severity is FindingSeverity.ERROR
        ]

    def versions(self, prompt: str = TRIAGE) -> list[str]:
        """Numbers and digests, as files are named."""
        folder = self.folder / "prompts" / prompt / "versions"
        return sorted(path.stem for path in folder.iterdir())

    def read(self, path: str) -> str:
        return (self.folder / path).read_text()


def two_people(folder: Path) -> tuple[Person, Person]:
    """Ada has pushed a registry with one prompt in dev, and Ben has cloned it."""
    _copy(_a_pair(), folder)
    ada, ben = (Person(Workshop(folder / name)) for name in ("ada", "ben"))
    ada.remember(FIRST)
    ben.workshop.clock.go_on(hours=1)
    return ada, ben


def both_released(folder: Path) -> Person:
    """Ben, who has released a version 2 as Ada has, and fetched hers."""
    _copy(_a_pair_with_releases(), folder)
    ben = Person(Workshop(folder / "ben"))
    ben.workshop.clock.go_on(hours=1)
    ben.remember(HIS)
    return ben


@cache
def _a_pair() -> Path:
    """Made once, to be copied: it takes much of git."""
    folder = _kept_until_the_end()
    ada = Person(a_workshop(folder / "ada"))
    ada.release(FIRST)
    remote = folder / "remote.git"
    git(folder, "clone", "-q", "--bare", str(ada.folder), str(remote))
    git(ada.folder, "remote", "add", "origin", str(remote))
    ada.fetch()
    git(ada.folder, "branch", "-q", "--set-upstream-to=origin/main", "main")
    git(folder, "clone", "-q", str(remote), str(folder / "ben"))
    return folder


@cache
def _a_pair_with_releases() -> Path:
    folder = _kept_until_the_end()
    ada, ben = two_people(folder)
    ada.release(HERS)
    ada.push()
    ben.release(HIS)
    ben.fetch()
    return folder


def _kept_until_the_end() -> Path:
    folder = TemporaryDirectory(prefix="two-people-")
    atexit.register(folder.cleanup)
    return Path(folder.name).resolve()


def _copy(made: Path, folder: Path) -> None:
    """With the folder's own remote."""
    for name in CLONES:
        copied(made / name, folder / name)
    for config in (folder / "remote.git/config", *folder.glob("*/.git/config")):
        config.write_text(config.read_text().replace(str(made), str(folder)))


def copied(folder: Path, target: Path) -> Path:
    shutil.copytree(folder, target, symlinks=True)
    return target


__all__ = ["MAIN", "Person", "a_release_content", "both_released", "copied", "two_people"]
