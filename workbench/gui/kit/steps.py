"""Steps of undo, as many as memory allows.

Not a `QUndoStack`: PySide deletes its commands twice when a stack and what uses it are
collected in one circle, which ends the process.
"""

from __future__ import annotations

from typing import Generic, Protocol, Self, TypeVar

STEPS_KEPT = 400
MOST_BYTES = 64 * 1024 * 1024


class UndoStep(Protocol):
    @property
    def size(self) -> int:
        """Bytes this step holds beyond what the one before it holds already."""
        ...

    def joined(self, later: Self) -> Self | None:
        """Both as one, where the later one goes on with this; else None."""
        ...


StepT = TypeVar("StepT", bound=UndoStep)


class Steps(Generic[StepT]):
    """What to do with a step is up to whoever asks for it."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._steps: list[StepT] = []
        self._done = 0

    @property
    def can_undo(self) -> bool:
        return self._done > 0

    @property
    def can_redo(self) -> bool:
        return self._done < len(self._steps)

    def add(self, step: StepT) -> None:
        """What had been undone cannot be done again after that."""
        joined = self._steps[-1].joined(step) if self.can_undo and not self.can_redo else None
        del self._steps[self._done - 1 if joined else self._done :]
        self._steps.append(joined or step)
        self._forget_oldest()
        self._done = len(self._steps)

    def undo(self) -> StepT | None:
        """The step to take back; None if there is none."""
        if not self.can_undo:
            return None
        self._done -= 1
        return self._steps[self._done]

    def redo(self) -> StepT | None:
        if not self.can_redo:
            return None
        self._done += 1
        return self._steps[self._done - 1]

    def clear(self) -> None:
        self._steps.clear()
        self._done = 0

    def _forget_oldest(self) -> None:
        """The newest step is kept, however large it is."""
        held = 0
        for kept, step in enumerate(reversed(self._steps)):
            held += step.size
            if kept and (held > self._most or kept >= STEPS_KEPT):
                del self._steps[: len(self._steps) - kept]
                return
