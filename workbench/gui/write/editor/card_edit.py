"""The text of a message as it stands in a card: files that come to it are attached instead."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal

from workbench.gui.write.attachments.offered import has_files, offered
from workbench.gui.write.editor.message_edit import MessageEdit


class CardEdit(MessageEdit):
    files_offered = Signal(object)
    """`Offered`: what was dropped or pasted is no text."""
    taking_files = True
    """A component's fragment takes none: what includes it has no place for them."""

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        files = self.taking_files and not self.isReadOnly() and has_files(source)
        return files or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self.taking_files and not self.isReadOnly() and has_files(source):
            if things := offered(source):
                self.files_offered.emit(things)
        else:
            super().insertFromMimeData(source)
