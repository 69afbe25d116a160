"""Which entries of the timeline are wanted: a kind, and words of author, note or number. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.history import TimelineEntry
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

SHORTEST_DIGEST = 6
"""Letters and digits from which on a word may be the start of a digest."""


class Wanted(StrEnum):
    ALL = QT_TRANSLATE_NOOP("history", "everything")
    VERSIONS = QT_TRANSLATE_NOOP("history", "versions only")
    RUN = QT_TRANSLATE_NOOP("history", "with runs")
    APPROVED = QT_TRANSLATE_NOOP("history", "approved")


@dataclass(frozen=True, slots=True)
class TimelineFilter:
    wanted: Wanted = Wanted.ALL
    text: str = ""

    @property
    def active(self) -> bool:
        return self.wanted is not Wanted.ALL or bool(self.text.strip())

    def takes(self, entry: TimelineEntry) -> bool:
        if not TAKES[self.wanted](entry):
            return False
        words = self.text.casefold().split()
        return all(word in _said(entry) or _begins(entry.digest, word) for word in words)


TAKES: dict[Wanted, Callable[[TimelineEntry], bool]] = {
    Wanted.ALL: lambda _entry: True,
    Wanted.VERSIONS: lambda entry: entry.version is not None,
    Wanted.RUN: lambda entry: entry.runs > 0,
    Wanted.APPROVED: lambda entry: bool(entry.approved_by),
}


def filtered(timeline: Sequence[TimelineEntry], wanted: TimelineFilter) -> list[TimelineEntry]:
    if not wanted.active:
        return list(timeline)
    return [entry for entry in timeline if wanted.takes(entry)]


def _said(entry: TimelineEntry) -> str:
    """Everything that stands in its row as words."""
    version = entry.version
    parts = [entry.approved_by, *entry.approved_for]
    if version:
        parts += [f"v{version.number}", version.note, version.author]
    return "\n".join(parts).casefold()


def _begins(digest: str, word: str) -> bool:
    start = word.removeprefix("sha256:")
    return len(start) >= SHORTEST_DIGEST and digest.removeprefix("sha256:").startswith(start)
