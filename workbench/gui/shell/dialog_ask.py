"""`Ask` with dialogs; errors that need no decision are notices in the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget

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
        box.setText(title)
        box.setInformativeText(text)
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
        # The dialog's own layout decides its width by what is in it
        for field in dialog.findChildren(QLineEdit):
            field.setMinimumWidth(field.fontMetrics().averageCharWidth() * WIDTH_IN_CHARACTERS)
        accepted = bool(dialog.exec())
        text = dialog.textValue()
        dialog.deleteLater()
        return text if accepted else None

    def folder(self, title: str, start: Path) -> Path | None:
        return _path(QFileDialog.getExistingDirectory(self._window, title, str(start)))

    def open_file(self, title: str, start: Path, kinds: str) -> Path | None:
        chosen, _kind = QFileDialog.getOpenFileName(self._window, title, str(start), kinds)
        return _path(chosen)

    def save_file(self, title: str, start: Path, kinds: str) -> Path | None:
        chosen, _kind = QFileDialog.getSaveFileName(self._window, title, str(start), kinds)
        return _path(chosen)


def told(error: WorkbenchError) -> str:
    """What happened and what to do, in one paragraph."""
    return f"{error.title}: {error.message} {error.hint}".strip()


def _path(chosen: str) -> Path | None:
    return Path(chosen) if chosen else None
