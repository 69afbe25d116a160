"""What would come of a file of promptfoo, and line by line what not: asked before it is kept."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.suites import ImportedSuite, Remark
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone

WIDTH_UNITS, HEIGHT_UNITS = 210, 130
MOST_SHOWN = 500
LONGEST = 200
PLACE, WHAT, WHY = range(3)


class SuiteDialog(QDialog):
    import_requested = Signal(object)
    """The `ImportedSuite`."""

    def __init__(self, suite: ImportedSuite, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suite = suite
        self.setObjectName("suite")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Import from promptfoo"))
        self.title = self._label("suite.name", safe(suite.name[:LONGEST]))
        set_tone(self.title, "heading")
        self.facts = self._label("suite.facts", "\n".join(self._facts()))
        self.words = self._label("suite.words", self._words())
        set_tone(self.words, "passed" if suite.whole else "warning")
        self._rows = QStandardItemModel(0, 3, self)
        self._rows.setHorizontalHeaderLabels([self.tr("Line"), self.tr("What"), self.tr("Why")])
        self.remarks = named(QTableView(self), "suite.remarks", self.tr("What is not as there"))
        self._fill()
        self._lay_out(theme.unit)

    def _label(self, name: str, text: str) -> QLabel:
        label = named(QLabel(text, self), name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _facts(self) -> Iterator[str]:
        suite = self._suite
        checks = len(suite.dataset.checks) + sum(len(case.checks) for case in suite.dataset.cases)
        yield self.tr("Prompts: {0}").format(self._listed([each.path for each in suite.prompts]))
        models = dict.fromkeys(column.model for column in suite.columns)
        yield self.tr("Models: {0}").format(self._listed(list(models)))
        yield self.tr("Cases: {0}, with {1} checks").format(len(suite.dataset.cases), checks)

    def _listed(self, names: list[str]) -> str:
        """The first of them, and how many more there are."""
        shown = ", ".join(safe(name[:LONGEST]) for name in names[:4])
        more = len(names) - 4
        if more > 0:
            return self.tr("{0}, and {1} more").format(shown, more)
        return shown or self.tr("none")

    def _words(self) -> str:
        lost = sum(remark.lost for remark in self._suite.remarks)
        if not self._suite.remarks:
            return self.tr("All of it can be taken.")
        if not lost:
            return self.tr("All of it can be taken. Some of it is said in another way here:")
        return self.tr("Not taken: {0}. It stands first here:").format(lost)

    def _fill(self) -> None:
        """What is lost first; the rest is muted."""
        remarks = sorted(self._suite.remarks, key=lambda remark: not remark.lost)
        for remark in remarks[:MOST_SHOWN]:
            self._rows.appendRow(self._row(remark))
        more = len(remarks) - MOST_SHOWN
        if more > 0:
            text = self.tr("{0} more: workbench import --dry-run tells all").format(more)
            self._rows.appendRow([QStandardItem(""), QStandardItem(text), QStandardItem("")])
        table = self.remarks
        table.setModel(self._rows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(PLACE, QHeaderView.ResizeMode.ResizeToContents)
        for column in (WHAT, WHY):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        table.setVisible(bool(remarks))

    def _row(self, remark: Remark) -> list[QStandardItem]:
        place = str(remark.line or "")
        if remark.file != self._suite.file:
            place = remark.place
        why = remark.why[:LONGEST]
        if not remark.lost:
            why = self.tr("{0} (nothing is lost)").format(why)
        items = [QStandardItem(safe(text)) for text in (place, remark.what, why)]
        for item in items:
            item.setToolTip(item.text())
        return items

    def _lay_out(self, unit: int) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.take = buttons.addButton(self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        named(self.take, "suite.import")
        self.take.setDefault(True)
        buttons.accepted.connect(self._import)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * unit, 5 * unit, 5 * unit, 4 * unit)
        column.setSpacing(3 * unit)
        for label in (self.title, self.facts, self.words):
            column.addWidget(label)
        column.addWidget(self.remarks, 1)
        column.addWidget(buttons)
        shown = self.remarks.isVisibleTo(self)
        self.resize(WIDTH_UNITS * unit, HEIGHT_UNITS * unit if shown else 0)
        self.take.setFocus()

    def _import(self) -> None:
        self.accept()
        self.import_requested.emit(self._suite)
