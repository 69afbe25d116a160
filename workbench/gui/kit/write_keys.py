"""Keys of commands that work on the draft in Write, for places where that is not seen."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence

from workbench.gui.commands import COMMANDS, Menu

OF_WRITE = (Menu.EDIT, Menu.PROMPT, Menu.RUN, Menu.BOARD)
"""Their commands work on a draft that is not seen elsewhere."""
ELSEWHERE = {"search.open", "library.replace"}
"""Of those menus, but not about what is seen in Write."""


class WriteKeys:
    """A place takes these keys before Write's commands get them: nobody changes or runs a draft
    that is not seen."""

    def __init__(self) -> None:
        self._keys = {
            sequence: each.id
            for each in COMMANDS
            if each.menu in OF_WRITE and each.shortcut and each.id not in ELSEWHERE
            for sequence in QKeySequence.listFromString(each.shortcut)
        }

    def meant_by(self, event: QEvent) -> str:
        """The command of Write that has these keys; empty for none."""
        if not isinstance(event, QKeyEvent):
            return ""
        return self._keys.get(QKeySequence(event.keyCombination()), "")

    def taken(self, event: QEvent) -> bool:
        """Whether the event asks who wants the keys, and this place does."""
        if event.type() != QEvent.Type.ShortcutOverride or not self.meant_by(event):
            return False
        event.accept()
        return True
