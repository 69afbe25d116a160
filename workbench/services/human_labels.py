"""Thumbs and notes that people give single outputs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from workbench.domain.human_labels import HumanLabel
from workbench.services.ports import HumanLabelStore


class HumanLabelService:
    def __init__(self, labels: HumanLabelStore, now: Callable[[], datetime]) -> None:
        self._labels, self._now = labels, now

    def give(self, label: HumanLabel) -> HumanLabel:
        """In the place of what the same person said of it before; an empty one takes it back."""
        given = replace(label, created_at=self._now())
        self._labels.save(given)
        return given

    def labels_in(self, evaluation_id: str) -> list[tuple[int, HumanLabel]]:
        """Of the outputs of an evaluation, with the number of the cell."""
        return self._labels.labels_in(evaluation_id)

    def labels_of(self, run_ids: Sequence[str]) -> list[HumanLabel]:
        """Everybody's, by run and author."""
        return self._labels.labels_of(run_ids)
