"""`Alt+Enter` in a text, where it stands on a problem; elsewhere the keys are another command's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from workbench.gui.write.editor.message_edit import MessageEdit

KEYS = (
    QKeyCombination(Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Return),
    QKeyCombination(
        Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier, Qt.Key.Key_Enter
    ),
)
LOOKED_AT = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class MendKeys(QObject):
    def __init__(self, edit: MessageEdit) -> None:
        super().__init__(edit)
        self._edit = edit

    def listen(self, problems: bool) -> None:
        """Only where there is something to mend: looking at each key costs the typing."""
        if problems:
            self._edit.installEventFilter(self)
        else:
            self._edit.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in LOOKED_AT or not isinstance(event, QKeyEvent):
            return False
        if event.keyCombination() not in KEYS:
            return False
        if not self._edit.problem_at(self._edit.textCursor().position()):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._edit.wished.emit("problem.fix")
        return True
