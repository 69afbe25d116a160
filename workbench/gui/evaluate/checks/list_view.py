"""The list of checks by mouse and by key: `Alt+Up`, `Alt+Down`, `Delete`, and undo."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from workbench.gui.evaluate.checks.checklist import Place
from workbench.gui.evaluate.checks.list_delegate import CheckDelegate
from workbench.gui.evaluate.checks.list_model import CheckListModel, Index
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface

Keys, Modifiers = Qt.Key, Qt.KeyboardModifier
COMMANDS = {
    (Modifiers.AltModifier, Keys.Key_Up): "check.move_up",
    (Modifiers.AltModifier, Keys.Key_Down): "check.move_down",
    (Modifiers.AltModifier, Keys.Key_Right): "check.into_set",
    (Modifiers.AltModifier, Keys.Key_Left): "check.out_of_set",
    (Modifiers.NoModifier, Keys.Key_Delete): "check.remove",
    (Modifiers.NoModifier, Keys.Key_Insert): "check.add",
    (Modifiers.ControlModifier, Keys.Key_D): "check.duplicate",
    (Modifiers.ControlModifier, Keys.Key_Z): "check.undo",
    (Modifiers.ControlModifier | Modifiers.ShiftModifier, Keys.Key_Z): "check.redo",
}


class CheckListView(QListView):
    chosen = Signal()
    command_wanted = Signal(str)
    edit_wanted = Signal()
    """The keyboard is to go to the fields of the current check."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "checks.list", self.tr("Checks"))
        set_surface(self, "background")
        self.checks = CheckListModel(self)
        self.setModel(self.checks)
        self.setItemDelegate(CheckDelegate(theme, icons, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QListView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setUniformItemSizes(True)

    @property
    def place(self) -> Place | None:
        """Of the current check."""
        return self.checks.place_at(self.currentIndex().row())

    def make_current(self, place: Place | None) -> None:
        row = self.checks.row_of(place)
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self.checks.index(row))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _command(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if command := _command(event):
            self.command_wanted.emit(command)
        elif event.key() in (Keys.Key_Return, Keys.Key_Enter, Keys.Key_F2):
            self.edit_wanted.emit()
        else:
            super().keyPressEvent(event)


def _command(event: QEvent) -> str:
    if not isinstance(event, QKeyEvent):
        return ""
    modifiers = event.modifiers() & ~Modifiers.KeypadModifier
    return COMMANDS.get((modifiers, Keys(event.key())), "")
