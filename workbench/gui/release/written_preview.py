"""What a commit will write, before it is written: every file with its differences, and the
commit message."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QListView, QPlainTextEdit, QSplitter, QTabWidget, QWidget

from workbench.domain.releases import PlannedAttachment, PlannedFile, RemovedFile
from workbench.gui.kit.differences.comparison_view import Comparison, ComparisonView
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.release.files_model import FileRole, FilesModel, Written

SIZES = (400, 600)


class WrittenPreview(QTabWidget):
    """`name` begins the names of its parts, as `export`."""

    file_chosen = Signal(object)
    """What of `Written` is to be shown: answered by `show_differences`."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, f"{name}.preview", self.tr("What will be written"))
        self.tabBar().setAccessibleName(self.accessibleName())
        self.setDocumentMode(True)
        self.files = FilesModel()
        self.list = named(QListView(self), f"{name}.files", self.tr("Files to be written"))
        self.list.setModel(self.files)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setUniformItemSizes(True)
        self.differences = named(ComparisonView(theme, self), f"{name}.differences")
        self.message = named(QPlainTextEdit(self), f"{name}.message", self.tr("Commit message"))
        self.message.setReadOnly(True)
        self.message.setTabChangesFocus(True)
        self.message.setFont(theme.code_font())
        self.list.selectionModel().currentChanged.connect(self._on_file)
        self.addTab(self._sides(), self.tr("&Files"))
        self.addTab(self.message, self.tr("Commit &message"))

    def show_written(
        self,
        message: str,
        files: Sequence[PlannedFile],
        attachments: Sequence[PlannedAttachment] = (),
        removed: Sequence[RemovedFile] = (),
    ) -> None:
        """The file that was looked at stays so where it is written still."""
        current = self.list.currentIndex().data(FileRole)
        self.message.setPlainText(safe(message))
        self.files.show_files(files, attachments, removed)
        row = self.files.row_of(current.path) if current else 0
        if self.files.rowCount():
            self.list.setCurrentIndex(self.files.index(row, 0))
        else:
            self.differences.show_comparison(Comparison())

    def show_nothing(self) -> None:
        self.show_written("", ())

    def show_differences(self, file: Written, comparison: Comparison) -> None:
        """Unless another file was chosen meanwhile."""
        if self.list.currentIndex().data(FileRole) == file:
            self.differences.show_comparison(comparison)

    @property
    def reading_order(self) -> tuple[QWidget, ...]:
        texts = self.differences.findChildren(QPlainTextEdit)
        return (self.tabBar(), self.list, *texts, self.message)

    def _sides(self) -> QSplitter:
        sides = QSplitter(Qt.Orientation.Horizontal, self)
        sides.addWidget(self.list)
        sides.addWidget(self.differences)
        sides.setStretchFactor(1, 1)
        sides.setSizes(list(SIZES))
        sides.setChildrenCollapsible(False)
        return sides

    def _on_file(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if file := current.data(FileRole):
            self.file_chosen.emit(file)
