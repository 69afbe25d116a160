"""Steps of undo on the cases of one dataset: each keeps the cases before and after it.

Cases that a step leaves alone are the same objects before and after, so a step is small.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.domain.datasets import Dataset

STEPS_KEPT = 200


@dataclass(frozen=True, slots=True)
class DatasetStep:
    before: Dataset
    after: Dataset
    label: str
    merge_key: str = ""
    """Steps in a row that share one become one; an empty one is shared by none."""


class DatasetSteps:
    def __init__(self) -> None:
        self._steps: list[DatasetStep] = []
        self._done = 0

    @property
    def can_undo(self) -> bool:
        return self._done > 0

    @property
    def can_redo(self) -> bool:
        return self._done < len(self._steps)

    def add(self, step: DatasetStep) -> None:
        """What had been undone cannot be done again after that."""
        del self._steps[self._done :]
        last = self._steps[-1] if self._steps else None
        if last and step.merge_key and last.merge_key == step.merge_key:
            self._steps[-1] = replace(last, after=step.after)
        else:
            self._steps.append(step)
        del self._steps[:-STEPS_KEPT]
        self._done = len(self._steps)

    def undo(self) -> Dataset | None:
        """What it was; None if nothing can be undone."""
        if not self.can_undo:
            return None
        self._done -= 1
        return self._steps[self._done].before

    def redo(self) -> Dataset | None:
        if not self.can_redo:
            return None
        self._done += 1
        return self._steps[self._done - 1].after

    def clear(self) -> None:
        self._steps.clear()
        self._done = 0
