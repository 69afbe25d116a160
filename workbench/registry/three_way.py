"""Three states of every path, file by file: what only one side changed is nobody's question."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from workbench.registry.committed import FILE, Entries, Entry
from workbench.registry.git import Git, GitFailed

MOST_CONFLICTS = 127
"""Git's exit status of a text merge counts conflicts up to here; above, it failed."""


class Outcome(Enum):
    OURS = auto()
    """It is as it is here, or both did the same."""
    THEIRS = auto()
    """Only they changed it."""
    BOTH = auto()
    """Both changed it, in different ways."""


@dataclass(frozen=True, slots=True)
class Path3:
    """A path before both, here, and in what comes in; None where there is nothing."""

    path: str
    bases: tuple[Entry | None, ...]
    """One, or several where branches were merged crosswise."""
    ours: Entry | None
    theirs: Entry | None

    @property
    def base(self) -> Entry | None:
        return self.bases[0]

    @property
    def outcome(self) -> Outcome:
        if self.ours == self.theirs:
            return Outcome.OURS
        ours_changed = self.ours not in self.bases
        theirs_changed = self.theirs not in self.bases
        if ours_changed and theirs_changed:
            return Outcome.BOTH
        if not ours_changed and not theirs_changed:
            # Each is one of several bases: nobody can say which of them is the later
            return Outcome.BOTH
        return Outcome.THEIRS if theirs_changed else Outcome.OURS


def changed_paths(bases: Sequence[Entries], ours: Entries, theirs: Entries) -> Iterator[Path3]:
    """Every path that one of the sides changed."""
    for path in sorted({*ours, *theirs, *(path for base in bases for path in base)}):
        before = tuple(base.get(path) for base in bases)
        three = Path3(path, before, ours.get(path), theirs.get(path))
        if any(entry not in (three.ours,) for entry in before) or three.ours != three.theirs:
            yield three


def merged_text(git: Git, three: Path3, texts: dict[str, bytes]) -> bytes | None:
    """By git's own text merge, which runs nothing that a configuration names; None where the
    two do not fit together."""
    sides = (three.ours, three.base, three.theirs)
    if any(side is None or side.mode not in (FILE, "100755") for side in sides):
        return None
    known = [texts[side.blob] for side in sides if side]
    if any(b"\0" in text for text in known):
        return None
    with tempfile.TemporaryDirectory(prefix="workbench-merge-") as folder:
        names = [Path(folder) / name for name in ("ours", "base", "theirs")]
        for name, text in zip(names, known, strict=True):
            name.write_bytes(text)
        try:
            return git.run("merge-file", "-p", "-q", *map(str, names))
        except GitFailed as error:
            if 0 < error.status <= MOST_CONFLICTS:
                return None
            raise
