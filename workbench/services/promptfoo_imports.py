"""Configurations of promptfoo: read for a preview, kept in the workspace, planned to be run.

Reading writes nothing, runs nothing and fetches nothing. Keeping the same file again changes
nothing: prompts are known by their content, cases by their values.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.domain.checks import SET, Check
from workbench.domain.datasets import Case, Dataset
from workbench.domain.errors import FileProblem, InvalidInput, NotFound, TemplateError
from workbench.domain.evaluations import Evaluation
from workbench.domain.prompts import Draft, Prompt, PromptContent, PromptKind
from workbench.domain.suites import ImportedSuite, SuitePrompt
from workbench.formats.cases import case_key, dataset_digest
from workbench.formats.content import as_hashed, digest_of
from workbench.services.confined_folder import ConfinedFolder
from workbench.services.datasets import DatasetService
from workbench.services.declaring import declared
from workbench.services.evaluations import ColumnChoice, EvaluationOptions, EvaluationService
from workbench.services.events import DraftReplaced, EventBus, VersionCommitted
from workbench.services.ports import PromptStore
from workbench.services.prompts import PromptService
from workbench.services.settings import SettingsService
from workbench.services.typed_inputs import with_typed_inputs

if TYPE_CHECKING:
    from workbench.formats.promptfoo.surroundings import Rules

ENDINGS = (".yaml", ".yml", ".json")
LONGEST_LOOK = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptPrompt:
    prompt: Prompt
    version: int | None
    """None: its template has a mistake, and it is a draft only."""
    new: bool
    """Whether this version was not here yet."""


@dataclass(frozen=True, slots=True)
class KeptSuite:
    """A suite as it is in the workspace now."""

    prompts: tuple[KeptPrompt, ...]
    dataset: Dataset
    dataset_new: bool
    columns: tuple[ColumnChoice, ...]


class PromptfooImports:
    def __init__(
        self,
        prompts: PromptService,
        store: PromptStore,
        datasets: DatasetService,
        evaluations: EvaluationService,
        settings: SettingsService,
        events: EventBus,
        now: Callable[[], datetime],
    ) -> None:
        self._prompts, self._store = prompts, store
        self._datasets, self._evaluations = datasets, evaluations
        self._settings, self._events, self._now = settings, events, now

    def recognises(self, path: Path) -> bool:
        """Whether the file is a configuration of promptfoo, as far as its words tell."""
        if path.suffix.lower() not in ENDINGS or not path.is_file():
            return False
        from workbench.formats.promptfoo.recognising import looks_like_text_of_config

        try:
            with path.open("rb") as file:
                return looks_like_text_of_config(file.read(LONGEST_LOOK))
        except OSError:
            return False

    def read(self, path: Path) -> ImportedSuite:
        """What the file holds and what of it is left. Raises `FileProblem` with the line."""
        from workbench.formats.promptfoo.reading import read_config

        if not path.is_file():
            raise FileProblem("there is no such file", file=str(path))
        folder = ConfinedFolder(path.expanduser().absolute().parent)
        suite = read_config(folder, path.name, self._rules())
        cases = suite.dataset.cases
        prompts = tuple(
            each
            if each.judges or not each.usable
            else replace(each, content=with_typed_inputs(each.content, cases))
            for each in suite.prompts
        )
        return replace(suite, prompts=prompts)

    def keep(self, suite: ImportedSuite, author: str = "") -> KeptSuite:
        """Put it into the workspace. All is looked at before the first of it is written."""
        digests = {each.path: _digest(each) for each in suite.prompts}
        author = author or self._settings.author()
        kept = {
            each.path: self._keep_prompt(each, digests[each.path], suite.file, author)
            for each in suite.prompts
        }
        paths = {path: each.prompt.path for path, each in kept.items()}
        asked = {each.path for each in suite.prompts if not each.judges}
        only = [each.prompt.id for path, each in kept.items() if path in asked]
        dataset = _with_judges(suite.dataset, paths)
        dataset, new = self._keep_dataset(
            replace(dataset, prompt_id=only[0] if len(only) == 1 else "")
        )
        columns = tuple(
            ColumnChoice(
                kept[each.prompt].prompt.id,
                each.model,
                kept[each.prompt].version,
                each.params,
                each.label,
            )
            for each in suite.columns
        )
        return KeptSuite(tuple(kept.values()), dataset, new, columns)

    def plan(
        self,
        suite: ImportedSuite,
        *,
        models: Sequence[str] = (),
        options: EvaluationOptions | None = None,
        author: str = "",
    ) -> Evaluation:
        """Keep it, and plan an evaluation of all its columns; of its prompts on these models, if
        any are named. Without options, as the file says.

        Raises `InvalidInput` where there is nothing to run.
        """
        if not any(each.usable and not each.judges for each in suite.prompts):
            raise InvalidInput(f"No prompt of {suite.file} could be taken, so none can be run.")
        if not suite.columns and not models:
            raise InvalidInput(
                f"{suite.file} names no model that can be asked here.",
                hint="Name some with -m, such as -m openai/gpt-4o-mini or -m demo/brief.",
            )
        kept = self.keep(suite, author)
        columns = kept.columns
        if models:
            judges = {each.path for each in suite.prompts if each.judges}
            prompts = [
                each
                for each in kept.prompts
                if each.version is not None and each.prompt.path not in judges
            ]
            columns = tuple(
                ColumnChoice(each.prompt.id, model, each.version)
                for each in prompts
                for model in models
            )
        chosen = options or EvaluationOptions(samples=suite.samples, use_cache=suite.use_cache)
        return self._evaluations.plan(suite.name, kept.dataset, columns, chosen, author)

    def _rules(self) -> Rules:
        from workbench.checks.scoring import problems_of
        from workbench.checks.table import KINDS
        from workbench.formats.promptfoo.model_names import server_key
        from workbench.formats.promptfoo.surroundings import Rules

        endpoints = self._settings.load().endpoints
        return Rules(
            frozenset({*KINDS, SET}),
            lambda check: next(iter(problems_of(check)), ""),
            _template_problem,
            {server_key(each.base_url): each.name for each in endpoints},
        )

    def _keep_prompt(self, given: SuitePrompt, digest: str, file: str, author: str) -> KeptPrompt:
        note = f"From {file}"
        prompt = self._prompt_at(given.path)
        if prompt is None:
            path = self._free_path(given.path)
            opened = self._prompts.create(path, content=given.content, title=given.title)
            if not digest:
                return KeptPrompt(opened.prompt, None, True)
            version = self._prompts.commit(opened.prompt.id, note=note, author=author)
            return KeptPrompt(opened.prompt, version.number, True)
        if not digest:
            return KeptPrompt(prompt, None, False)
        known = {version.digest: version.number for version in self._store.versions(prompt.id)}
        if digest in known:
            return KeptPrompt(prompt, known[digest], False)
        return KeptPrompt(prompt, self._add_version(prompt, given.content, note, author), True)

    def _add_version(self, prompt: Prompt, content: PromptContent, note: str, author: str) -> int:
        """A draft with changes of its own stays as it is."""
        frozen = self._prompts.freeze(content)
        follows = self._draft_is_newest(prompt.id)
        version = self._store.add_version(
            prompt.id, frozen.digest, note=note, author=author, at=self._now()
        )
        self._events.publish(VersionCommitted(prompt.id, version.number, version.digest))
        if follows:
            draft = Draft(prompt.id, replace(frozen.content, components=()), version.number)
            self._prompts.journal(draft)
            self._events.publish(DraftReplaced(prompt.id))
        return version.number

    def _draft_is_newest(self, prompt_id: str) -> bool:
        opened = self._prompts.open(prompt_id)
        if opened.newest is None:
            return False
        newest = self._store.snapshot(opened.newest.digest)
        return as_hashed(opened.draft.content) == as_hashed(replace(newest, components=()))

    def _prompt_at(self, path: str) -> Prompt | None:
        try:
            return self._store.prompt_at(path, PromptKind.PROMPT)
        except NotFound:
            return None

    def _free_path(self, path: str) -> str:
        """Another path where a component has this one."""
        taken = {each.prompt.path for each in self._store.summaries(archived=None)}
        numbered = (f"{path}-{number}" for number in range(2, len(taken) + 3))
        return next(free for free in (path, *numbered) if free not in taken)

    def _keep_dataset(self, dataset: Dataset) -> tuple[Dataset, bool]:
        """The one that is here if it says the same. One of the name that says something else is
        replaced only if an evaluation keeps its cases; else the new one gets a number."""
        name, number = dataset.name, 2
        while (here := self._named(name)) is not None:
            if _same(here, dataset):
                return here, False
            if self._is_evaluated(here):
                cases = _with_ids(dataset.cases, here.cases)
                return self._datasets.save(replace(dataset, id=here.id, cases=cases)), True
            name, number = f"{dataset.name} {number}", number + 1
        return self._datasets.save(replace(dataset, name=name)), True

    def _named(self, name: str) -> Dataset | None:
        return next((each for each in self._datasets.all() if each.name == name), None)

    def _is_evaluated(self, dataset: Dataset) -> bool:
        digest = dataset_digest(dataset.cases)
        known = self._evaluations.summaries()
        return any(each.evaluation.dataset_digest == digest for each in known)


def _digest(prompt: SuitePrompt) -> str:
    """As freezing it would give; empty for one that cannot be frozen. Writes nothing.

    Raises `InvalidContent` where no digest can be made.
    """
    if not prompt.usable:
        return ""
    return digest_of(as_hashed(declared(prompt.content, {})))


def _template_problem(text: str) -> str:
    from workbench.templating.reading import read

    try:
        reading = read(text)
    except TemplateError as error:
        return error.message
    return "it includes another template" if reading.includes else ""


def _with_judges(dataset: Dataset, paths: Mapping[str, str]) -> Dataset:
    """With the paths that the prompts of judges have got."""

    def placed(check: Check) -> Check:
        path = paths.get(check.judge_prompt, check.judge_prompt)
        return replace(check, judge_prompt=path, checks=tuple(map(placed, check.checks)))

    cases = tuple(
        replace(case, checks=tuple(map(placed, case.checks))) if case.checks else case
        for case in dataset.cases
    )
    return replace(dataset, checks=tuple(map(placed, dataset.checks)), cases=cases)


def _same(one: Dataset, other: Dataset) -> bool:
    def looking(dataset: Dataset) -> tuple[object, ...]:
        cases = tuple(replace(case, id="") for case in dataset.cases)
        return cases, dataset.checks, dataset.threshold, dataset.transform

    return looking(one) == looking(other)


def _with_ids(cases: Sequence[Case], before: Sequence[Case]) -> tuple[Case, ...]:
    """A case with the values of an earlier one is that case, as it is now."""
    ids: dict[str, deque[str]] = {}
    for case in before:
        ids.setdefault(case_key(case), deque()).append(case.id)
    known = (ids.get(case_key(case)) for case in cases)
    return tuple(
        replace(case, id=found.popleft()) if found else case
        for case, found in zip(cases, known, strict=True)
    )
