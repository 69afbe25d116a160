"""Rows of models: a tick, the name, its marks; at the right what it costs or what is missing."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.domain.models import Missing, Model
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.write.models.rows import LeftOutRole, ModelRole, NoteRole, OverridesRole

Index = QModelIndex | QPersistentModelIndex
POINTED_AT = QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus


class ModelDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self._main = ""

    def show_main(self, name: str) -> None:
        """The model the prompt is written for, marked by bold type."""
        self._main = name

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        model: Model = index.data(ModelRole)
        option.font = self._theme.font(bold=model.name == self._main)
        if model.missing is not Missing.NOTHING:
            option.palette.setColor(option.palette.ColorRole.Text, self._theme["muted"])
        option.textElideMode = Qt.TextElideMode.ElideMiddle

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        note = str(index.data(NoteRole))
        own = self.own_place(option.rect, index)
        shortened = QStyleOptionViewItem(option)
        marks = own.width() if index.data(LeftOutRole) else 0
        shortened.rect = option.rect.adjusted(0, 0, own.left() - marks - option.rect.right(), 0)
        super().paint(painter, shortened, index)
        painter.save()
        self._paint_own(painter, own, option, index)
        if note:
            self._paint_note(painter, option.rect, note, index.data(ModelRole))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), 7 * self._theme.unit)

    def note_width(self, note: str) -> int:
        if not note:
            return 0
        unit = self._theme.unit
        font = self._theme.font(0.88)
        return QFontMetrics(font).horizontalAdvance(note) + 8 * unit

    def own_place(self, rect: QRect, index: Index) -> QRect:
        """Where the way to a model's own parameters is, left of the note."""
        side = 5 * self._theme.unit
        note = self.note_width(str(index.data(NoteRole)))
        left = rect.right() - max(note, 2 * self._theme.unit) - side
        return QRect(left, rect.center().y() - side // 2, side, side)

    def _paint_own(
        self, painter: QPainter, place: QRect, option: QStyleOptionViewItem, index: Index
    ) -> None:
        inside = place.adjusted(*(self._theme.unit // 2 * sign for sign in (1, 1, -1, -1)))
        if index.data(OverridesRole):
            self._icons("sliders", "accent").paint(painter, inside)
        elif option.state & POINTED_AT:
            self._icons("sliders", "muted").paint(painter, inside)
        if index.data(LeftOutRole):
            self._icons("info", "warning").paint(painter, inside.translated(-place.width(), 0))

    def _paint_note(self, painter: QPainter, rect: QRect, note: str, model: Model) -> None:
        unit, missing = self._theme.unit, model.missing is not Missing.NOTHING
        painter.setFont(self._theme.font(0.88))
        painter.setPen(self._theme["warning" if missing else "muted"])
        room = rect.adjusted(0, 0, -2 * unit, 0)
        if missing:
            side = 4 * unit
            place = QRect(room.right() - side, room.center().y() - side // 2, side, side)
            self._icons("warning", "warning").paint(painter, place)
            room.setRight(place.left() - unit)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, flags, note)
