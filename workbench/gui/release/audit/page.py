"""The audit log: what is looked for, the table, what the chosen entry says, and whether the logs
are whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface
from workbench.gui.release.audit.detail import AuditDetail
from workbench.gui.release.audit.filter_bar import AuditFilterBar
from workbench.gui.release.audit.model import AuditModel
from workbench.gui.release.audit.table import AuditTable
from workbench.gui.release.audit.verdict import Verdict
from workbench.gui.release.details_beside import DetailsBeside, Room
from workbench.gui.release.seams import About, ReleasePage

ROOM = Room(details=76, least=56, narrow=280, table=4)


class AuditPage(ReleasePage):
    begun = Signal(object)
    """`About` what it was turned to for."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.bar = AuditFilterBar(theme, icons, self)
        self.verdict = Verdict(theme, icons, self)
        self.model = AuditModel(theme, icons, self)
        self.table = AuditTable(self.model, theme, self)
        self.nothing = plain_label(self.tr("Nothing in the log is like that."), self, "muted")
        self.detail = AuditDetail(theme, icons, self)
        self.parts = DetailsBeside(
            self.table, self.detail, self.detail.area, "audit.parts", ROOM, theme
        )
        self._lay_out()
        self.begin_at(self.table)
        self.table.entry_changed.connect(self._give_room)
        self.table.opened.connect(self.parts.open)
        self.table.left.connect(self.parts.close_details)
        self.detail.left.connect(self.parts.close_details)

    def begin(self, about: About) -> None:
        self.begun.emit(about)

    def stops(self) -> Sequence[QWidget]:
        places = (self.bar.words, self.verdict.places, self.table, self.detail.area)
        return [each for each in places if each.isVisible()]

    def show_found(self, found: bool) -> None:
        self.nothing.setVisible(not found)
        self._give_room()

    def _give_room(self) -> None:
        self.parts.show_there(self.table.current is not None)

    def _lay_out(self) -> None:
        unit = self._theme.unit
        self.nothing.setContentsMargins(4 * unit, 3 * unit, 4 * unit, 3 * unit)
        self.nothing.hide()
        line = QFrame(self)
        set_surface(line, "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bar, line, self.verdict, self.nothing):
            column.addWidget(widget)
        column.addWidget(self.parts, 1)
