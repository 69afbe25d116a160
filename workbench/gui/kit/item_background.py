"""What is behind a line that is painted by hand: as the style has it, chosen or under the mouse."""

from __future__ import annotations

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem


def paint_background(painter: QPainter, option: QStyleOptionViewItem) -> None:
    plain = QStyleOptionViewItem(option)
    plain.text = ""
    style = option.widget.style() if option.widget else QApplication.style()
    style.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, option.widget)
