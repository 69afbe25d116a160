"""Keyboard shortcuts and About."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, qVersion
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workbench import __version__
from workbench.gui.commands import COMMANDS
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.shell.palette_lines import plain


class ShortcutsDialog(QDialog):
    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        shown = [c for c in COMMANDS if c.shortcut and actions.has_handler(c.id)]
        table = named(QTableWidget(len(shown), 3), "shortcuts.table", self.windowTitle())
        table.setHorizontalHeaderLabels(
            [self.tr("Keys"), self.tr("Command"), self.tr("What it does")]
        )
        for row, command in enumerate(shown):
            action = actions[command.id]
            native = QKeySequence.SequenceFormat.NativeText
            keys = ", ".join(keys.toString(native) for keys in action.shortcuts())
            tip = QCoreApplication.translate("commands", command.tip)
            for column, text in enumerate((keys, plain(action.text()), tip)):
                table.setItem(row, column, QTableWidgetItem(text))
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.resizeColumnsToContents()
        table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        _finish(self, table, theme)
        self.resize(200 * theme.unit, 150 * theme.unit)


class AboutDialog(QDialog):
    def __init__(
        self, workspace: str, logs: Path, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Prompt Workbench"))
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.unit)
        title = QLabel(f"Prompt Workbench {__version__}")
        set_tone(title, "heading")
        column.addWidget(title)
        lines = (
            self.tr("Edit a prompt, run it side by side, compare, approve, export to git."),
            self.tr("Licence: Apache-2.0. Made with Qt {0} (LGPL).").format(qVersion()),
            self.tr("Nothing is sent anywhere but to the models that you run."),
            self.tr("Workspace: {0}").format(workspace or self.tr("none")),
            self.tr("Logs: {0}").format(logs),
        )
        for text in lines:
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setWordWrap(True)
            set_tone(label, "muted")
            column.addWidget(label)
        _finish(self, body, theme)
        self.setMinimumWidth(120 * theme.unit)


def _finish(dialog: QDialog, body: QWidget, theme: Theme) -> None:
    unit = theme.unit
    column = QVBoxLayout(dialog)
    column.setContentsMargins(5 * unit, 5 * unit, 5 * unit, 4 * unit)
    column.setSpacing(4 * unit)
    column.addWidget(body, 1)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    box.rejected.connect(dialog.reject)
    column.addWidget(box)
