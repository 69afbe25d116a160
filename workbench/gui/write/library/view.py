"""The tree itself: prompts and folders are dragged to a folder, and it shows where they land."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QTreeView, QWidget

from workbench.gui.kit.theme import Theme
from workbench.gui.write.library.model import LibraryModel, NodeRole
from workbench.gui.write.library.tree import SHELVES, Kind, Node

OPEN_FOLDER_MS = 600
SCROLL_MS = 30


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
        self._card: DragCard | None = None
        """While something is dragged."""
        self._point = QPoint()
        self._over = QPersistentModelIndex()
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
        self._opening = QTimer(self, singleShot=True, interval=OPEN_FOLDER_MS)
        self._opening.timeout.connect(self._open_folder)
        self._scrolling = QTimer(self, interval=SCROLL_MS)
        self._scrolling.timeout.connect(self._scroll)

    def set_movable(self, movable: bool) -> None:
        self.setDragEnabled(movable)

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
        """Rows never leave the tree, so the mouse is followed here, without the system's drag."""
        self._dragged = self.chosen()
        if self._dragged:
            self._card = DragCard(self._words(self._dragged), self._theme, self.window())
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._card is None:
            super().mouseMoveEvent(event)
        else:
            self._follow(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._card is None:
            super().mouseReleaseEvent(event)
            return
        inside = self.viewport().rect().contains(event.position().toPoint())
        folder, dragged = self._target, self._dragged
        self._end_drag()
        if folder is not None and inside:
            self.dropped.emit(dragged, folder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._card is not None:
            if event.key() == Qt.Key.Key_Escape:
                self._end_drag()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._end_drag()
        super().focusOutEvent(event)

    def _follow(self, point: QPoint) -> None:
        """Show where it would land; near an edge the tree scrolls, a closed folder opens."""
        self._point = point
        inside = self.viewport().rect().contains(point)
        self._show_target(self._folder_at(point) if inside else None)
        allowed = self._target is not None
        shape = Qt.CursorShape.DragMoveCursor if allowed else Qt.CursorShape.ForbiddenCursor
        self.viewport().setCursor(shape)
        if self._card:
            self._card.follow(self.viewport().mapTo(self.window(), point))
        if self._over != self.indexAt(point):
            self._over = QPersistentModelIndex(self.indexAt(point))
            self._opening.start()
        if not self._scrolling.isActive():
            self._scrolling.start()

    def _scroll(self) -> None:
        bar, edge = self.verticalScrollBar(), 6 * self._theme.unit
        step = (self._point.y() > self.viewport().height() - edge) - (self._point.y() < edge)
        if step and self.viewport().rect().contains(self._point):
            bar.setValue(bar.value() + step * self._theme.unit * 2)
            self._show_target(self._folder_at(self._point))

    def _open_folder(self) -> None:
        under = self.indexAt(self._point)
        node = self.node(under)
        if self._card and node and node.kind is Kind.FOLDER:
            self.expand(under)

    def _end_drag(self) -> None:
        if self._card is not None:
            self._card.deleteLater()
            self._card = None
        self._scrolling.stop()
        self._opening.stop()
        self._over = QPersistentModelIndex()
        self.viewport().unsetCursor()
        self._show_target(None)

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

    def _words(self, dragged: Chosen) -> str:
        count = len(dragged.prompt_ids) + len(dragged.folders)
        if count > 1:
            return self.tr("{0} rows").format(count)
        if dragged.folders:
            return f"{dragged.folders[0]}/"
        summary = self._model.library.summary(dragged.prompt_ids[0])
        return summary.prompt.path if summary else ""


class DragCard(QLabel):
    """What is dragged, beside the mouse."""

    def __init__(self, words: str, theme: Theme, window: QWidget) -> None:
        super().__init__(words, window)
        self.setObjectName("library.dragged")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("surface", "dragged")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._away = 4 * theme.unit
        self.setContentsMargins(2 * theme.unit, theme.unit, 2 * theme.unit, theme.unit)
        self.adjustSize()

    def follow(self, point: QPoint) -> None:
        self.move(point + QPoint(self._away, self._away))
        self.show()
        self.raise_()
