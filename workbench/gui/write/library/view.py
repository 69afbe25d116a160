"""The tree itself: prompts and folders are dragged to a folder, and it shows where they land."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from workbench.gui.kit.theme import Theme
from workbench.gui.write.library.model import LibraryModel, NodeRole
from workbench.gui.write.library.tree import SHELVES, Kind, Node

MIME = "application/x-workbench-prompts"
OPEN_FOLDER_MS = 600


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is selected: ids of prompts, and paths of folders that are not below one another."""

    prompt_ids: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.prompt_ids or self.folders)


class LibraryTree(QTreeView):
    dropped = Signal(object, str)
    """`Chosen`, and the folder it was dropped on; empty for the top."""

    def __init__(self, model: LibraryModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self._target: str | None = None
        """The folder under the mouse that can take what is dragged."""
        self._dragged = Chosen()
        self.setModel(model)
        self.setProperty("surface", "panel")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(4 * theme.unit)
        self.setExpandsOnDoubleClick(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(False)
        self.setAutoExpandDelay(OPEN_FOLDER_MS)

    def set_movable(self, movable: bool) -> None:
        self.setDragEnabled(movable)
        self.setAcceptDrops(movable)

    def node(self, index: QModelIndex) -> Node | None:
        return index.data(NodeRole) if index.isValid() else None

    def nodes(self) -> list[Node]:
        """What is selected, in the order it stands in."""
        found = [self.node(index) for index in self.selectionModel().selectedIndexes()]
        return [node for node in found if node]

    def chosen(self) -> Chosen:
        """What can be moved of it: not the archive, and nothing twice."""
        nodes = [node for node in self.nodes() if not node.archived]
        paths = sorted({node.path for node in nodes if node.kind is Kind.FOLDER})
        folders = [p for p in paths if not any(p.startswith(f"{other}/") for other in paths)]
        prompts = [node.summary.prompt for node in nodes if node.summary]
        alone = [p for p in prompts if not any(p.path.startswith(f"{f}/") for f in folders)]
        return Chosen(tuple(dict.fromkeys(prompt.id for prompt in alone)), tuple(folders))

    def startDrag(self, _actions: Qt.DropAction) -> None:
        self._dragged = self.chosen()
        if not self._dragged:
            return
        drag, mime = QDrag(self), QMimeData()
        mime.setData(MIME, b"1")
        drag.setMimeData(mime)
        drag.setPixmap(self._picture(self._dragged))
        drag.setHotSpot(QPoint(-3 * self._theme.unit, 0))
        drag.exec(Qt.DropAction.MoveAction)
        self._show_target(None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is self and event.mimeData().hasFormat(MIME):
            super().dragEnterEvent(event)
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        self._show_target(self._folder_at(event.position().toPoint()))
        event.setDropAction(Qt.DropAction.MoveAction)
        event.setAccepted(self._target is not None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_target(None)

    def dropEvent(self, event: QDropEvent) -> None:
        folder = self._folder_at(event.position().toPoint())
        self._show_target(None)
        # Rows move when the library is read again, never by the view
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        if folder is not None:
            self.dropped.emit(self._dragged, folder)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._target is not None:
            self._paint_target(QPainter(self.viewport()))

    def _folder_at(self, point: QPoint) -> str | None:
        """Where a drop would go; None where it would change nothing or cannot be."""
        node = self.node(self.indexAt(point))
        if node and (node.archived or (node.parent and node.parent.kind in SHELVES)):
            return None
        if node and node.kind not in (Kind.FOLDER, Kind.PROMPT):
            return None
        folder = ""
        if node:
            folder = node.path if node.kind is Kind.FOLDER else node.path.rpartition("/")[0]
        inside = any(f"{folder}/".startswith(f"{moved}/") for moved in self._dragged.folders)
        return None if inside or self._is_there(folder) else folder

    def _is_there(self, folder: str) -> bool:
        found = (self._model.library.summary(each) for each in self._dragged.prompt_ids)
        paths = [*(each.prompt.path for each in found if each), *self._dragged.folders]
        return all(path.rpartition("/")[0] == folder for path in paths)

    def _show_target(self, folder: str | None) -> None:
        if folder != self._target:
            self._target = folder
            self.viewport().update()

    def _paint_target(self, painter: QPainter) -> None:
        """A frame around the folder and the rows in it that are seen, or around everything."""
        unit = self._theme.unit
        frame = self.viewport().rect()
        if self._target:
            frame = self._folder_rect(self._model.place_of_folder(self._target))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme["accent"], max(1, unit // 2)))
        painter.drawRoundedRect(frame.adjusted(2, 1, -3, -2), unit, unit)

    def _folder_rect(self, folder: QModelIndex) -> QRect:
        rect = self.visualRect(folder)
        last = folder
        while self.isExpanded(last) and last.model().rowCount(last):
            last = last.model().index(last.model().rowCount(last) - 1, 0, last)
        bottom = self.visualRect(last).bottom() if last != folder else rect.bottom()
        below = bottom if bottom > rect.top() else self.viewport().height()
        return QRect(0, rect.top(), self.viewport().width(), below - rect.top() + 1)

    def _picture(self, dragged: Chosen) -> QPixmap:
        """A small card with what is dragged."""
        words = self._words(dragged)
        unit, metrics = self._theme.unit, self.fontMetrics()
        size = QSize(metrics.horizontalAdvance(words) + 4 * unit, metrics.height() + 2 * unit)
        pixmap = QPixmap(size * self.devicePixelRatioF())
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme["accent"])
        painter.setBrush(self._theme["raised"])
        card = QRect(QPoint(0, 0), size)
        painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), unit, unit)
        painter.setPen(self._theme["text"])
        painter.setFont(self.font())
        painter.drawText(card, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
        return pixmap

    def _words(self, dragged: Chosen) -> str:
        count = len(dragged.prompt_ids) + len(dragged.folders)
        if count > 1:
            return self.tr("{0} rows").format(count)
        if dragged.folders:
            return f"{dragged.folders[0]}/"
        summary = self._model.library.summary(dragged.prompt_ids[0])
        return summary.prompt.path if summary else ""
