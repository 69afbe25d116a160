"""What git's history says of the files of the log: each was added once, and never touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workbench.domain.audit import AuditBreak, AuditSource
from workbench.registry import layout
from workbench.registry.git import Git

DONE = {"M": "changed", "D": "removed", "T": "replaced by something else"}
FOLDERS = tuple(layout.FOLDERS.values())
FIELD = "\x1f"


def history_breaks(folder: Path) -> Iterator[AuditBreak]:
    """Events that a commit changed or removed, and those that are not as the last one has them."""
    git = Git(folder)
    if not git.maybe("rev-parse", "-q", "--verify", "HEAD^{commit}"):
        return
    prefix = git.text("rev-parse", "--show-prefix")
    for state, path in _changes(git, "diff", "--name-status", "HEAD"):
        yield _break(path.removeprefix(prefix), f"was {DONE[state]} and not committed")
    commit = ""
    for state, path in _changes(
        git,
        "log",
        "-m",
        "--first-parent",
        f"--format=%H{FIELD}%an{FIELD}%cI",
        "--name-status",
        "HEAD",
    ):
        if state == "commit":
            commit = path
            continue
        number, author, at = commit.split(FIELD)
        words = f"commit {number[:12]} {DONE[state]} it, {author}, {at[:16].replace('T', ' ')}"
        yield _break(path.removeprefix(prefix), words)


def _changes(git: Git, *arguments: str) -> Iterator[tuple[str, str]]:
    """A letter and a path each; where commits are listed, the word commit and its line first."""
    output = git.run(
        *arguments, "-z", "--no-renames", "--diff-filter=MDT", "--", *_patterns()
    )  # fmt: skip
    parts = iter(output.decode("utf-8", "surrogateescape").split("\0"))
    for part in parts:
        word = part.lstrip("\n")
        if FIELD in word:
            yield "commit", word
        elif word in DONE:
            path = next(parts, "")
            if layout.EVENT_NAME.fullmatch(path.rpartition("/")[2]):
                yield word, path


def _patterns() -> tuple[str, ...]:
    return tuple(f":(glob){top}/**/log/*.json" for top in FOLDERS)


def _break(file: str, message: str) -> AuditBreak:
    return AuditBreak(AuditSource.REGISTRY, file, message, file=file)
