"""Steps of undo on a content: each puts one in the place of another."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace

from workbench.domain.prompts import Message, PromptContent
from workbench.gui.kit.steps import MOST_BYTES, Steps

Show = Callable[[PromptContent], None]
AROUND_THE_TEXTS = 1024


@dataclass(frozen=True, slots=True)
class Step:
    old: PromptContent
    new: PromptContent
    label: str
    merge_key: str = ""
    """Steps in a row that share one become one; an empty one is shared by none."""
    bases: tuple[int | None, int | None] | None = None
    """Numbers of the versions the draft was and is based on, where the step changes that."""

    @property
    def size(self) -> int:
        """Bytes this step holds beyond what the content before it holds already."""
        own = [message for message in self.new.messages if not _among(message, self.old)]
        return AROUND_THE_TEXTS + sum(sys.getsizeof(message.text) for message in own)

    def joined(self, later: Step) -> Step | None:
        if not later.merge_key or later.merge_key != self.merge_key:
            return None
        return replace(self, new=later.new)


class UndoSteps:
    """`show` is called with the content to show; `changed` after what can be undone changed."""

    def __init__(
        self,
        show: Show,
        changed: Callable[[], None] = lambda: None,
        most_bytes: int = MOST_BYTES,
        rebase: Callable[[int | None], None] = lambda _number: None,
    ) -> None:
        """`rebase` is told the version the draft is based on, before `show` is called."""
        self._show, self._changed, self._rebase = show, changed, rebase
        self._steps: Steps[Step] = Steps(most_bytes)

    @property
    def can_undo(self) -> bool:
        return self._steps.can_undo

    @property
    def can_redo(self) -> bool:
        return self._steps.can_redo

    def add(self, step: Step) -> None:
        """Do it. What had been undone cannot be done again after that."""
        self._steps.add(step)
        self._put(step, 1)

    def undo(self) -> None:
        if step := self._steps.undo():
            self._put(step, 0)

    def redo(self) -> None:
        if step := self._steps.redo():
            self._put(step, 1)

    def clear(self) -> None:
        self._steps.clear()
        self._changed()

    def _put(self, step: Step, side: int) -> None:
        """Show the old side of a step (0) or the new one (1)."""
        if step.bases:
            self._rebase(step.bases[side])
        self._show((step.old, step.new)[side])
        self._changed()


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
