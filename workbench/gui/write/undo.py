"""A step of undo: one content in the place of another."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from workbench.domain.prompts import PromptContent

Show = Callable[[PromptContent], None]


class ReplaceContent(QUndoCommand):
    """Steps in a row with the same merge key become one."""

    def __init__(
        self, show: Show, old: PromptContent, new: PromptContent, label: str, merge_key: str = ""
    ) -> None:
        super().__init__(label)
        self._show = show
        self.old, self.new, self.merge_key = old, new, merge_key

    def redo(self) -> None:
        self._show(self.new)

    def undo(self) -> None:
        self._show(self.old)

    def id(self) -> int:
        return 1 if self.merge_key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, ReplaceContent) or other.merge_key != self.merge_key:
            return False
        self.new = other.new
        return True
