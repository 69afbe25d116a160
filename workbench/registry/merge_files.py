"""Files that both sides changed, one by one: merged as text, kept both, or left to be chosen."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.domain.errors import FileProblem, RegistryError
from workbench.domain.merging import Choices, ConflictKind, MergeConflict, MergeSide
from workbench.formats import strict_json, strict_yaml
from workbench.registry import layout
from workbench.registry.committed import Entry
from workbench.registry.merge_sides import Sides
from workbench.registry.merged_tree import MergedTree
from workbench.registry.three_way import Path3, merged_text


@dataclass(slots=True)
class BothChanged:
    """What the files that both changed come to; the rest is decided from what they mean."""

    sides: Sides
    merged: MergedTree
    choices: Choices
    texts: dict[str, bytes]
    """By blob."""
    conflicts: list[MergeConflict] = field(default_factory=list)
    collided: dict[str, bytes] = field(default_factory=dict)
    """Our files that never change and whose names are taken by theirs, by path in the registry."""
    pins: list[Path3] = field(default_factory=list)

    def settle(self, three: Path3) -> None:
        prefix = self.sides.prefix
        if not three.path.startswith(prefix):
            self._outside(three)
            return
        path = three.path.removeprefix(prefix)
        place = layout.prompt_file(path)
        if place and place.part:
            self._immutable(path, three)
        elif layout.pin_of(path):
            self.pins.append(three)
        elif place and place.name == layout.HEAD:
            # Written anew from the newest version, whatever stands here
            self.merged.take(three.path, three.theirs or three.ours)
        else:
            self._text(path, three)

    def _immutable(self, path: str, three: Path3) -> None:
        """Theirs has the name already; ours gets another one. One that somebody removed stays
        removed only where the other side left it alone."""
        if three.ours and three.theirs:
            self.collided[path] = self.texts[three.ours.blob]
        self.merged.take(three.path, three.theirs or three.ours)

    def _text(self, path: str, three: Path3) -> None:
        text = self._merged(path, three)
        if text is not None:
            self.merged.write(path, text)
            return
        prompt = place.prompt if (place := layout.prompt_file(path)) else ""
        choice = self.choices.get(path)
        self.conflicts.append(
            MergeConflict(
                path,
                ConflictKind.CARD if prompt else ConflictKind.FILE,
                ours=self._words(three.ours, three.path, self.sides.repository.commit),
                theirs=self._words(three.theirs, three.path, self.sides.other),
                base_text=self._shown(three.base),
                ours_text=self._shown(three.ours),
                theirs_text=self._shown(three.theirs),
                prompt=prompt,
                choice=choice,
            )
        )
        self.merged.take(three.path, three.theirs if choice is MergeSide.THEIRS else three.ours)

    def _merged(self, path: str, three: Path3) -> str | None:
        """By git's own text merge, if what comes of it can be read as what it is."""
        data = merged_text(self.sides.git, three, self.texts)
        try:
            if data is None:
                return None
            if path.endswith(".yaml"):
                strict_yaml.read(data, path)
            elif path.endswith(".json"):
                strict_json.read(data, path)
            return data.decode()
        except (FileProblem, UnicodeDecodeError):
            return None

    def _outside(self, three: Path3) -> None:
        data = merged_text(self.sides.git, three, self.texts)
        if data is None:
            raise RegistryError(
                f"{three.path} was changed on both sides, and is no file of the registry.",
                hint="Merge it with git: git merge, mend that file, git commit. "
                "Nothing was written.",
            )
        blob = self.sides.git.run("hash-object", "-w", "--stdin", send=data).decode().strip()
        mode = three.theirs.mode if three.theirs else ""
        self.merged.take(three.path, Entry(mode, blob))

    def _words(self, entry: Entry | None, path: str, commit: str) -> str:
        since = [f"^{base}" for base in self.sides.bases]
        told = self.sides.git.maybe(
            "log", "-1", "--format=%an, %as: %s", commit, *since, "--", f":(top,literal){path}"
        )
        what = "removed" if entry is None else "changed"
        return f"{what} ({told})" if told else what

    def _shown(self, entry: Entry | None) -> str | None:
        return self.texts[entry.blob].decode("utf-8", "replace") if entry else None
