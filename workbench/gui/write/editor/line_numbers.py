"""Line numbers at the left of a text, shown on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from workbench.gui.kit.theme import Theme

if TYPE_CHECKING:
    from workbench.gui.write.editor.message_edit import MessageEdit


class LineNumbers(QWidget):
    def __init__(self, edit: MessageEdit, theme: Theme) -> None:
        super().__init__(edit)
        self._edit, self._theme = edit, theme
        self._following = False
        self.hide()

    def show_numbers(self, shown: bool) -> None:
        if shown != self._following:
            self._following = shown
            connect = "connect" if shown else "disconnect"
            getattr(self._edit.updateRequest, connect)(self._on_update)
            getattr(self._edit.blockCountChanged, connect)(self.fit)
        self.setVisible(shown)
        self.fit()

    def fit(self) -> None:
        width = self._width() if self._following else 0
        self._edit.set_gutter(width)
        if self._following:
            inside = self._edit.contentsRect()
            self.setGeometry(QRect(inside.left(), inside.top(), width, inside.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._edit.font())
        painter.setPen(self._theme["line_number"])
        edit, block = self._edit, self._edit.firstVisibleBlock()
        width = self.width() - self._theme.unit * 2
        while block.isValid():
            place = edit.blockBoundingGeometry(block).translated(edit.contentOffset())
            if place.top() > event.rect().bottom():
                break
            line = QRect(0, round(place.top()), width, edit.fontMetrics().height())
            painter.drawText(line, Qt.AlignmentFlag.AlignRight, str(block.blockNumber() + 1))
            block = block.next()

    def _width(self) -> int:
        digits = max(2, len(str(self._edit.blockCount())))
        return int(self._edit.fontMetrics().horizontalAdvance("9") * digits + self._theme.unit * 4)

    def _on_update(self, rect: QRect, scrolled: int) -> None:
        if scrolled:
            self.scroll(0, scrolled)
        else:
            self.update(0, rect.y(), self.width(), rect.height())
