"""What was read of a registry whose files are all committed, by git's names of what was read.

A folder's name in git changes with every file in it. So what was read of a prompt once holds as
long as its folder and its pins have the same names, and the second look at many prompts is quick.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workbench.domain.environments import PromptPins
from workbench.domain.prompts import PromptKind
from workbench.formats.registry_files import PinFile
from workbench.registry import layout
from workbench.registry.git import Git
from workbench.registry.repository import Repository, read_repository

PROMPTS = layout.FOLDERS[PromptKind.PROMPT]
PLAIN = "100"
"""How git's modes of files begin that are no links."""

RowKey = tuple[str, tuple[tuple[str, str], ...], tuple[str, ...]]
"""The name of a prompt's folder, of its pins by their paths, and the environments."""


@dataclass(frozen=True, slots=True)
class GitNames:
    """Of folders under prompts/, and of pins, by path."""

    folders: Mapping[str, str]
    pins: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """Of one registry."""

    folder: Path | None = None
    pins: dict[str, tuple[str, PinFile | None]] = field(default_factory=dict)
    """By path, with the name; None for one that cannot be read."""
    rows: dict[str, tuple[RowKey, PromptPins]] = field(default_factory=dict)


class Remembered:
    """Of the registry that was looked at last, as it was then: never more than it holds."""

    def __init__(self) -> None:
        self._known = Known()

    def of(self, folder: Path) -> Known:
        known = self._known
        return known if known.folder == folder else Known(folder)

    def keep(self, known: Known, repository: Repository) -> None:
        """Unless something was changed while it was read: that may be undone again."""
        if read_repository(repository.folder) == repository:
            self._known = known


def git_names(repository: Repository, *, folders: bool = True) -> GitNames | None:
    """None where files may be others than those of the commit."""
    doubtful = repository.changed or repository.conflicts or repository.under_way
    if not repository.commit or doubtful:
        return None
    git, commit = repository.git, repository.commit
    trees = _listed(git, "-d", commit, "--", f"{PROMPTS}/") if folders else {}
    pins = _listed(git, commit, "--", "pins/")
    return GitNames(
        {path: name for path, (_mode, name) in trees.items()},
        {path: name for path, (mode, name) in pins.items() if mode.startswith(PLAIN)},
    )


def _listed(git: Git, *arguments: str) -> dict[str, tuple[str, str]]:
    listed = git.run("ls-tree", "-r", "-z", *arguments).decode("utf-8", "surrogateescape")
    found = {}
    for line in listed.split("\0")[:-1]:
        facts, _, path = line.partition("\t")
        mode, _kind, name = facts.split(" ")
        found[path] = mode, name
    return found
