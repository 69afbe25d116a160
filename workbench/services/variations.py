"""Variations of a case, written by a model: kept as generated until a person has accepted them.

The prompt that asks for them is one of the library, put there when it is first needed; whoever
changes it there changes what is asked from then on.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workbench.checks.fences import fence_mark
from workbench.checks.judgments import Members, NotUnderstood, read_answer
from workbench.domain.datasets import Case, Dataset
from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.history import OpenPrompt
from workbench.domain.json_values import Json
from workbench.domain.runs import Outcome, Run, RunJob
from workbench.formats.cases import case_key, values_document
from workbench.formats.usable_json import Unusable, constant, kept_value, pairs
from workbench.services.datasets import DatasetService
from workbench.services.folders import resource_folder
from workbench.services.judges import built_in_content
from workbench.services.prompts import PromptService
from workbench.services.runs import RunService

PATH = "datasets/variations"
MOST = 50
"""Variations asked for at once."""
OTHER_MODEL = "Choose another model: it has to write cases as JSON."


@dataclass(frozen=True, slots=True)
class Variations:
    """What came of an answer."""

    dataset: Dataset
    added: tuple[Case, ...]
    refused: tuple[str, ...] = ()
    """Why some of what the model wrote is not taken."""


class VariationService:
    def __init__(self, datasets: DatasetService, prompts: PromptService, runs: RunService) -> None:
        self._datasets, self._prompts, self._runs = datasets, prompts, runs

    def plan(self, dataset_id: str, case_id: str, model: str, count: int = 5) -> RunJob:
        """The run that asks for them. Its answer is handed to `add`. Raises `InvalidInput`."""
        if not 1 <= count <= MOST:
            raise InvalidInput(f"Between 1 and {MOST} variations can be asked for at once.")
        case = _case_of(self._datasets.dataset(dataset_id), case_id)
        if not case.values:
            raise InvalidInput("The case has no values that could be varied.")
        shown = json.dumps(values_document(case.values), ensure_ascii=False, indent=1)
        values: tuple[tuple[str, Json], ...] = (
            ("fence", fence_mark((shown, case.expected))),
            ("case", shown),
            ("expected", case.expected),
            ("count", count),
        )
        opened = self._prompt()
        asked = Case(name=case.name, values=values)
        plan = self._runs.plan(
            opened.prompt.id, opened.draft.content, models=(model,), cases=(asked,)
        )
        return plan.jobs[0]

    def add(self, dataset_id: str, case_id: str, run: Run) -> Variations:
        """Put what the run answered behind the case, not accepted yet. Raises `InvalidInput`."""
        if run.outcome is not Outcome.FINISHED:
            reason = run.failure.message if run.failure else f"It was {run.outcome}."
            raise InvalidInput(f"There are no variations: {reason}")
        dataset = self._datasets.dataset(dataset_id)
        source = _case_of(dataset, case_id)
        written, refused = _read(run.text, source)
        taken = {case_key(case) for case in dataset.cases}
        added: list[Case] = []
        for case in written:
            if case_key(case) in taken:
                refused.append(f"{case.name}: a case with these values is there")
            else:
                taken.add(case_key(case))
                added.append(case)
        if not added:
            why = "; ".join(refused) or "the model wrote none"
            raise InvalidInput(f"No variation can be taken: {why}.", hint=OTHER_MODEL)
        kept = self._datasets.save(replace(dataset, cases=_behind(dataset, source, added)))
        keys = {case_key(case) for case in added}
        new = tuple(case for case in kept.cases if case_key(case) in keys)
        return Variations(kept, new, tuple(refused))

    def _prompt(self) -> OpenPrompt:
        try:
            return self._prompts.open_path(PATH)
        except NotFound:
            file: Path = resource_folder("variations.toml")
            document = tomllib.loads(file.read_text(encoding="utf-8"))
            content = built_in_content(document, PATH)
            return self._prompts.create(PATH, content=content, title=document["title"])


def _behind(dataset: Dataset, source: Case, added: list[Case]) -> tuple[Case, ...]:
    """Behind the case and the variations that follow it already."""
    cases = list(dataset.cases)
    place = cases.index(source) + 1
    while place < len(cases) and cases[place].variation_of == source.id:
        place += 1
    return (*cases[:place], *added, *cases[place:])


def _case_of(dataset: Dataset, case_id: str) -> Case:
    for case in dataset.cases:
        if case.id == case_id:
            return case
    raise NotFound(f"The dataset {dataset.name} has no such case.")


def _read(answer: str, source: Case) -> tuple[list[Case], list[str]]:
    """Cases with the very variables of the source; and why the others are none."""
    try:
        written = read_answer(answer).exactly("cases").objects("cases")
    except NotUnderstood as error:
        message = f"The model's answer was not understood: {error.message}."
        raise InvalidInput(message, hint=OTHER_MODEL) from error
    cases: list[Case] = []
    refused: list[str] = []
    for number, each in enumerate(written[:MOST], 1):
        try:
            cases.append(_variation(each, source))
        except (NotUnderstood, Unusable) as error:
            refused.append(f"variation {number}: {error}")
    return cases, refused


def _variation(written: Members, source: Case) -> Case:
    written.exactly("name", "values")
    given: dict[str, Json] = {}
    like = dict(source.values)
    for each in written.objects("values"):
        each.exactly("variable", "value")
        name = each.choice("variable", tuple(like))
        if name in given:
            raise Unusable(f"{name} stands there twice")
        given[name] = _value(each.text("value"), like[name], name)
    if missing := [name for name in like if name not in given]:
        raise Unusable(f"{missing[0]} is missing")
    return Case(
        name=written.text("name"),
        values=tuple((name, given[name]) for name in like),
        expected=source.expected,
        labels=source.labels,
        split=source.split,
        variation_of=source.id,
        accepted=False,
        checks=source.checks,
        threshold=source.threshold,
        transform=source.transform,
    )


def _value(text: str, like: Json, name: str) -> Json:
    """Text for a text; else JSON of the same type."""
    if isinstance(like, str):
        return text
    try:
        read: Any = json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except (ValueError, RecursionError) as error:
        raise Unusable(f"{name} is not JSON") from error
    value = kept_value(read)
    numbers = all(isinstance(v, int | float) and not isinstance(v, bool) for v in (value, like))
    if like is not None and type(value) is not type(like) and not numbers:
        raise Unusable(f"{name} is of another type")
    return value
