"""Steps of undo on the checks of an evaluation, until they are kept or discarded."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.gui.evaluate.checks.checklist import Checklist

STEPS_KEPT = 300


@dataclass(frozen=True, slots=True)
class Step:
    before: Checklist
    after: Checklist
    merge_key: str = ""
    """Steps in a row that share one become one; an empty one is shared by none."""


class ChecklistSteps:
    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._done = 0

    @property
    def can_undo(self) -> bool:
        return self._done > 0

    @property
    def can_redo(self) -> bool:
        return self._done < len(self._steps)

    def add(self, step: Step) -> None:
        """What had been undone cannot be done again after that."""
        del self._steps[self._done :]
        last = self._steps[-1] if self._steps else None
        if last and step.merge_key and last.merge_key == step.merge_key:
            self._steps[-1] = replace(last, after=step.after)
        else:
            self._steps.append(step)
        del self._steps[:-STEPS_KEPT]
        self._done = len(self._steps)

    def undo(self) -> Checklist | None:
        """What it was; None if nothing can be undone."""
        if not self.can_undo:
            return None
        self._done -= 1
        return self._steps[self._done].before

    def redo(self) -> Checklist | None:
        if not self.can_redo:
            return None
        self._done += 1
        return self._steps[self._done - 1].after

    def clear(self) -> None:
        self._steps.clear()
        self._done = 0
