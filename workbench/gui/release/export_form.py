"""The parts of the export dialog and where they stand."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.release.branch_field import BranchField
from workbench.gui.release.deed_foot import BranchFoot
from workbench.gui.release.fields import ProblemLine, VersionField, environment_field
from workbench.gui.release.written_preview import WrittenPreview


class ExportForm(QObject):
    def __init__(self, theme: Theme, dialog: QDialog) -> None:
        super().__init__(dialog)
        self.version = VersionField("export.version", dialog)
        self.environment = environment_field("export.environment", self.tr("For"), dialog)
        self.folder = named(QLineEdit(dialog), "export.folder", self.tr("Registry folder"))
        self.folder.setReadOnly(True)
        self.folder.setPlaceholderText(self.tr("No registry chosen"))
        self.choose = named(QPushButton(self.tr("&Choose…"), dialog), "export.choose")
        self.make = named(QPushButton(self.tr("&New registry…"), dialog), "export.make")
        self.callers = named(
            QCheckBox(dialog), "export.callers", self.tr("Callers are ready for the new interface")
        )
        self.callers.hide()
        self.branch = BranchField("export", dialog)
        self.preview = WrittenPreview(theme, "export", dialog)
        self.problem = ProblemLine("export.problem", dialog)
        self.approve = named(QPushButton(self.tr("&Approve…"), dialog), "export.approve")
        self.foot = BranchFoot("export", self.tr("&Export"), theme.unit, dialog)
        self.export = self.foot.deed
        for button in (self.choose, self.make, self.approve):
            button.setAutoDefault(False)

    def fill(self, dialog: QDialog) -> None:
        layout = QVBoxLayout(dialog)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(self._choices())
        layout.addWidget(self.callers)
        layout.addWidget(self.preview, 1)
        layout.addWidget(self.problem)
        layout.addWidget(self.approve, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self.foot)
        self._order()

    def show_callers(self, words: str) -> None:
        """The box that lets callers break; without words it is not needed."""
        self.callers.setText(words)
        self.callers.setVisible(bool(words))

    def _order(self) -> None:
        """As it is read."""
        parts = (
            self.folder,
            self.choose,
            self.make,
            self.version,
            self.environment,
            self.branch.wanted,
            self.branch.edit,
            self.callers,
            *self.preview.reading_order,
            self.approve,
            *self.foot.buttons,
        )
        for part, following in pairwise(parts):
            QWidget.setTabOrder(part, following)

    def _choices(self) -> QFormLayout:
        folder = QHBoxLayout()
        folder.setSpacing(8)
        folder.addWidget(self.folder, 1)
        folder.addWidget(self.choose)
        folder.addWidget(self.make)
        what = QHBoxLayout()
        what.setSpacing(8)
        what.addWidget(self.version, 1)
        what.addWidget(self._label(self.tr("f&or"), self.environment))
        what.addWidget(self.environment)
        form = QFormLayout()
        form.addRow(self._label(self.tr("&Registry"), self.choose), folder)
        form.addRow(self._label(self.tr("&Version"), self.version), what)
        form.addRow("", self.branch)
        form.setVerticalSpacing(10)
        return form

    def _label(self, words: str, buddy: QWidget) -> QLabel:
        label = QLabel(words)
        label.setBuddy(buddy)
        return label
