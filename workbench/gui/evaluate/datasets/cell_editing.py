"""Editing in the table itself: short texts in place, a choice for the split, the rest below."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.domain.datasets import Split
from workbench.gui.evaluate.datasets.columns import Part
from workbench.gui.evaluate.datasets.model import SPLIT_WORDS, translated
from workbench.gui.evaluate.datasets.view import CasesTable
from workbench.gui.kit.exact_text import SPECIAL

LONGEST_IN_PLACE = 400
MARK_MARGIN = 8
Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    whole_wanted = Signal()
    """The text is edited below the table: it is long, or has several lines."""

    checks_wanted = Signal()
    """The mark of the current case's own checks was clicked."""

    def __init__(self, table: CasesTable) -> None:
        super().__init__(table)
        self._table = table

    def createEditor(  # type: ignore[override]
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget | None:
        column = self._table.cases.columns[index.column()]
        if column.part is Part.SPLIT:
            choice = QComboBox(parent)
            for split in Split:
                choice.addItem(translated(SPLIT_WORDS[split]) or self.tr("None"), split.value)
            return choice
        text = str(index.data(Qt.ItemDataRole.EditRole))
        if len(text) > LONGEST_IN_PLACE or "\n" in text or "\r" in text or SPECIAL.search(text):
            self.whole_wanted.emit()
            return None
        return QLineEdit(parent, frame=False)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.decorationPosition = QStyleOptionViewItem.Position.Right

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        marked = index.data(Qt.ItemDataRole.DecorationRole) is not None
        if marked and isinstance(event, QMouseEvent):
            mark = option.rect.right() - option.decorationSize.width() - MARK_MARGIN
            at_mark = event.position().x() >= mark
            if at_mark and event.type() == QEvent.Type.MouseButtonRelease:
                self.checks_wanted.emit()
                return True
        return super().editorEvent(event, model, option, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(text), 0))
            editor.showPopup()
        else:
            cast("QLineEdit", editor).setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        else:
            model.setData(index, cast("QLineEdit", editor).text())

    def displayText(self, value: object, _locale: QLocale | QLocale.Language) -> str:
        return str(value)
