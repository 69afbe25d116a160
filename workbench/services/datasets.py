"""Cases: the values a prompt is run on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workbench.domain.datasets import Case, Dataset
from workbench.services.ports import DatasetStore


class DatasetService:
    def __init__(self, datasets: DatasetStore, new_id: Callable[[], str]) -> None:
        self._datasets, self._new_id = datasets, new_id

    def datasets_for(self, prompt_id: str) -> list[Dataset]:
        """Those made for the prompt, then those for any, each in the order of their names."""
        return self._datasets.datasets_for(prompt_id)

    def cases_for(self, prompt_id: str) -> tuple[Case, ...]:
        return tuple(case for dataset in self.datasets_for(prompt_id) for case in dataset.cases)

    def keep_case(self, prompt_id: str, case: Case) -> Case:
        """Add it to the prompt's own dataset, or replace the case with the same id there."""
        kept = case if case.id else replace(case, id=self._new_id())
        dataset = self._own(prompt_id, kept.id)
        if any(old.id == kept.id for old in dataset.cases):
            cases = tuple(kept if old.id == kept.id else old for old in dataset.cases)
        else:
            cases = (*dataset.cases, kept)
        self._datasets.save(replace(dataset, cases=cases))
        return kept

    def _own(self, prompt_id: str, case_id: str) -> Dataset:
        own = [d for d in self.datasets_for(prompt_id) if d.prompt_id == prompt_id]
        holding = [d for d in own if any(case.id == case_id for case in d.cases)]
        if holding or own:
            return (holding or own)[0]
        return Dataset(self._new_id(), "cases", prompt_id)
