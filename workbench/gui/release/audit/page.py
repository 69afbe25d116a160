"""The audit log: what is looked for, the table, what the chosen entry says, and whether the logs
are whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface
from workbench.gui.release.audit.detail import AuditDetail
from workbench.gui.release.audit.filter_bar import AuditFilterBar
from workbench.gui.release.audit.model import AuditModel
from workbench.gui.release.audit.table import AuditTable
from workbench.gui.release.audit.verdict import Verdict
from workbench.gui.release.seams import About, ReleasePage

DETAIL_UNITS, NARROW_UNITS = 76, 280
"""Below that width, details take the room of the table while they are looked at."""


class AuditPage(ReleasePage):
    begun = Signal(object)
    """`About` what it was turned to for."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wanted, self._opened = True, False
        self.bar = AuditFilterBar(theme, icons, self)
        self.verdict = Verdict(theme, icons, self)
        self.model = AuditModel(theme, icons, self)
        self.table = AuditTable(self.model, theme, self)
        self.nothing = plain_label(self.tr("Nothing in the log is like that."), self, "muted")
        self.detail = AuditDetail(theme, icons, self)
        self.parts = named(QSplitter(Qt.Orientation.Horizontal, self), "audit.parts")
        self._lay_out()
        self.begin_at(self.table)
        self.table.entry_changed.connect(self._give_room)
        self.table.opened.connect(self.open_details)
        self.table.left.connect(self.close_details)
        self.detail.left.connect(self.close_details)

    def begin(self, about: About) -> None:
        self.begun.emit(about)

    def stops(self) -> Sequence[QWidget]:
        places = (self.bar.words, self.verdict.places, self.table, self.detail.area)
        return [each for each in places if each.isVisible()]

    def show_found(self, found: bool) -> None:
        self.nothing.setVisible(not found)
        self._give_room()

    def open_details(self) -> None:
        """The keyboard goes there."""
        self._wanted = self._opened = True
        self._give_room()
        if self.detail.isVisible():
            self.detail.setFocus()

    def close_details(self) -> None:
        """The keyboard goes back to the table."""
        narrow = self._narrow
        self._wanted = narrow and self._wanted
        self._opened = False
        self._give_room()
        self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    @property
    def _narrow(self) -> bool:
        return self.width() < NARROW_UNITS * self._theme.unit

    def _give_room(self) -> None:
        narrow, there = self._narrow, self.table.current is not None
        shown = there and (self._opened if narrow else self._wanted)
        self.detail.setVisible(shown)
        self.table.setVisible(not (shown and narrow))

    def _lay_out(self) -> None:
        unit = self._theme.unit
        self.nothing.setContentsMargins(4 * unit, 3 * unit, 4 * unit, 3 * unit)
        self.nothing.hide()
        self.parts.setHandleWidth(1)
        self.parts.setChildrenCollapsible(False)
        self.detail.setMinimumWidth(56 * unit)
        for part in (self.table, self.detail):
            self.parts.addWidget(part)
        self.parts.setStretchFactor(0, 1)
        self.parts.setStretchFactor(1, 0)
        self.parts.setSizes([4 * DETAIL_UNITS * unit, DETAIL_UNITS * unit])
        line = QFrame(self)
        set_surface(line, "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bar, line, self.verdict, self.nothing):
            column.addWidget(widget)
        column.addWidget(self.parts, 1)
