"""What two people made of one prompt: numbers taken twice, names taken twice, and the head."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from workbench.domain.interfaces import breaking_changes
from workbench.domain.merging import Divided, Renumbered
from workbench.formats import strict_json, version_file
from workbench.formats.registry_files import Withdrawal, write_withdrawal
from workbench.formats.registry_statements import EventType, file_digest
from workbench.formats.version_file import VersionFile
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder
from workbench.registry.log import Teller
from workbench.registry.merged_tree import MergedTree
from workbench.registry.renumbering import Movable, new_numbers, renumber

SEVERITIES = ("none", "advisory", "block")


@dataclass(slots=True)
class Versions:
    merged: MergedTree
    contents: Contents
    teller: Teller
    renumbered: list[Renumbered] = field(default_factory=list)
    divided: list[Divided] = field(default_factory=list)

    def settle(self, collided: dict[str, bytes], base: set[str], new_here: set[str]) -> None:
        """`base`: paths in the registry that there were before both; `new_here`: those that only
        we added."""
        for folder in self.contents.folders.values():
            taken = {
                path: data for path, data in collided.items() if path.startswith(f"{folder.path}/")
            }
            self._rename(folder, taken)
            movable = list(_movable(folder, new_here, taken))
            if movable:
                self._number(folder, movable, base)

    def _rename(self, folder: PromptFolder, taken: dict[str, bytes]) -> None:
        """Approvals and statements of one name: ours gets another, byte by byte as it was."""
        for path, data in sorted(taken.items()):
            if "/approvals/" in path and path.endswith(".json"):
                self._rename_approval(folder, path, data, taken.get(f"{path}.sig"))
            elif "/withdrawn/" in path:
                self._restate(folder, path, data)

    def _rename_approval(
        self, folder: PromptFolder, path: str, data: bytes, signature: bytes | None
    ) -> None:
        if data == self.contents.tree.files.get(path):
            return
        name = path.removesuffix(".json")
        free = next(
            place
            for number in range(2, 100)
            if (place := f"{name}-{number}.json") not in self.merged.registry_paths()
        )
        self.merged.write(free, data.decode())
        if signature is not None:
            self.merged.write(f"{free}.sig", signature.decode())

    def _restate(self, folder: PromptFolder, path: str, data: bytes) -> None:
        """Both stated something about a version: both stay, and the more severe one holds."""
        ours = _statement(path, data)
        theirs = folder.statements.get(path)
        self._state(folder, ours, data.decode())
        if theirs and SEVERITIES.index(theirs.severity) > SEVERITIES.index(ours.severity):
            self._state(folder, theirs, write_withdrawal(theirs))

    def _state(self, folder: PromptFolder, statement: Withdrawal, text: str) -> None:
        number = folder.next_statement(statement.digest)
        path = layout.withdrawal_path(folder.path, statement.digest, number)
        folder.statements[path] = statement
        self.merged.write(path, text)
        data: dict[str, Any] = {
            "digest": statement.digest, "severity": statement.severity, "number": number,
            "statement": file_digest(text), "reason": self.teller.reason,
        }  # fmt: skip
        kind: EventType = "reinstate" if statement.severity == "none" else "withdraw"
        logged, place, event = self.teller.next_event(self.contents, folder, kind, data)
        folder.events[place] = logged
        self.merged.write(place, event)

    def _number(self, folder: PromptFolder, movable: list[Movable], base: set[str]) -> None:
        mine = {each.path for each in movable}
        old = [version for path, version in folder.versions.items() if path in base]
        others = {path: each for path, each in folder.versions.items() if path not in mine}
        theirs = [each for path, each in others.items() if path not in base]
        if not theirs:
            return
        since = max((each.record.interface for each in old), default=0)
        grown = max(each.record.interface for each in theirs) - since
        shift = grown if _clash(movable, theirs) else 0
        taken = {each.record.version for each in others.values()}
        moves = new_numbers(movable, taken, shift, since)
        done = renumber(self.contents, folder, moves, self.teller)
        for path in done.removed:
            self.merged.remove(path)
        for path, text in done.files.items():
            self.merged.write(path, text)
        self.renumbered += done.renumbered
        self.divided.append(_divided(folder, theirs, movable))


def head_files(contents: Contents, folders: Collection[str]) -> Iterator[tuple[str, str]]:
    """The newest version is what people read; of the folders that are named."""
    for path in sorted(folders):
        folder = contents.folders.get(path)
        if folder and (newest := folder.newest()):
            yield f"{folder.path}/{layout.HEAD}", version_file.write_head(newest.content)


def _movable(
    folder: PromptFolder, new_here: set[str], taken: dict[str, bytes]
) -> Iterator[Movable]:
    for path, version in folder.versions.items():
        if path in new_here and path not in taken:
            yield Movable(path, version)
    for path, data in taken.items():
        if "/versions/" in path:
            yield Movable("", version_file.read(data, path))


def _clash(movable: Iterable[Movable], theirs: Iterable[VersionFile]) -> bool:
    """Both gave one interface number to what callers would have to treat differently."""
    return any(
        each.version.record.interface == other.record.interface
        and (
            breaking_changes(each.version.content, other.content)
            or breaking_changes(other.content, each.version.content)
        )
        for each in movable
        for other in theirs
    )


def _divided(
    folder: PromptFolder,
    theirs: Iterable[VersionFile],
    movable: Iterable[Movable],
) -> Divided:
    digests = {each.version.record.digest for each in movable}
    ours = [each for each in folder.versions.values() if each.record.digest in digests]
    here, there = (max(each.record.version for each in some) for some in (ours, theirs))
    return Divided(folder.prompt, here, there)


def _statement(path: str, data: bytes) -> Withdrawal:
    found: Withdrawal = version_file.converted(strict_json.read(data, path), Withdrawal, path)
    return found
