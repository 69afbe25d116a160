"""`Ask` with dialogs; errors that need no decision are notices in the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QWidget,
)

from workbench.domain.errors import WorkbenchError
from workbench.gui.kit.tone import set_styled
from workbench.gui.shell.notices import Notices

WIDTH_IN_CHARACTERS = 48


class DialogAsk:
    def __init__(self, window: QWidget, notices: Notices) -> None:
        self._window, self._notices = window, notices

    def show_error(self, error: WorkbenchError) -> None:
        self._notices.show_notice("error", told(error), tone="warning")

    def confirm(self, title: str, text: str, action: str) -> bool:
        box = QMessageBox(self._window)
        box.setObjectName("ask.confirm")
        box.setWindowTitle(title)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(title)
        box.setInformativeText(text)
        for label in box.findChildren(QLabel, "qt_msgbox_informativelabel"):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(label.fontMetrics().averageCharWidth() * WIDTH_IN_CHARACTERS)
        agreed = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
        set_styled(agreed, "kind", "primary")
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        box.exec()
        confirmed = box.clickedButton() is agreed
        box.deleteLater()
        return confirmed

    def text(self, title: str, label: str, initial: str = "") -> str | None:
        dialog = QInputDialog(self._window)
        dialog.setObjectName("ask.text")
        dialog.setWindowTitle(title)
        dialog.setLabelText(label)
        dialog.setTextValue(initial)
        dialog.sizeHint()
        for field in dialog.findChildren(QLineEdit):
            _prepare(field, label)
        for buttons in dialog.findChildren(QDialogButtonBox):
            accept = buttons.button(QDialogButtonBox.StandardButton.Ok)
            set_styled(accept, "kind", "primary")
        accepted = bool(dialog.exec())
        text = dialog.textValue()
        dialog.deleteLater()
        return text if accepted else None

    def folder(self, title: str, start: Path) -> Path | None:
        return _path(QFileDialog.getExistingDirectory(self._window, title, str(start)))

    def open_file(self, title: str, start: Path, kinds: str) -> Path | None:
        chosen, _kind = QFileDialog.getOpenFileName(self._window, title, str(start), kinds)
        return _path(chosen)

    def open_files(self, title: str, start: Path, kinds: str) -> list[Path]:
        chosen, _kind = QFileDialog.getOpenFileNames(self._window, title, str(start), kinds)
        return [Path(each) for each in chosen]

    def save_file(self, title: str, start: Path, kinds: str) -> Path | None:
        dialog = QFileDialog(self._window, title, str(start.parent), kinds)
        dialog.setObjectName("ask.save_file")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.selectFile(start.name)
        dialog.setDefaultSuffix(start.suffix)
        dialog.filterSelected.connect(lambda kind: _follow(dialog, kind))
        files = dialog.selectedFiles() if dialog.exec() else []
        dialog.deleteLater()
        return _path(files[0]) if files else None


def _follow(dialog: QFileDialog, kind: str) -> None:
    """The name ends as the kind that was chosen says: `Web page (*.html)`."""
    suffix = kind.rpartition("(*")[2].removesuffix(")")
    dialog.setDefaultSuffix(suffix)
    for file in dialog.selectedFiles()[:1]:
        if Path(file).suffix:
            dialog.selectFile(Path(file).with_suffix(suffix).name)


def _prepare(field: QLineEdit, label: str) -> None:
    """Wide enough, which the dialog's own layout goes by; behind a folder one types on."""
    field.setAccessibleName(label)
    field.setMinimumWidth(field.fontMetrics().averageCharWidth() * WIDTH_IN_CHARACTERS)
    if field.text().endswith("/"):
        # Once it is shown all of it is selected
        QTimer.singleShot(0, field, lambda: field.end(False))


def told(error: WorkbenchError) -> str:
    """What happened and what to do, in one paragraph."""
    return f"{error.told} {error.hint}".strip()


def _path(chosen: str) -> Path | None:
    return Path(chosen) if chosen else None
