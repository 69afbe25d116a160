"""The registry as it will be after a merge, while it is being put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.domain.merging import MergedFile
from workbench.domain.prompts import PromptKind
from workbench.domain.releases import PlannedFile, RemovedFile
from workbench.registry import layout
from workbench.registry.committed import Entries, Entry, blobs_of, registry_tree
from workbench.registry.contents import Contents, read_contents
from workbench.registry.merge_sides import Sides
from workbench.registry.three_way import Path3
from workbench.registry.tree import RegistryTree

SHARED = (
    layout.REGISTRY,
    layout.POLICY,
    layout.TAXONOMY,
    layout.TRUST,
    layout.ATTRIBUTES,
    layout.ATTACHMENTS,
    f"{layout.FOLDERS[PromptKind.COMPONENT]}/",
)
"""What every prompt depends on."""


@dataclass(slots=True)
class MergedTree:
    """`entries` by the path in the repository; `texts` by the path in the registry, over them."""

    sides: Sides
    ours: Entries
    theirs: Entries
    entries: dict[str, Entry]
    texts: dict[str, str] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    """Paths in the registry that either side changed."""

    def take(self, path: str, entry: Entry | None) -> None:
        """What the repository has there afterwards is what one side has."""
        if entry is None:
            self.entries.pop(path, None)
        else:
            self.entries[path] = entry

    def write(self, path: str, text: str) -> None:
        self.texts[path] = text

    def remove(self, path: str) -> None:
        self.texts.pop(path, None)
        self.take(self.sides.prefix + path, None)

    def wanted(self) -> tuple[str, ...]:
        """Beginnings of the paths that the merge is about: a registry of many prompts is not
        read as a whole for a few."""
        paths = {*self.changed, *self.texts}
        folders = {place.folder for path in paths if (place := layout.prompt_file(path))}
        prompts = {pin[1] for path in paths if (pin := layout.pin_of(path))}
        folders |= {layout.folder_of(PromptKind.PROMPT, prompt) for prompt in prompts}
        names = {folder.partition("/")[2] for folder in folders}
        pins = {
            path
            for path in self.registry_paths()
            if (pin := layout.pin_of(path)) and pin[1] in names
        }
        alone = {path for path in paths if not layout.prompt_file(path)}
        return (*SHARED, *(f"{folder}/" for folder in sorted(folders)), *sorted(pins | alone))

    def tree(self) -> RegistryTree:
        sides = self.sides
        tree = registry_tree(sides.git, self.entries, sides.prefix, self.wanted())
        return tree.with_files(self.texts)

    def tree_of(self, entries: Entries) -> RegistryTree:
        """The same part of one side alone."""
        return registry_tree(self.sides.git, entries, self.sides.prefix, self.wanted())

    def contents(self) -> Contents:
        return read_contents(self.tree())

    def registry_paths(self) -> set[str]:
        prefix = self.sides.prefix
        inside = {path.removeprefix(prefix) for path in self.entries if path.startswith(prefix)}
        return inside | self.texts.keys()

    def differing(self, side: Entries) -> frozenset[str]:
        """Paths in the registry that are not as that side has them."""
        prefix = self.sides.prefix
        paths = {path for path in (*self.entries, *side) if path.startswith(prefix)}
        found = {
            path.removeprefix(prefix) for path in paths if self.entries.get(path) != side.get(path)
        }
        return frozenset(found | self.texts.keys())

    def result(self) -> tuple[MergedFile, ...]:
        """Every path of the repository that is not as it is here; where git's own merge stands
        in the middle, also what it may have put there."""
        prefix = self.sides.prefix
        written = {prefix + path: text for path, text in self.texts.items()}
        paths = {path for path in (*self.ours, *self.entries)
                 if self.ours.get(path) != self.entries.get(path)}  # fmt: skip
        if self.sides.under_way:
            paths |= {path for path in (*self.ours, *self.theirs)
                      if self.ours.get(path) != self.theirs.get(path)}  # fmt: skip
        return tuple(
            _merged_file(path, self.entries.get(path), written.get(path))
            for path in sorted(paths | written.keys())
        )

    def planned(self) -> tuple[PlannedFile, ...]:
        """What is written for the merge, against what is here."""
        prefix, before = self.sides.prefix, self.ours
        old = blobs_of(
            self.sides.git,
            [before[prefix + path].blob for path in self.texts if prefix + path in before],
        )
        found = []
        for path, text in sorted(self.texts.items()):
            entry = before.get(prefix + path)
            shown = old[entry.blob].decode("utf-8", "replace") if entry else None
            found.append(PlannedFile(path, shown, text))
        return tuple(found)

    def removed(self) -> tuple[RemovedFile, ...]:
        """What is here and goes though the other side did not remove it."""
        prefix = self.sides.prefix
        gone = {
            path: entry.blob
            for path, entry in self.ours.items()
            if path.startswith(prefix) and path not in self.entries
            and path.removeprefix(prefix) not in self.texts
        }  # fmt: skip
        old = blobs_of(self.sides.git, gone.values())
        return tuple(
            RemovedFile(path.removeprefix(prefix), old[blob].decode("utf-8", "replace"))
            for path, blob in sorted(gone.items())
        )

    def incoming(self) -> tuple[str, ...]:
        """Files of the registry that come in as the other side has them."""
        prefix = self.sides.prefix
        return tuple(
            path.removeprefix(prefix)
            for path, entry in sorted(self.entries.items())
            if path.startswith(prefix)
            and path.removeprefix(prefix) not in self.texts
            and entry != self.ours.get(path)
        )


def texts_of(sides: Sides, paths: list[Path3]) -> dict[str, bytes]:
    """The bytes of all sides of these paths, by blob."""
    entries = [entry for each in paths for entry in (*each.bases, each.ours, each.theirs)]
    return blobs_of(sides.git, [entry.blob for entry in entries if entry])


def _merged_file(path: str, entry: Entry | None, text: str | None) -> MergedFile:
    if text is not None:
        return MergedFile(path, text=text)
    return MergedFile(path, entry.blob, mode=entry.mode) if entry else MergedFile(path)
