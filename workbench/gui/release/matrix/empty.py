"""What stands in the matrix's place where there is nothing to show, and the ways on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from workbench.domain.errors import WorkbenchError
from workbench.gui.kit.empty_state import EmptyState
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface


class EmptyMatrix(EmptyState):
    folder_requested = Signal()
    """A folder that is a registry is to be chosen."""
    registry_requested = Signal()
    """A new registry is to be made."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(theme, icons, "release", "", parent)
        set_surface(self, "background")
        named(self.text, "matrix.empty")
        self.make = self.add_button("matrix.empty.make", primary=True)
        self.make.setText(self.tr("Make a new registry…"))
        self.make.clicked.connect(lambda: self.registry_requested.emit())
        self.choose = self.add_button("matrix.empty.choose")
        self.choose.clicked.connect(lambda: self.folder_requested.emit())
        self.team = self.add_button("matrix.empty.team")
        self.team.hide()
        self._has_team = False
        self.approve = self.add_button("matrix.empty.approve", primary=True)
        self.export = self.add_button("matrix.empty.export")
        self._first: dict[QPushButton, QAction] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_no_registry()

    def offer_team(self, action: QAction) -> None:
        """A registry that others have made is brought here."""
        self.use_action(self.team, action, "link")
        self._has_team = True
        self.team.setVisible(not self.make.isHidden())

    def offer_first_release(self, approve: QAction, export: QAction) -> None:
        """Of the prompt that is open in Write."""
        self._first = {self.approve: approve, self.export: export}
        for button, icon in ((self.approve, "check-badge"), (self.export, "upload")):
            self.use_action(button, self._first[button], icon)
            self._first[button].changed.connect(self._show_standing)
        self._show_standing()

    def _show_standing(self) -> None:
        for button, action in self._first.items():
            button.setEnabled(action.isEnabled())
            button.setToolTip(action.toolTip())

    @property
    def has_keyboard(self) -> bool:
        held = QApplication.focusWidget()
        return held is not None and (held is self or self.isAncestorOf(held))

    def show_no_registry(self) -> None:
        self.title.setText(self.tr("No registry yet"))
        self.text.setText(
            self.tr(
                "The team's registry is a git repository with the prompts that were approved, "
                "and which version of each the environments use. Applications read it; the "
                "workbench is one way to write it."
            )
        )
        self._offer(self.tr("Choose its folder…"), make=True)

    def show_reading(self) -> None:
        self.title.setText(self.tr("Reading the registry…"))
        self.text.setText("")
        self._offer("", make=False)

    def show_empty(self, folder: Path) -> None:
        self.title.setText(self.tr("Nothing is released yet"))
        self.text.setText(
            self.tr(
                "{0} is a registry without a release. Approve a version of a prompt in Write, "
                "and export it: it is then pinned to the environment that it was approved for."
            ).format(safe(str(folder)))
        )
        self._offer(self.tr("Choose another folder…"), make=False, first=True)

    def show_problem(self, error: WorkbenchError) -> None:
        """The folder is no registry, or cannot be read."""
        self.title.setText(self.tr("This folder cannot be shown as a registry"))
        self.text.setText(safe("\n".join(part for part in (error.message, error.hint) if part)))
        self._offer(self.tr("Choose another folder…"), make=True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """There is nothing to be done here itself."""
        super().focusInEvent(event)
        if not self.choose.isHidden():
            self.choose.setFocus()

    def _offer(self, choose: str, *, make: bool, first: bool = False) -> None:
        """The keyboard stays here, also where the button that had it goes."""
        had_keyboard = self.has_keyboard
        self.choose.setText(choose)
        self.choose.setVisible(bool(choose))
        self.make.setVisible(make)
        for button in (self.approve, self.export):
            button.setVisible(first and button in self._first)
        self.team.setVisible(make and self._has_team)
        if had_keyboard:
            (self.choose if choose else self).setFocus()
