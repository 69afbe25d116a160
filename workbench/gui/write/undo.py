"""Steps of undo: each puts one content in the place of another, as many as memory allows."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QUndoCommand, QUndoStack

from workbench.domain.prompts import Message, PromptContent

Show = Callable[[PromptContent], None]
STEPS_KEPT = 400
MOST_BYTES = 64 * 1024 * 1024
AROUND_THE_TEXTS = 1024
NOTHING = PromptContent()


class UndoSteps(QUndoStack):
    """Forgets the oldest steps when together they hold too many bytes."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        super().__init__()
        self.setUndoLimit(STEPS_KEPT)
        self._most = most_bytes
        self._grown = 0

    def add(self, step: ReplaceContent) -> None:
        self._grown += step.size
        self.push(step)
        if self._grown > self._most // 8:
            self._grown = 0
            self._forget_oldest()

    def undo(self) -> None:
        super().undo()
        self._drop_forgotten()

    def _forget_oldest(self) -> None:
        held = 0
        for index in range(self.count() - 1, -1, -1):
            step = self.command(index)
            if not isinstance(step, ReplaceContent) or step.isObsolete():
                return
            held += step.size
            if held > self._most and index < self.index() - 1:
                step.forget()

    def _drop_forgotten(self) -> None:
        """So that there is no undo that does nothing."""
        while self.index() and self.command(self.index() - 1).isObsolete():
            super().undo()


class ReplaceContent(QUndoCommand):
    """Steps in a row with the same merge key become one."""

    def __init__(
        self, show: Show, old: PromptContent, new: PromptContent, label: str, merge_key: str = ""
    ) -> None:
        super().__init__(label)
        self._show = show
        self.old, self.new, self.merge_key = old, new, merge_key

    @property
    def size(self) -> int:
        """Bytes this step holds beyond what the content before it holds already."""
        own = [message for message in self.new.messages if not _among(message, self.old)]
        return AROUND_THE_TEXTS + sum(sys.getsizeof(message.text) for message in own)

    def forget(self) -> None:
        self.old = self.new = NOTHING
        self.setObsolete(True)

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


def sharing(old: PromptContent, new: PromptContent) -> PromptContent:
    """The new content, with each message that did not change being the old one."""
    known = {id(message) for message in old.messages}
    messages = list(new.messages)
    for index, (before, after) in enumerate(zip(old.messages, new.messages, strict=False)):
        if id(after) not in known and before == after:
            messages[index] = before
    return replace(new, messages=tuple(messages))


def _among(message: Message, content: PromptContent) -> bool:
    return any(message is each for each in content.messages)
