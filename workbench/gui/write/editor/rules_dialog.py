"""What is looked for in the prompts of this workspace: rules to switch off and on again."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.rules import RULES, Rule
from workbench.gui.kit.growing_dialog import Growing
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme

TALLEST = 120
"""Of the list, in units of the grid."""
CodeRole = Qt.ItemDataRole.UserRole + 1


class RulesDialog(QDialog):
    rules_changed = Signal(object)
    """The codes that are off, as a tuple; said at each change."""

    def __init__(
        self, theme: Theme, off: Collection[str], *, read_only: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rules")
        self.setWindowTitle(self.tr("Rules for problems"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.words = QLabel(
            self.tr(
                "Ticked rules are looked for while you type, in every prompt of this workspace. "
                "What would stop a run is always looked for."
            ),
            self,
        )
        self.words.setWordWrap(True)
        self.words.setProperty("tone", "muted")
        self.list = named(QListWidget(self), "rules.list", self.tr("Rules"))
        self.list.setAlternatingRowColors(False)
        for rule in sorted(RULES, key=lambda rule: rule.needed):
            self._add(rule, off, read_only)
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(self._on_changed)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        unit = theme.unit
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * unit, 5 * unit, 5 * unit, 4 * unit)
        column.setSpacing(3 * unit)
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        bar = self.list.verticalScrollBar().sizeHint().width()
        self.list.setMinimumWidth(self.list.sizeHintForColumn(0) + bar + 4 * unit)
        rows = self.list.sizeHintForRow(0) * len(RULES) + 4
        self.list.setMinimumHeight(min(rows, TALLEST * unit))
        Growing(self)

    def _add(self, rule: Rule, off: Collection[str], read_only: bool) -> None:
        title = QCoreApplication.translate("rules", rule.title)
        item = QListWidgetItem(title, self.list)
        item.setData(CodeRole, rule.code)
        item.setToolTip(rule.code)
        ticked = rule.needed or rule.code not in off
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        if rule.needed or read_only:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        if rule.needed:
            item.setToolTip(self.tr("{0}: it would stop a run").format(rule.code))

    def _on_changed(self, _item: QListWidgetItem) -> None:
        items = (self.list.item(row) for row in range(self.list.count()))
        off = [item for item in items if item.checkState() is Qt.CheckState.Unchecked]
        self.rules_changed.emit(tuple(str(item.data(CodeRole)) for item in off))
