"""Steps of undo on the cases of one dataset: each keeps the cases before and after it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace

from workbench.domain.datasets import Dataset


@dataclass(frozen=True, slots=True)
class DatasetStep:
    before: Dataset
    after: Dataset
    label: str
    merge_key: str = ""
    """Steps in a row that share one become one; an empty one is shared by none."""

    @property
    def size(self) -> int:
        """Cases that a step leaves alone are the same objects before and after."""
        return sys.getsizeof(self.after.cases)

    def joined(self, later: DatasetStep) -> DatasetStep | None:
        if not later.merge_key or later.merge_key != self.merge_key:
            return None
        return replace(self, after=later.after)
