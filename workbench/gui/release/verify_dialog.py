"""What verifying the registry found: every broken rule with its file, or that all is well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.errors import WorkbenchError
from workbench.domain.releases import Finding, FindingSeverity
from workbench.gui.kit.growing_dialog import Growing
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.tone import set_tone
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.release.fields import ProblemLine

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Roles = Qt.ItemDataRole


class Column(NamedTuple):
    title: str
    text: Callable[[Finding], str]


COLUMNS = (
    Column(QT_TRANSLATE_NOOP("FindingsModel", "Rule"), lambda finding: finding.rule),
    Column(QT_TRANSLATE_NOOP("FindingsModel", "Kind"), lambda finding: str(finding.severity)),
    Column(QT_TRANSLATE_NOOP("FindingsModel", "Place"), lambda finding: safe(finding.place)),
    Column(QT_TRANSLATE_NOOP("FindingsModel", "What"), lambda finding: safe(finding.message)),
)
PLACE, WHAT = 2, 3


class FindingsModel(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self._findings: list[Finding] = []

    def show_findings(self, findings: Sequence[Finding]) -> None:
        self.beginResetModel()
        self._findings = list(findings)
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._findings)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Roles.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Roles.DisplayRole:
            return self.tr(COLUMNS[section].title)
        return None

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        if index.isValid() and role in (Roles.DisplayRole, Roles.ToolTipRole):
            return COLUMNS[index.column()].text(self._findings[index.row()])
        return None


class WrappingDelegate(QStyledItemDelegate):
    """Qt asks for the height of a wrapped text as if the cell had no padding."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        narrower = QStyleOptionViewItem(option)
        narrower.rect.setWidth(option.rect.width() - 3 * option.fontMetrics.averageCharWidth())
        return super().sizeHint(narrower, index)


class VerifyDialog(QDialog):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("verify")
        self.setWindowTitle(self.tr("Verify the registry"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.words = named(QLabel(self), "verify.words")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.problem = ProblemLine("verify.problem", self)
        self.findings = FindingsModel()
        self.table = named(QTableView(self), "verify.findings", self.tr("What was found"))
        self.table.setModel(self.findings)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(True)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.setItemDelegate(WrappingDelegate(self.table))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in (PLACE, WHAT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        rows = self.table.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        for widget in (self.words, self.problem, self.table):
            layout.addWidget(widget)
        layout.addStretch()
        layout.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 130)
        Growing(self)

    def show_working(self, folder: str) -> None:
        self.words.setText(self.tr("Computing every digest of {0} again…").format(folder))

    def show_findings(self, folder: str, findings: Sequence[Finding]) -> None:
        errors = sum(finding.severity is FindingSeverity.ERROR for finding in findings)
        if not any(finding.severity is not FindingSeverity.NOTE for finding in findings):
            words = self.tr("{0} is in order: every digest was computed again and agrees.")
        else:
            words = self.tr("{0}: {1} errors, {2} warnings.")
        warnings = sum(finding.severity is FindingSeverity.WARNING for finding in findings)
        self.words.setText(words.format(folder, errors, warnings))
        set_tone(self.words, "failed" if errors else "warning" if warnings else "passed")
        self.findings.show_findings(findings)
        self.table.setVisible(bool(findings))
        if findings:
            self.table.setMinimumHeight(self.fontMetrics().height() * 14)
            self.table.setCurrentIndex(self.findings.index(0, 0))
            self.table.setFocus()

    def show_error(self, error: WorkbenchError) -> None:
        self.words.setText("")
        self.problem.show_error(error)
