"""The files of a commit, read from git's store and not from the work tree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from workbench.domain.errors import RegistryError
from workbench.formats.strict_yaml import LARGEST_FILE
from workbench.registry.git import Git
from workbench.registry.layout import ATTACHMENTS
from workbench.registry.tree import RegistryTree

FILE, EXECUTABLE, LINK, SUBMODULE = "100644", "100755", "120000", "160000"
MISSING = b" missing"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a commit has at a path."""

    mode: str
    blob: str


Entries = Mapping[str, Entry]
"""By the path in the repository."""


def entries_of(git: Git, commit: str) -> dict[str, Entry]:
    found = {}
    listed = git.run("ls-tree", "-r", "-z", "--full-tree", commit)
    for line in listed.decode("utf-8", "surrogateescape").split("\0"):
        facts, _, path = line.partition("\t")
        if path:
            mode, _kind, blob = facts.split(" ")
            found[path] = Entry(mode, blob)
    return found


def blobs_of(git: Git, blobs: Iterable[str]) -> dict[str, bytes]:
    """The bytes of each, by one call of git."""
    wanted = list(dict.fromkeys(blobs))
    if not wanted:
        return {}
    output = git.run("cat-file", "--batch", send="".join(f"{each}\n" for each in wanted).encode())
    found, at = {}, 0
    for blob in wanted:
        end = output.index(b"\n", at)
        header = output[at:end]
        if header.endswith(MISSING):
            raise RegistryError(f"Git's store lacks {blob[:12]}.", hint="Look with `git fsck`.")
        size = int(header.split(b" ")[2])
        found[blob] = output[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return found


def registry_tree(
    git: Git, entries: Entries, prefix: str, wanted: Collection[str] | None = None
) -> RegistryTree:
    """The registry's part of a commit. `wanted`: beginnings of paths in the registry; None for
    all. Attachments are named with their sizes, and stay where they are."""
    inside = {
        path.removeprefix(prefix): entry
        for path, entry in entries.items()
        if path.startswith(prefix) and entry.mode != SUBMODULE
    }
    if wanted is not None:
        chosen = tuple(wanted)
        inside = {path: entry for path, entry in inside.items() if path.startswith(chosen)}
    links = tuple(path for path, entry in inside.items() if entry.mode == LINK)
    plain = {path: entry.blob for path, entry in inside.items() if entry.mode != LINK}
    attached = {path: blob for path, blob in plain.items() if path.startswith(ATTACHMENTS)}
    texts = {path: blob for path, blob in plain.items() if path not in attached}
    held = blobs_of(git, texts.values())
    sizes = _sizes(git, attached.values())
    return RegistryTree(
        {path: held[blob][: LARGEST_FILE + 1] for path, blob in texts.items()},
        links,
        {path: sizes[blob] for path, blob in attached.items()},
    )


def names_only(tree: RegistryTree, paths: Iterable[str]) -> RegistryTree:
    """Every path that there is, for rules that look at nothing else."""
    return replace(tree, files=dict.fromkeys(paths, b""), attached={}, links=())


def _sizes(git: Git, blobs: Iterable[str]) -> dict[str, int]:
    wanted = list(dict.fromkeys(blobs))
    if not wanted:
        return {}
    names = "".join(f"{each}\n" for each in wanted).encode()
    listed = git.run("cat-file", "--batch-check=%(objectname) %(objectsize)", send=names)
    pairs = (line.split(" ") for line in listed.decode().splitlines())
    return {name: int(size) for name, size in pairs}
