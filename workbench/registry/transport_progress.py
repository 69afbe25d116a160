"""What git tells of its progress on standard error, and what of it is no progress."""

from __future__ import annotations

import re

from workbench.domain.syncing import SyncPhase, SyncProgress

PHASES = {
    "Enumerating objects": SyncPhase.COUNTING,
    "Counting objects": SyncPhase.COUNTING,
    "Compressing objects": SyncPhase.COMPRESSING,
    "Receiving objects": SyncPhase.RECEIVING,
    "Unpacking objects": SyncPhase.RECEIVING,
    "Resolving deltas": SyncPhase.RESOLVING,
    "Writing objects": SyncPhase.WRITING,
    "Checking connectivity": SyncPhase.CHECKING,
    "Updating files": SyncPhase.FILES,
}
_LINE = re.compile(
    r"(?:remote: )?(?P<phase>[A-Z][a-z]+ [a-z]+):\s+(?:(?P<percent>\d{1,3})%|\d+)(?P<rest>.*)"
)
_RATE = re.compile(r"\| (?P<rate>[\d.]+ [KMGT]?i?B/s)")
LONGEST = 1000
KEPT = 200


def progress_in(line: str) -> SyncProgress | None:
    """None where the line tells something else."""
    match = _LINE.match(line)
    if match is None or match["phase"] not in PHASES:
        return None
    rate = _RATE.search(match["rest"])
    percent = min(int(match["percent"]), 100) if match["percent"] else None
    return SyncProgress(PHASES[match["phase"]], percent, rate["rate"] if rate else "")


class SaidLines:
    """Cuts what arrives into lines, ended by either break. Keeps the newest that are no
    progress: a remote may say anything, and as much as it likes."""

    def __init__(self) -> None:
        self._rest = ""
        self.lines: list[str] = []

    def take(self, words: str) -> list[SyncProgress]:
        *whole, self._rest = re.split(r"[\r\n]", self._rest + words)
        self._rest = self._rest[-LONGEST:]
        return [told for line in whole if (told := self._told(line))]

    def end(self) -> list[str]:
        self._told(self._rest)
        self._rest = ""
        return self.lines

    def _told(self, line: str) -> SyncProgress | None:
        if told := progress_in(line):
            return told
        if line.strip():
            self.lines = [*self.lines[1 - KEPT :], line[:LONGEST].rstrip()]
        return None
