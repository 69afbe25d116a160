"""The parts of the export dialog and where they stand."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.kit.differences.comparison_view import ComparisonView
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.release.fields import ProblemLine, VersionField, environment_field
from workbench.gui.release.files_model import FilesModel


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
        self.files = FilesModel()
        self.list = named(QListView(dialog), "export.files", self.tr("Files to be written"))
        self.list.setModel(self.files)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setUniformItemSizes(True)
        self.differences = named(ComparisonView(theme, dialog), "export.differences")
        self.message = named(QPlainTextEdit(dialog), "export.message", self.tr("Commit message"))
        self.message.setReadOnly(True)
        self.message.setTabChangesFocus(True)
        self.message.setFont(theme.code_font())
        self.words = named(QLabel(dialog), "export.words")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problem = ProblemLine("export.problem", dialog)
        self.approve = named(QPushButton(self.tr("&Approve…"), dialog), "export.approve")
        self.export = named(QPushButton(self.tr("&Export"), dialog), "export.export")
        self.export.setProperty("kind", "primary")
        self.export.setDefault(True)
        self.close = named(QPushButton(self.tr("Cancel"), dialog), "export.close")
        for button in (self.choose, self.make, self.approve, self.close):
            button.setAutoDefault(False)

    def say(self, words: str, tone: str = "muted") -> None:
        self.words.setText(words)
        set_tone(self.words, tone)

    def fill(self, dialog: QDialog) -> None:
        layout = QVBoxLayout(dialog)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(self._choices())
        layout.addWidget(self._preview(dialog), 1)
        layout.addWidget(self.problem)
        layout.addWidget(self.approve, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._foot())
        self._order(dialog)

    def _order(self, dialog: QDialog) -> None:
        """As it is read."""
        tabs = dialog.findChild(QTabWidget)
        parts = (
            self.folder,
            self.choose,
            self.make,
            self.version,
            self.environment,
            tabs.tabBar() if tabs else self.list,
            self.list,
            *self.differences.findChildren(QPlainTextEdit),
            self.message,
            self.approve,
            self.close,
            self.export,
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
        form.setVerticalSpacing(10)
        return form

    def _label(self, words: str, buddy: QWidget) -> QLabel:
        label = QLabel(words)
        label.setBuddy(buddy)
        return label

    def _preview(self, parent: QWidget) -> QTabWidget:
        files = QSplitter(Qt.Orientation.Horizontal, parent)
        files.addWidget(self.list)
        files.addWidget(self.differences)
        files.setStretchFactor(1, 1)
        files.setSizes([400, 600])
        files.setChildrenCollapsible(False)
        tabs = named(QTabWidget(parent), "export.preview", self.tr("What will be written"))
        tabs.setDocumentMode(True)
        tabs.tabBar().setAccessibleName(tabs.accessibleName())
        tabs.addTab(files, self.tr("&Files"))
        tabs.addTab(self.message, self.tr("Commit &message"))
        return tabs

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addWidget(self.words, 1)
        foot.addWidget(self.close)
        foot.addWidget(self.export)
        return foot
