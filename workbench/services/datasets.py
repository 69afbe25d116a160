"""Cases: the values a prompt is run on."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from workbench.domain.datasets import Case, Dataset
from workbench.domain.errors import InvalidInput, NotFound
from workbench.services.dataset_splitting import split_cases
from workbench.services.events import DatasetsChanged, EventBus
from workbench.services.ports import DatasetStore


class DatasetService:
    def __init__(self, datasets: DatasetStore, new_id: Callable[[], str], events: EventBus) -> None:
        self._datasets, self._new_id, self._events = datasets, new_id, events

    def all(self, *, archived: bool = False) -> list[Dataset]:
        """By name; those that were put aside instead of the others, if asked."""
        return self._datasets.all(archived=archived)

    def dataset(self, dataset_id: str) -> Dataset:
        """Raises `NotFound`."""
        return self._datasets.dataset(dataset_id)

    def named(self, text: str) -> Dataset:
        """By its id, or by its name if no other has it. Raises `NotFound` or `InvalidInput`."""
        known = self._datasets.all()
        found = [each for each in known if each.id == text] or [
            each for each in known if each.name == text
        ]
        if not found:
            names = ", ".join(each.name for each in known) or "none yet"
            raise NotFound(f"There is no dataset {text!r}.", hint=f"There are: {names}.")
        if len(found) > 1:
            raise InvalidInput(f"More than one dataset is named {text!r}.", hint="Use its id.")
        return found[0]

    def save(self, dataset: Dataset) -> Dataset:
        """Keep it, new or changed; cases without an id get one. Raises `InvalidInput`."""
        if not dataset.name.strip():
            raise InvalidInput("A dataset needs a name.")
        cases = tuple(
            case if case.id else replace(case, id=self._new_id()) for case in dataset.cases
        )
        kept = replace(dataset, id=dataset.id or self._new_id(), cases=cases)
        self._datasets.save(kept)
        self._events.publish(DatasetsChanged(kept.id))
        return kept

    def new_case_id(self) -> str:
        return self._new_id()

    def save_edited(self, before: Dataset, after: Dataset) -> Dataset:
        """Keep what a person made of `before`; what came in elsewhere since then stays, too."""
        now = self._datasets.dataset(after.id)
        known = {case.id for case in (*before.cases, *after.cases)}
        elsewhere = tuple(case for case in now.cases if case.id not in known)
        own = {
            field: getattr(after if getattr(after, field) != getattr(before, field) else now, field)
            for field in ("name", "prompt_id", "checks", "threshold", "transform")
        }
        return self.save(replace(now, cases=(*after.cases, *elsewhere), **own))

    def accept(self, dataset_id: str, case_ids: Collection[str]) -> Dataset:
        """Generated cases count from now on."""
        dataset = self._datasets.dataset(dataset_id)
        cases = tuple(
            replace(case, accepted=True) if case.id in case_ids else case for case in dataset.cases
        )
        return self.save(replace(dataset, cases=cases))

    def reject(self, dataset_id: str, case_ids: Collection[str]) -> Dataset:
        """Generated cases are dropped; accepted ones stay."""
        dataset = self._datasets.dataset(dataset_id)
        cases = tuple(case for case in dataset.cases if case.accepted or case.id not in case_ids)
        return self.save(replace(dataset, cases=cases))

    def split(
        self, dataset_id: str, held_out: float, *, seed: int = 0, again: bool = False
    ) -> Dataset:
        """Give each case without a side one; with `again`, every case. Raises `InvalidInput`."""
        dataset = self._datasets.dataset(dataset_id)
        cases = split_cases(dataset.cases, held_out, seed=seed, again=again)
        return self.save(replace(dataset, cases=cases))

    def set_archived(self, dataset_id: str, archived: bool) -> None:
        """Evaluations keep what they ran in any case."""
        self._datasets.archive(dataset_id, archived=archived)
        self._events.publish(DatasetsChanged(dataset_id))

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
        self._events.publish(DatasetsChanged(dataset.id))
        return kept

    def holding(self, prompt_id: str, case_id: str) -> Dataset:
        """The dataset for the prompt that has the case. Raises `NotFound`."""
        for dataset in self.datasets_for(prompt_id):
            if any(case.id == case_id for case in dataset.cases):
                return dataset
        raise NotFound("The case is in no dataset any more.")

    def _own(self, prompt_id: str, case_id: str) -> Dataset:
        own = [d for d in self.datasets_for(prompt_id) if d.prompt_id == prompt_id]
        holding = [d for d in own if any(case.id == case_id for case in d.cases)]
        if holding or own:
            return (holding or own)[0]
        return Dataset(self._new_id(), "cases", prompt_id)
