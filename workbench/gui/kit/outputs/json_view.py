"""An output as a tree of keys and values, held against the schema; why it is none if it is not."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.outputs.json_tree import JsonOutput, JsonTree, opened_at_first
from workbench.gui.kit.outputs.output_view import OutputView
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone

WIDTHS = (
    QHeaderView.ResizeMode.ResizeToContents,
    QHeaderView.ResizeMode.Stretch,
    QHeaderView.ResizeMode.ResizeToContents,
)
Index = QModelIndex | QPersistentModelIndex
HIGHEST = 100_000
MOST_OPENED = 20
"""Findings whose nodes are opened, so that they are seen at once."""


class JsonView(QWidget):
    scrolled = Signal(int)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: JsonOutput | None = None
        self._quiet = False
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setContentsMargins(10, 0, 10, 4)
        self.model = JsonTree(icons, self)
        self.tree = _Tree(self)
        self.tree.setModel(self.model)
        for column, mode in enumerate(WIDTHS):
            self.tree.header().setSectionResizeMode(column, mode)
        self.text = OutputView(self)
        self.text.text.setProperty("frame", "none")
        self.text.text.setFont(theme.code_font())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.words)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.text, 1)
        self.tree.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.text.scrolled.connect(self.scrolled)

    def read_whole(self) -> None:
        """Values are wrapped and shown to their end, not each in one line."""
        self.model.whole = True
        self.tree.setUniformRowHeights(False)
        self.tree.setWordWrap(True)
        self.tree.setItemDelegateForColumn(1, _Wrapped(self.tree))
        self.tree.header().sectionResized.connect(self._on_resized)

    @property
    def scroll_value(self) -> int:
        return self.text.scroll_value if self._broken else self.tree.verticalScrollBar().value()

    def scroll_to(self, value: int) -> None:
        """Scroll without saying so."""
        if self._broken:
            self.text.scroll_to(value)
            return
        self._quiet = True
        self.tree.doItemsLayout()
        self.tree.verticalScrollBar().setValue(value)
        self._quiet = False

    def show_output(self, output: JsonOutput, text: str) -> None:
        if output is self._shown:
            return
        self._shown = output
        self.words.setText(safe(self._words(output)))
        bad = bool(output.problem or output.findings)
        set_tone(self.words, "failed" if bad else "passed" if output.checked else "muted")
        self.words.setVisible(bool(self.words.text()))
        self.text.setVisible(bool(output.problem))
        self.tree.setVisible(not output.problem)
        self.setFocusProxy(self.text if output.problem else self.tree)
        if output.problem:
            self.text.show_text(text)
            return
        self.model.show_output(output)
        self.tree.expandToDepth(opened_at_first(output.value) - 1)
        for finding in output.findings[:MOST_OPENED]:
            self._open(finding.path)
        self.tree.setColumnHidden(2, not output.findings)
        self.tree.setCurrentIndex(self.model.index(0, 0))

    @property
    def _broken(self) -> bool:
        """It is no JSON, so its text is shown."""
        return self._shown is not None and bool(self._shown.problem)

    def _on_resized(self, _section: int, _before: int, _now: int) -> None:
        """Lines break elsewhere, so rows are of another height."""
        self.tree.scheduleDelayedItemsLayout()

    def _on_scrolled(self, value: int) -> None:
        if not self._quiet:
            self.scrolled.emit(value)

    def set_names(self, title: str) -> None:
        self.tree.setAccessibleName(self.tr("JSON of {0}").format(title))
        self.text.text.setAccessibleName(self.tr("Output of {0}").format(title))

    def _open(self, path: str) -> None:
        index = self.model.index_of(path).parent()
        while index.isValid():
            self.tree.expand(index)
            index = index.parent()

    def _words(self, output: JsonOutput) -> str:
        if output.problem:
            return self.tr("Not JSON. {0}").format(output.problem)
        if not output.checked:
            return ""
        count = len(output.findings)
        if not count:
            return self.tr("It fits the response schema.")
        one = self.tr("1 place breaks the response schema")
        more = self.tr("{0} places break the response schema")
        first = output.findings[0]
        told = one if count == 1 else more.format(count)
        return f"{told}: {first.path} — {first.message}"


class _Tree(QTreeView):
    """Copies the value of the node that has the keyboard."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setUniformRowHeights(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setTabKeyNavigation(False)
        self.setHeaderHidden(True)
        self.header().setResizeContentsPrecision(60)
        self.header().setStretchLastSection(False)
        self.setProperty("surface", "card")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        if event.matches(QKeySequence.StandardKey.Copy) and isinstance(model, JsonTree):
            value = model.node(self.currentIndex()).value
            QGuiApplication.clipboard().setText(_copied(value))
            return
        super().keyPressEvent(event)


class _Wrapped(QStyledItemDelegate):
    """Rows as high as their text needs: a tree itself leaves room for one line."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = super().sizeHint(option, index)
        wrapped = QStyleOptionViewItem(option)
        self.initStyleOption(wrapped, index)
        metrics = QFontMetrics(wrapped.font)
        beside = 2 * metrics.averageCharWidth()
        room = QRect(0, 0, max(1, self._tree.columnWidth(1) - beside), HIGHEST)
        text = str(index.data() or "").replace("\n", "\u2028")
        needed = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()
        return QSize(line.width(), line.height() + max(0, needed - metrics.height()))


def _copied(value: object) -> str:
    import json

    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)
