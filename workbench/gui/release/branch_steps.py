"""What may follow a commit on a new branch: pushing it, and the page of its pull request."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QPushButton

from workbench.domain.errors import WorkbenchError
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.tone import set_styled


class BranchSteps(QObject):
    push_requested = Signal(object, str)
    """`Path` of the registry, and the branch to give to its remote."""
    page_requested = Signal(str)
    """The address of a page where a pull request is begun."""
    told = Signal(str, str)
    """How it goes, and the tone of that."""
    failed = Signal(object)
    """`WorkbenchError`, or None where nothing is wrong any more."""
    done = Signal()
    """Nothing is left but to close the dialog."""

    def __init__(self, name: str, dialog: QDialog) -> None:
        super().__init__(dialog)
        self.dialog = dialog
        self.push = named(QPushButton(self.tr("&Push the branch"), dialog), f"{name}.push")
        self.page = named(QPushButton(self.tr("Begin a pull re&quest"), dialog), f"{name}.page")
        self._folder, self._branch, self._address = Path(), "", ""
        for button in self.buttons:
            set_styled(button, "kind", "primary")
            button.setAutoDefault(False)
            button.hide()
        self.push.clicked.connect(self._on_push)
        self.page.clicked.connect(self._on_page)

    @property
    def buttons(self) -> tuple[QPushButton, QPushButton]:
        """In the order in which they are needed."""
        return self.push, self.page

    def offer(self, folder: Path, branch: str) -> None:
        self._folder, self._branch = folder, branch
        self.push.setEnabled(True)
        self.push.show()

    def put_away(self) -> None:
        for button in self.buttons:
            button.hide()

    def show_pushing(self, words: str) -> None:
        self.failed.emit(None)
        self.push.setEnabled(False)
        self.told.emit(words, "muted")

    def show_pushed(self, words: str, page: str) -> None:
        """`page` is empty where nobody knows how the host begins a pull request."""
        self._address = page
        self.told.emit(f"{words}\n{safe(page)}".rstrip(), "passed")
        self.push.hide()
        self.page.setVisible(bool(page))
        if page:
            self.page.setFocus()
        else:
            self.done.emit()

    def show_push_failed(self, error: WorkbenchError) -> None:
        """The commit is made, and stays."""
        self.push.setEnabled(True)
        self.told.emit(self.tr("The branch is here, and was not pushed."), "muted")
        self.failed.emit(error)

    def _on_push(self) -> None:
        self.push_requested.emit(self._folder, self._branch)

    def _on_page(self) -> None:
        self.page_requested.emit(self._address)
