"""R03: what a version, an approval or an event said once, it says for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.domain.errors import InvalidInput
from workbench.domain.releases import Finding, FindingSeverity
from workbench.registry import layout
from workbench.registry.git import Git, GitFailed
from workbench.registry.moved import is_kept
from workbench.registry.repository import Repository
from workbench.registry.tree import RegistryTree

PATTERNS = tuple(
    f":(glob){top}/**/{part}/*" for top in layout.FOLDERS.values() for part in layout.IMMUTABLE
)
NOTHING = "0" * 40


@dataclass(frozen=True, slots=True)
class Change:
    """A file that was changed or deleted, with the blob it had before."""

    path: str
    before: str
    commit: str = ""


def only_additions(repository: Repository, tree: RegistryTree, base: str = "") -> Iterator[Finding]:
    """Compared with `base` if given, otherwise with all that the history holds."""
    if not repository.commit:
        return
    git = repository.git
    first: dict[str, Change] = {}
    found = _since(git, base) if base else (*_not_committed(git), *_in_history(git))
    for change in found:
        first[change.path] = change
    for path, change in sorted(first.items()):
        if _blob(tree.files.get(path), len(change.before)) == change.before:
            continue
        if is_kept(tree.files, path, _bytes(git, change.before)):
            continue
        what = "was changed" if path in tree.files else "was deleted"
        where = f" in commit {change.commit}" if change.commit else ""
        message = f"{what}{where}: files of {path.split('/')[-2]}/ are only ever added"
        yield Finding("R03", FindingSeverity.ERROR, path, message)
    if repository.shallow and not base:
        message = "the clone is shallow: changes before its first commit cannot be seen"
        yield Finding("R03", FindingSeverity.WARNING, layout.REGISTRY, message)


def _since(git: Git, base: str) -> list[Change]:
    return _changes(git.run("diff", *_options(), fork_of(git, base), "--", *PATTERNS), "")


def fork_of(git: Git, base: str) -> str:
    """The commit where this branch left the other. Raises `InvalidInput`."""
    commit = "" if base.startswith("-") else git.maybe("rev-parse", "-q", "--verify", f"{base}^0")
    if not commit:
        raise InvalidInput(f"{base!r} names no commit of the registry.")
    return git.maybe("merge-base", commit, "HEAD") or commit


def _not_committed(git: Git) -> list[Change]:
    return _changes(git.run("diff", *_options(), "HEAD", "--", *PATTERNS), "")


def _in_history(git: Git) -> list[Change]:
    """Newest first, so that the last change of a path is the first that befell it."""
    output = git.run("log", "-m", "--format=%x01%h", *_options(), "HEAD", "--", *PATTERNS)
    changes: list[Change] = []
    for part in output.split(b"\x01")[1:]:
        commit, _, raw = part.partition(b"\0")
        changes += _changes(raw, commit.decode().strip())
    return changes


def _options() -> tuple[str, ...]:
    return (
        "--raw", "-z", "--no-abbrev", "--no-renames", "--relative", "--diff-filter=MDT",
        "--no-ext-diff", "--no-textconv", "--ignore-submodules=all",
    )  # fmt: skip


def _changes(output: bytes, commit: str) -> list[Change]:
    parts = output.decode("utf-8", "surrogateescape").split("\0")
    pairs = zip(parts[::2], parts[1::2], strict=False)
    return [
        Change(path, head.split(" ")[2], commit)
        for head, path in pairs
        if head.strip("\n")[:1] == ":"
    ]


def _bytes(git: Git, blob: str) -> bytes:
    try:
        return git.run("cat-file", "blob", blob)
    except GitFailed:
        return b""


def _blob(data: bytes | None, length: int) -> str:
    if data is None:
        return ""
    text = b"blob %d\0" % len(data) + data
    return (hashlib.sha1(text) if length == len(NOTHING) else hashlib.sha256(text)).hexdigest()
