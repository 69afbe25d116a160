"""Choose a folder by typing: those there are, or a new one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.errors import InvalidInput
from workbench.domain.prompts import checked_path
from workbench.gui.kit.growing_dialog import Growing
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone

WIDTH_IN_CHARACTERS = 48
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class FolderDialog(QDialog):
    folder_chosen = Signal(str)
    """Its path; empty for the top."""

    def __init__(self, folders: Sequence[str], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("folder")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Move to folder"))
        self._top = self.tr("(top)")
        self._folders = [self._top, *folders]
        self._words = QStringListModel(self._folders, self)
        self.field = named(QLineEdit(self), "folder.field", self.tr("Folder"))
        self.field.setPlaceholderText(self.tr("Type a folder, there or new"))
        self.list = named(QListView(self), "folder.list", self.tr("Folders that match"))
        self.list.setModel(self._words)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.problem = named(QLabel(self), "folder.problem")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()
        set_tone(self.problem, "failed")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        role = QDialogButtonBox.ButtonRole.AcceptRole
        self.move_button = buttons.addButton(self.tr("Move"), role)
        set_styled(named(self.move_button, "folder.move"), "kind", "primary")
        self.move_button.setDefault(True)
        self._lay_out(theme.unit, buttons)
        self.field.textEdited.connect(self._on_edited)
        self.list.clicked.connect(lambda index: self.field.setText(str(index.data())))
        self.list.doubleClicked.connect(lambda _index: self._choose())
        buttons.accepted.connect(self._choose)
        buttons.rejected.connect(self.reject)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS and self._words.rowCount():
            row = self.list.currentIndex().row() + STEPS[key]
            index = self._words.index(min(max(row, 0), self._words.rowCount() - 1))
            self.list.setCurrentIndex(index)
            self.field.setText(str(index.data()))
        else:
            super().keyPressEvent(event)

    def _on_edited(self, text: str) -> None:
        words = text.casefold().split()
        fitting = [f for f in self._folders if all(word in f.casefold() for word in words)]
        self._words.setStringList(fitting)
        self.problem.hide()

    def _choose(self) -> None:
        typed = self.field.text().strip().strip("/")
        folder = "" if typed in ("", self._top) else typed
        try:
            if folder:
                checked_path(folder)
        except InvalidInput as error:
            self.problem.setText(f"{error.message} {error.hint}".strip())
            self.problem.show()
            return
        self.accept()
        self.folder_chosen.emit(folder)

    def _lay_out(self, unit: int, buttons: QDialogButtonBox) -> None:
        label = QLabel(self.tr("&Folder"), self)
        label.setBuddy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * unit, 5 * unit, 5 * unit, 4 * unit)
        column.setSpacing(2 * unit)
        for widget in (label, self.field, self.list, self.problem, buttons):
            column.addWidget(widget)
        self.list.setMinimumHeight(50 * unit)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * WIDTH_IN_CHARACTERS)
        Growing(self)
