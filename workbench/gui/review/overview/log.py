"""Packs that went out and results that came in, newest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from workbench.gui.kit.elided import Sign
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.when import ago, exactly
from workbench.gui.review.overview.content import OverviewContent
from workbench.gui.review.wording import counted, translate

MOST = 50
"""Entries that are shown; older ones are counted."""
WARNED = ("warning", "warning")


@dataclass(frozen=True, slots=True)
class Entry:
    at: datetime
    icon: str
    words: str
    notes: tuple[str, ...] = ()


class LogView(QWidget):
    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        parent: QWidget | None = None,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(parent)
        self.setObjectName("overview.log")
        self._icons, self._now = icons, now
        self._shown: tuple[Entry, ...] | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * theme.unit)
        self._grid.setVerticalSpacing(theme.unit)
        self._grid.setColumnStretch(1, 1)

    def show_content(self, content: OverviewContent) -> None:
        entries = entries_of(content)
        if entries == self._shown:
            return
        self._shown = entries
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        if not entries:
            words = translate("No pack was written yet, and no results came in.")
            self._grid.addWidget(plain_label(words, self, "muted"), 0, 0, 1, 3)
        for entry in entries[:MOST]:
            self._add(entry)
        if len(entries) > MOST:
            words = translate("and {0} earlier").format(len(entries) - MOST)
            self._grid.addWidget(plain_label(words, self, "muted"), self._grid.rowCount(), 1)

    def _add(self, entry: Entry) -> None:
        row = self._grid.rowCount()
        sign = Sign(self._icons, self)
        sign.show_icon(*(WARNED if entry.notes else (entry.icon, "muted")))
        at = plain_label(ago(entry.at, self._now()), self, "muted")
        at.setWordWrap(False)
        at.setToolTip(exactly(entry.at))
        self._grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(plain_label(entry.words, self), row, 1)
        self._grid.addWidget(at, row, 2, Qt.AlignmentFlag.AlignTop)
        for number, note in enumerate(entry.notes, start=1):
            self._grid.addWidget(plain_label(safe(note), self, "muted"), row + number, 1, 1, 2)


def entries_of(content: OverviewContent) -> tuple[Entry, ...]:
    packs = [
        Entry(each.at, "package", translate("Pack written for {0}").format(safe(each.reviewer)))
        for each in content.packs
    ]
    results = [
        Entry(
            each.at,
            "import",
            translate("Results of {0} taken in: {1}").format(
                safe(each.reviewer), counted("judgment", each.judgments)
            ),
            each.notes,
        )
        for each in content.results
    ]
    return tuple(sorted((*packs, *results), key=lambda entry: entry.at, reverse=True))
