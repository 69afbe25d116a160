"""Go to a prompt: a line to type in and the prompts that match, over the window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.domain.history import PromptSummary
from workbench.domain.prompts import PromptKind
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.typed_list import LINE_UNITS, TypedList
from workbench.gui.write.library.switching import Place, Switchboard

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
PlaceRole = Qt.ItemDataRole.UserRole
LINES = 12


class QuickSwitcher(QFrame):
    open_requested = Signal(str)
    """Id of a prompt."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("switcher")
        self.setProperty("surface", "overlay")
        self._board = Switchboard(())
        self.query = named(QLineEdit(), "switcher.query", self.tr("Prompt"))
        self.query.setPlaceholderText(self.tr("Some letters of a path or a title"))
        self.lines = PlaceLines(self)
        self.list = named(QListView(), "switcher.list", self.tr("Prompts that match"))
        self.list.setModel(self.lines)
        self.list.setItemDelegate(PlaceDelegate(theme, icons, self.list))
        self.list.setUniformItemSizes(True)
        self.nothing = QLabel(self.tr("No prompt has these letters in this order."), self)
        self.nothing.setProperty("tone", "muted")
        self.nothing.setContentsMargins(3 * theme.unit, theme.unit, theme.unit, theme.unit)
        self._typed = TypedList(self, parent, self.query, self.list, theme, LINES)
        self._typed.lay_out(self.query, self.nothing, self.list)
        self.query.textChanged.connect(self._show_matches)
        self.query.returnPressed.connect(self._open_current)
        self.list.clicked.connect(lambda _index: self._open_current())

    def open(self, summaries: Iterable[PromptSummary], recent: Sequence[str]) -> None:
        """The one that is open is where we are: the one before it comes first."""
        self._board = Switchboard(summaries, [*recent[1:], *recent[:1]])
        self.query.clear()
        self._show_matches("")
        self._typed.open()

    def _show_matches(self, query: str) -> None:
        self.lines.show_places(self._board.found(query))
        self.nothing.setVisible(not self.lines.rowCount())
        self.list.setVisible(bool(self.lines.rowCount()))
        self._typed.show_first()

    def _open_current(self) -> None:
        place: Place | None = self.list.currentIndex().data(PlaceRole)
        if place:
            self._typed.close()
            self.open_requested.emit(place.summary.prompt.id)


class PlaceLines(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: list[Place] = []

    def show_places(self, places: list[Place]) -> None:
        self.beginResetModel()
        self._places = places
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place = self._places[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return place.summary.prompt.path
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return place.summary.prompt.title
        return place if role == PlaceRole else None


class PlaceDelegate(QStyledItemDelegate):
    """The path, the letters that matched in the accent's colour, and the title beside it."""

    def __init__(self, theme: Theme, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(option.rect.width(), LINE_UNITS * self._theme.unit)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place: Place = index.data(PlaceRole)
        unit, theme, prompt = self._theme.unit, self._theme, place.summary.prompt
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme["selected"])
            painter.drawRoundedRect(option.rect.adjusted(unit, 0, -unit, 0), unit, unit)
        inner = option.rect.adjusted(3 * unit, 0, -3 * unit, 0)
        name = "puzzle" if prompt.kind is PromptKind.COMPONENT else "file"
        middle = inner.center().y() - 2 * unit + 1
        self._icons(name).paint(painter, inner.left(), middle, 4 * unit, 4 * unit)
        text = inner.adjusted(6 * unit, 0, 0, 0)
        end = self._paint_path(painter, text.left(), text, place)
        title = text.adjusted(end - text.left() + 4 * unit, 0, 0, 0)
        painter.setFont(theme.font(0.92))
        painter.setPen(theme["muted"])
        words = painter.fontMetrics().elidedText(
            safe(prompt.title), Qt.TextElideMode.ElideRight, max(0, title.width())
        )
        painter.drawText(title, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _paint_path(self, painter: QPainter, left: int, room: QRect, place: Place) -> int:
        path = place.summary.prompt.path
        plain, bold = self._theme.font(), self._theme.font(bold=True)
        painter.setFont(plain)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        if painter.fontMetrics().horizontalAdvance(path) > room.width():
            path = painter.fontMetrics().elidedText(
                path, Qt.TextElideMode.ElideMiddle, room.width()
            )
            painter.setPen(self._theme["text"])
            painter.drawText(room, flags, path)
            return room.right()
        for start, end, matched in _runs(path, frozenset(place.matched)):
            painter.setFont(bold if matched else plain)
            painter.setPen(self._theme["accent" if matched else "text"])
            piece = path[start:end]
            painter.drawText(room.adjusted(left - room.left(), 0, 0, 0), flags, piece)
            left += painter.fontMetrics().horizontalAdvance(piece)
        return left


def _runs(text: str, matched: frozenset[int]) -> list[tuple[int, int, bool]]:
    """Stretches that matched, and those between them."""
    runs: list[tuple[int, int, bool]] = []
    for place in range(len(text)):
        inside = place in matched
        if runs and runs[-1][2] == inside:
            runs[-1] = runs[-1][0], place + 1, inside
        else:
            runs.append((place, place + 1, inside))
    return runs
