"""Pins in a merge: those that both moved, and those that cannot stay beside what the other did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from workbench.domain.errors import FileProblem
from workbench.domain.merging import Choices, MergeConflict, MergeSide
from workbench.domain.prompts import PromptKind
from workbench.domain.releases import Finding
from workbench.formats import registry_files
from workbench.formats.registry_files import PinFile
from workbench.registry import layout
from workbench.registry.chosen_pins import pin_conflict, same_choice, settle
from workbench.registry.committed import Entry
from workbench.registry.contents import Contents, PromptFolder
from workbench.registry.log import Teller
from workbench.registry.merged_tree import MergedTree
from workbench.registry.three_way import Path3

OURS, THEIRS = MergeSide.OURS, MergeSide.THEIRS


@dataclass(slots=True)
class Pins:
    merged: MergedTree
    contents: Contents
    choices: Choices
    teller: Teller
    base: Mapping[str, Entry]
    read: Callable[[Entry], bytes]
    conflicts: dict[str, MergeConflict] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def settle_both(self, three: Path3) -> None:
        """Both sides changed it."""
        path = three.path.removeprefix(self.merged.sides.prefix)
        ours, theirs = self._pin(path, three.ours), self._pin(path, three.theirs)
        if same_choice(ours, theirs):
            self.merged.texts.pop(path, None)
            self.merged.take(three.path, three.theirs)
            if ours and theirs:
                self.contents.pins[path] = theirs
                self.notes.append(f"Both let {theirs.environment} use the same {theirs.prompt}.")
            return
        self._conflict(path, tuple(MergeSide), "")

    def settle_finding(self, finding: Finding) -> bool:
        """A pin that only one side moved and that breaks a rule beside what the other did; whether
        there is another choice for it."""
        path = finding.file
        if not layout.pin_of(path) or path in self.conflicts:
            return False
        ours, theirs, base = self._entries(path)
        if ours == theirs or self._folder(path) is None:
            return False
        self._conflict(path, (THEIRS,) if theirs == base else (OURS,), finding.message)
        return True

    def _conflict(self, path: str, options: tuple[MergeSide, ...], reason: str) -> None:
        folder = self._folder(path)
        if folder is None:
            return
        ours, theirs, base = (self._pin(path, entry) for entry in self._entries(path))
        possible = tuple(
            side
            for side, pin in ((OURS, ours), (THEIRS, theirs))
            if side in options and not _hindrance(folder, pin)
        )
        if possible and possible != options:
            options = possible
            reason = reason or _hindrance(folder, ours) or _hindrance(folder, theirs)
        choice = self.choices.get(path)
        if choice not in options:
            choice = None
        conflict = pin_conflict(path, folder, base, ours, theirs, options=options, reason=reason)
        self.conflicts[path] = replace(conflict, choice=choice)
        if choice is not None:
            sides = (ours, theirs) if choice is OURS else (theirs, ours)
            self._choose(path, folder, choice, *sides)

    def _choose(
        self,
        path: str,
        folder: PromptFolder,
        side: MergeSide,
        chosen: PinFile | None,
        other: PinFile | None,
    ) -> None:
        environment, _prompt = layout.pin_of(path) or ("", "")
        files, gone = settle(self.contents, folder, environment, chosen, other, side, self.teller)
        for place, text in files.items():
            self.merged.write(place, text)
        if gone:
            self.merged.remove(gone)

    def _folder(self, path: str) -> PromptFolder | None:
        _environment, prompt = layout.pin_of(path) or ("", "")
        return self.contents.folder(PromptKind.PROMPT, prompt)

    def _entries(self, path: str) -> tuple[Entry | None, Entry | None, Entry | None]:
        whole = self.merged.sides.prefix + path
        return self.merged.ours.get(whole), self.merged.theirs.get(whole), self.base.get(whole)

    def _pin(self, path: str, entry: Entry | None) -> PinFile | None:
        if entry is None:
            return None
        try:
            return registry_files.read_pin(self.read(entry), path)[0]
        except FileProblem:
            return None


def _hindrance(folder: PromptFolder, pin: PinFile | None) -> str:
    """Why nothing may be pinned like this any more, whoever chose it."""
    if pin is None:
        return ""
    if folder.card and folder.card.status == "archived":
        return "the prompt is archived"
    for digest in pin.in_use:
        withdrawn = folder.withdrawn.get(layout.short(digest))
        if withdrawn and withdrawn.severity == "block":
            return f"the version was withdrawn: {withdrawn.reason}"
    return ""
