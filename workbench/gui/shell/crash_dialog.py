"""Says that something unexpected happened, what is safe, and where the report is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone


class CrashDialog(QDialog):
    def __init__(
        self, report: str, path: Path | None, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("crash")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Something unexpected happened"))
        unit = theme.unit
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * unit, 5 * unit, 5 * unit, 4 * unit)
        column.setSpacing(3 * unit)
        title = QLabel(self.windowTitle())
        set_tone(title, "heading")
        column.addWidget(title)
        column.addWidget(self._paragraph(path))
        shown = named(QPlainTextEdit(report), "crash.report", self.tr("Report"))
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setFont(theme.code_font(0.9))
        column.addWidget(shown, 1)
        buttons = self._buttons(report)
        column.addWidget(buttons)
        buttons.setFocus()
        self.resize(170 * unit, 110 * unit)

    def _paragraph(self, path: Path | None) -> QLabel:
        kept = self.tr(
            "This is a mistake in the product. Your drafts, versions and runs are in the "
            "workspace, and you can go on working."
        )
        where = (
            self.tr("The report was saved to {0}. It holds no keys.").format(path)
            if path
            else self.tr("The report could not be saved; copy it from here.")
        )
        label = QLabel(f"{kept}\n\n{where}")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        set_tone(label, "muted")
        return label

    def _buttons(self, report: str) -> QDialogButtonBox:
        box = QDialogButtonBox()
        copy = box.addButton(self.tr("Copy report"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        go_on = box.addButton(self.tr("Go on"), QDialogButtonBox.ButtonRole.AcceptRole)
        go_on.setProperty("kind", "primary")
        go_on.setDefault(True)
        box.setFocusProxy(go_on)
        box.accepted.connect(self.accept)
        return box
