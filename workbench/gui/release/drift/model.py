"""What was found, under a heading for each area that has something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from workbench.domain.drift import DriftArea, DriftFinding
from workbench.domain.releases import FindingSeverity
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.tips import plain_tip
from workbench.gui.release.drift.wording import AREAS, SEVERITIES, place_of, title_of, translate

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Roles = Qt.ItemDataRole
LineRole = Roles.UserRole + 1
ORDER = {FindingSeverity.ERROR: 0, FindingSeverity.WARNING: 1, FindingSeverity.NOTE: 2}


@dataclass(frozen=True, slots=True)
class Heading:
    area: DriftArea
    count: int


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A finding, with the words that are painted of it."""

    finding: DriftFinding
    title: str
    place: str
    words: str


Line = Heading | FoundLine


class FindingsModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._findings: list[FoundLine] = []
        self._lines: list[Line] = []
        self._words: tuple[str, ...] = ()
        self._severity: FindingSeverity | None = None

    def show_findings(self, findings: Sequence[DriftFinding]) -> None:
        """The gravest first in each area."""
        ordered = sorted(findings, key=lambda each: ORDER[each.severity])
        self._findings = [_line(each) for each in ordered]
        self._arrange()

    def narrow(self, text: str, severity: FindingSeverity | None) -> None:
        """To findings in which every word of the text stands; None for any severity."""
        self._words, self._severity = tuple(text.casefold().split()), severity
        self._arrange()

    @property
    def count(self) -> int:
        return sum(1 for line in self._lines if isinstance(line, FoundLine))

    def line_at(self, row: int) -> Line | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def first(self) -> int:
        """The row of the first finding; -1 for none."""
        rows = (r for r, line in enumerate(self._lines) if isinstance(line, FoundLine))
        return next(rows, -1)

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.line_at(index.row()), Heading):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        line = self.line_at(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == LineRole:
            return line
        if isinstance(line, Heading):
            return translate(AREAS[line.area]) if role == Roles.DisplayRole else None
        if role == Roles.DisplayRole:
            return line.title
        if role == Roles.AccessibleTextRole:
            severity = translate(SEVERITIES[line.finding.severity].word)
            return ", ".join(
                part for part in (severity, line.title, line.place, line.words) if part
            )
        if role == Roles.ToolTipRole:
            return plain_tip("\n".join(p for p in (line.title, line.place, line.words) if p))
        return None

    def _arrange(self) -> None:
        self.beginResetModel()
        self._lines = []
        fitting = [line for line in self._findings if self._fits(line)]
        for area in DriftArea:
            found = [line for line in fitting if line.finding.area is area]
            if found:
                self._lines += [Heading(area, len(found)), *found]
        self.endResetModel()

    def _fits(self, line: FoundLine) -> bool:
        if self._severity not in (None, line.finding.severity):
            return False
        text = f"{line.title} {line.place} {line.words}".casefold()
        return all(word in text for word in self._words)


def _line(finding: DriftFinding) -> FoundLine:
    words = safe(" ".join(finding.message.split()))
    return FoundLine(finding, title_of(finding), place_of(finding), words)
