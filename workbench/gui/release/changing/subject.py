"""What a change is about: a prompt of the registry, and what there is to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.domain.environments import PREVIOUS, Change
from workbench.domain.prompt_records import PromptRecord, RecordedEvent
from workbench.gui.release.changing.aim import place_due
from workbench.gui.release.seams import ChosenCell

PINNING = ("promote", "rollback")
STATING = ("withdraw", "reinstate")


@dataclass(frozen=True, slots=True)
class VersionChoice:
    """`name` as a request names it; `note` is what the version brought."""

    name: str
    number: int
    note: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    change: Change
    cell: ChosenCell
    record: PromptRecord
    environment: str = ""
    """Where it is to happen; empty for the cell's own."""
    others: tuple[str, ...] = ()
    """The other prompts of the registry, any of which may replace this one."""

    @property
    def place(self) -> str:
        """The environment that is chosen to begin with."""
        if self.change is Change.PROMOTE:
            return self.environment or place_due(self.cell)
        order = self.cell.environments
        return self.environment or self.cell.environment or (order[0] if order else "")

    def versions(self, environment: str) -> tuple[VersionChoice, ...]:
        """What can be chosen for the change there; what is most likely meant comes first."""
        known = list(self._versions())
        pin = self.cell.row.pin(environment)
        if self.change is Change.ROLLBACK:
            return tuple(self._earlier(known, environment))
        if self.change is Change.CANARY and pin:
            running = {share.version for share in pin.canary}
            known = [each for each in known if each.number != pin.version]
            return tuple(sorted(known, key=lambda each: each.number not in running))
        if self.change is Change.WITHDRAW:
            used = self.cell.pin.version if self.cell.pin else 0
            return tuple(sorted(known, key=lambda each: each.number != used))
        if self.change is Change.REINSTATE:
            withdrawn = self.withdrawn
            return tuple(each for each in known if each.number in withdrawn)
        return tuple(known)

    @property
    def withdrawn(self) -> frozenset[int]:
        """The versions that are withdrawn now: what was stated of each last."""
        last: dict[int, RecordedEvent] = {}
        for event in self.record.events:
            if event.kind in STATING:
                last.setdefault(event.version, event)
        return frozenset(number for number, event in last.items() if event.kind == "withdraw")

    def _versions(self) -> Iterator[VersionChoice]:
        for each in sorted(self.record.versions, key=lambda each: -each.number):
            yield VersionChoice(str(each.number), each.number, each.note, each.author)

    def _earlier(self, known: list[VersionChoice], environment: str) -> Iterator[VersionChoice]:
        """The one before, and all that were ever pinned there."""
        yield VersionChoice(PREVIOUS, 0)
        pin = self.cell.row.pin(environment)
        were = {
            event.version
            for event in self.record.events
            if event.kind in PINNING and event.environment == environment
        } - {pin.version if pin else 0}
        yield from (each for each in known if each.number in were)
