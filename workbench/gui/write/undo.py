"""Steps of undo: each puts one content in the place of another, as many as memory allows.

Not a `QUndoStack`: PySide deletes its commands twice when a stack and what uses it are
collected in one circle, which ends the process.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace

from workbench.domain.prompts import Message, PromptContent

Show = Callable[[PromptContent], None]
STEPS_KEPT = 400
MOST_BYTES = 64 * 1024 * 1024
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
        self._show, self._changed, self._most = show, changed, most_bytes
        self._rebase = rebase
        self._steps: list[Step] = []
        self._done = 0

    @property
    def can_undo(self) -> bool:
        return self._done > 0

    @property
    def can_redo(self) -> bool:
        return self._done < len(self._steps)

    def add(self, step: Step) -> None:
        """Do it. What had been undone cannot be done again after that."""
        joined = self._steps[-1].joined(step) if self.can_undo and not self.can_redo else None
        del self._steps[self._done - 1 if joined else self._done :]
        self._steps.append(joined or step)
        self._forget_oldest()
        self._done = len(self._steps)
        self._put(step, 1)

    def undo(self) -> None:
        if self.can_undo:
            self._done -= 1
            self._put(self._steps[self._done], 0)

    def redo(self) -> None:
        if self.can_redo:
            self._done += 1
            self._put(self._steps[self._done - 1], 1)

    def clear(self) -> None:
        self._steps.clear()
        self._done = 0
        self._changed()

    def _put(self, step: Step, side: int) -> None:
        """Show the old side of a step (0) or the new one (1)."""
        if step.bases:
            self._rebase(step.bases[side])
        self._show((step.old, step.new)[side])
        self._changed()

    def _forget_oldest(self) -> None:
        """The newest step is kept, however large it is."""
        held = 0
        for kept, step in enumerate(reversed(self._steps)):
            held += step.size
            if kept and (held > self._most or kept >= STEPS_KEPT):
                del self._steps[: len(self._steps) - kept]
                return


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
