"""What following the logs came to: that they are whole, or each place where they break."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.audit import AuditBreak
from workbench.gui.kit.icon_button import icon_button
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_surface
from workbench.gui.release.audit.wording import SOURCES, translate

ROWS = 5
"""Breaks that are seen at once; the others by scrolling."""


class Verdict(QFrame):
    break_wanted = Signal(object)
    """The `AuditBreak` whose place is to be shown."""
    stop_wanted = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        named(self, "audit.verdict", self.tr("Whether the logs are whole"))
        self.mark = QLabel(self)
        self.words = plain_label("", self)
        self.stop = named(QPushButton(self.tr("Cancel"), self), "audit.verdict.stop")
        set_styled(self.stop, "kind", "quiet")
        tip = self.tr("Dismiss")
        self.dismiss = icon_button(self, icons, "audit.verdict.dismiss", "x", tip)
        self.places = named(QListWidget(self), "audit.breaks", self.tr("Where the logs break"))
        self.places.setFrameShape(QFrame.Shape.NoFrame)
        self.places.setUniformItemSizes(True)
        self.places.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._lay_out(theme.unit)
        self.stop.clicked.connect(lambda: self.stop_wanted.emit())
        self.dismiss.clicked.connect(self.hide)
        self.places.itemActivated.connect(self._on_item)
        self.places.itemClicked.connect(self._on_item)
        self.hide()

    def show_looking(self) -> None:
        self._show("clock", "muted", "notice", self.tr("Following both logs from end to end…"))
        self.stop.show()

    def show_whole(self, entries: int, with_registry: bool) -> None:
        words = (
            self.tr("Whole: {0} entries of this workspace, and the events of the registry.")
            if with_registry
            else self.tr("Whole: {0} entries, each with the one before it.")
        )
        self._show("check", "passed", "notice", words.format(f"{entries:,}"))

    def show_breaks(self, breaks: Sequence[AuditBreak]) -> None:
        count = len(breaks)
        words = self.tr("1 break was found.") if count == 1 else self.tr("{0} breaks were found.")
        self._show("warning", "failed", "warning", words.format(f"{count:,}"))
        for each in breaks:
            where = f"{translate(SOURCES[each.source])}, {each.place}"
            item = QListWidgetItem(safe(f"{where}: {each.message}"), self.places)
            item.setData(Qt.ItemDataRole.UserRole, each)
        row = self.places.sizeHintForRow(0) + 2
        self.places.setFixedHeight(min(count, ROWS) * row + self._theme.unit)
        self.places.show()

    def show_problem(self, words: str) -> None:
        self._show("warning", "failed", "warning", words)

    def _show(self, icon: str, token: str, surface: str, words: str) -> None:
        set_surface(self, surface)
        side = 4 * self._theme.unit
        self.mark.setPixmap(self._icons(icon, token).pixmap(QSize(side, side)))
        self.words.setText(safe(words))
        self.places.clear()
        self.places.hide()
        self.stop.hide()
        self.show()

    def _on_item(self, item: QListWidgetItem) -> None:
        self.break_wanted.emit(item.data(Qt.ItemDataRole.UserRole))

    def _lay_out(self, unit: int) -> None:
        row = QHBoxLayout()
        row.setSpacing(2 * unit)
        row.addWidget(self.mark)
        row.addWidget(self.words, 1)
        row.addWidget(self.stop)
        row.addWidget(self.dismiss)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * unit, unit, unit, unit)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.places)
