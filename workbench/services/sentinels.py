"""Sentinel runs: pinned versions that are run again on cases that were run before.

Each is an evaluation like any other, of one version on its model, with nothing from the cache; so
budgets, pausing and what is shown of it are those of evaluations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from workbench.domain.approvals import Approval, EvidenceKind
from workbench.domain.datasets import Case, Dataset
from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.evaluations import Evaluation, EvaluationState
from workbench.domain.not_looked_at import NotLookedAt
from workbench.domain.prompts import Prompt, PromptKind
from workbench.domain.registered import RegisteredPin, RegisteredVersion, RegistrySnapshot
from workbench.domain.runs import Outcome, Run
from workbench.domain.sentinels import (
    MARGIN,
    AnsweredSince,
    KeptBefore,
    SentinelPlan,
    SentinelSubject,
    SentinelVerdict,
    sentinel_cases,
)
from workbench.formats.cases import case_key
from workbench.services.comparing import ComparisonService
from workbench.services.evaluations import ColumnChoice, EvaluationOptions, EvaluationService
from workbench.services.prompts import PromptService
from workbench.services.sentinel_verdicts import answers, as_answered, verdicts

LATELY = 20
"""Answers that are read to see as what the provider answers."""
MOST_BEFORE = 20
"""Evaluations of one version that are looked through for its cases, the newest first."""


class SentinelService:
    def __init__(
        self,
        snapshot: Callable[[Path], RegistrySnapshot],
        prompts: PromptService,
        evaluations: EvaluationService,
        comparing: ComparisonService,
        approvals: Callable[[str, str], list[Approval]],
        latest: Callable[[str], list[Run]],
    ) -> None:
        """`approvals` gives those of a prompt's id and a digest, `latest` the newest runs of a
        prompt, the newest first."""
        self._snapshot, self._prompts = snapshot, prompts
        self._evaluations, self._comparing = evaluations, comparing
        self._approvals, self._latest = approvals, latest

    def plan(
        self, registry: Path, dataset: Dataset, environment: str = "", prompts: Sequence[str] = ()
    ) -> SentinelPlan:
        """Of every pinned version that the cases fit; of these prompts alone if some are named.

        Raises `InvalidInput` for an environment or prompt that is not there, and where there is
        no case; `RegistryError` where the registry cannot be read.
        """
        snapshot = self._snapshot(registry)
        cases = sentinel_cases(dataset)
        pinned = _pinned(snapshot, environment)
        _check(snapshot, environment, cases, dataset, {pin.prompt for pin in pinned}, prompts)
        subjects: list[SentinelSubject] = []
        left_out: list[NotLookedAt] = []
        paths = self._paths()
        for pin, environments in pinned.items():
            if prompts and pin.prompt not in prompts:
                continue
            release = snapshot.version(pin.prompt, pin.digest)
            made = self._subject(release, pin, paths.get(pin.prompt), environments, dataset, cases)
            if isinstance(made, NotLookedAt):
                left_out.append(made)
            else:
                subjects.append(made)
        return SentinelPlan(tuple(subjects), tuple(left_out))

    def evaluation(
        self,
        subject: SentinelSubject,
        *,
        samples: int = 1,
        budget_usd: Decimal | None = None,
        author: str = "",
    ) -> Evaluation:
        """Recorded, and not started: the engine runs it as it does any other."""
        options = EvaluationOptions(samples=samples, use_cache=False, budget_usd=budget_usd)
        column = ColumnChoice(subject.prompt_id, subject.model, subject.version)
        name = f"sentinels of {subject.name}"
        return self._evaluations.plan(name, subject.dataset, [column], options, author)

    def verdicts(
        self, ran: Sequence[tuple[SentinelSubject, str]], margin: float = MARGIN
    ) -> list[SentinelVerdict]:
        """Of subjects and the evaluations that were run of them, corrected for being several.

        `margin` is the smallest change that counts. In the background: reads every answer.
        """
        return verdicts(self._evaluations, self._comparing, ran, margin)

    def answered_since(
        self, snapshot: RegistrySnapshot, environment: str = ""
    ) -> Iterator[AnsweredSince]:
        """Of pinned versions that an evaluation speaks for, and that were run since on its model,
        whatever they were run for. Nothing is run."""
        paths = self._paths()
        for pin, environments in _pinned(snapshot, environment).items():
            prompt = paths.get(pin.prompt)
            for evaluation in self._evidence(prompt.id, pin.digest) if prompt else ():
                column = next(c for c in evaluation.columns if c.digest == pin.digest)
                lately = [
                    run
                    for run in self._latest(column.prompt_id)
                    if run.job.model == column.model
                    and run.outcome is Outcome.FINISHED
                    and run.job.evaluation != evaluation.id
                    and run.created_at > evaluation.created_at
                ][:LATELY]
                if lately:
                    cases = range(min(evaluation.cases, LATELY))
                    place = evaluation.columns.index(column)
                    then = answers(self._evaluations, evaluation.id, place, cases)
                    yield AnsweredSince(
                        pin.prompt, pin.version, column.model, environments,
                        as_answered(run for _, run in then), as_answered(lately),
                        lately[0].created_at,
                    )  # fmt: skip
                break

    def _evidence(self, prompt_id: str, digest: str) -> Iterator[Evaluation]:
        """Evaluations that approvals of this content rest on and that are here, newest first."""
        for approval in reversed(self._approvals(prompt_id, digest)):
            for each in approval.evidence:
                if each.kind is EvidenceKind.EVALUATION:
                    with suppress(NotFound):
                        evaluation = self._evaluations.evaluation(each.id)
                        if any(column.digest == digest for column in evaluation.columns):
                            yield evaluation

    def _paths(self) -> dict[str, Prompt]:
        return {
            each.prompt.path: each.prompt
            for each in self._prompts.library()
            if each.prompt.kind is PromptKind.PROMPT
        }

    def _subject(
        self,
        release: RegisteredVersion | None,
        pin: RegisteredPin,
        prompt: Prompt | None,
        environments: tuple[str, ...],
        dataset: Dataset,
        cases: tuple[Case, ...],
    ) -> SentinelSubject | NotLookedAt:
        name = f"{pin.prompt} v{pin.version}"
        if release is None or prompt is None:
            return NotLookedAt(name, "it is not in this workspace: restore it from the registry")
        number = self._number(prompt.id, pin.digest)
        if number is None:
            return NotLookedAt(name, "this workspace has no version of that content")
        model = release.content.model.name
        if not model:
            return NotLookedAt(name, "it names no model")
        if reason := _unfit(release, prompt, dataset, cases):
            return NotLookedAt(name, reason)
        subject = SentinelSubject(
            pin.prompt, prompt.id, number, pin.digest, model, environments,
            replace(dataset, cases=cases),
        )  # fmt: skip
        return self._as_before(subject)

    def _number(self, prompt_id: str, digest: str) -> int | None:
        versions = self._prompts.versions(prompt_id)
        return next((each.number for each in versions if each.digest == digest), None)

    def _as_before(self, subject: SentinelSubject) -> SentinelSubject:
        """With what it is held against: the newest evaluation that an approval rests on, or else
        the newest at all, of this version on this model with one of the cases at least. Cases that
        it has are run with the checks that they had then."""
        evidence = {each.id for each in self._evidence(subject.prompt_id, subject.digest)}
        summaries = self._evaluations.summaries(subject.prompt_id)
        finished = [
            summary.evaluation
            for summary in summaries
            if summary.evaluation.state is EvaluationState.FINISHED
            and _column_of(summary.evaluation, subject) is not None
        ]
        finished.sort(key=lambda each: each.id not in evidence)
        for evaluation in finished[:MOST_BEFORE]:
            frozen = self._evaluations.cases_of(evaluation)
            known = {case_key(case): case for case in frozen.cases}
            cases = tuple(known.get(case_key(case), case) for case in subject.dataset.cases)
            if not any(case_key(case) in known for case in cases):
                continue
            column = _column_of(evaluation, subject)
            before = KeptBefore(
                evaluation.id, column or 0, evaluation.name, evaluation.created_at,
                evaluation.id in evidence,
            )  # fmt: skip
            dataset = replace(
                subject.dataset, cases=cases, checks=evaluation.checks,
                threshold=evaluation.threshold, transform=evaluation.transform,
            )  # fmt: skip
            return replace(subject, dataset=dataset, before=before)
        return subject


def _pinned(snapshot: RegistrySnapshot, environment: str) -> dict[RegisteredPin, tuple[str, ...]]:
    """Each pinned version once, with the environments that use it."""
    found: dict[tuple[str, str], list[RegisteredPin]] = {}
    for pin in snapshot.pins_of(environment):
        found.setdefault((pin.prompt, pin.digest), []).append(pin)
    return {pins[0]: tuple(pin.environment for pin in pins) for pins in found.values()}


def _check(
    snapshot: RegistrySnapshot,
    environment: str,
    cases: Sequence[Case],
    dataset: Dataset,
    pinned: set[str],
    prompts: Sequence[str],
) -> None:
    if environment and environment not in snapshot.environments:
        known = ", ".join(snapshot.environments)
        raise InvalidInput(
            f"The registry has no environment {environment!r}.", hint=f"It has: {known}."
        )
    if not cases:
        raise InvalidInput(f"{dataset.name} has no case that counts.")
    for prompt in prompts:
        if prompt not in pinned:
            where = environment or "any environment"
            raise NotFound(f"{prompt} is not pinned in {where}.")


def _unfit(
    release: RegisteredVersion, prompt: Prompt, dataset: Dataset, cases: Sequence[Case]
) -> str:
    """Why the cases cannot be run on it; empty where they can."""
    if dataset.prompt_id and dataset.prompt_id != prompt.id:
        return f"{dataset.name} was made for another prompt"
    needed = {each.name for each in release.content.inputs if each.needed}
    given: set[str] = set.intersection(*({name for name, _ in case.values} for case in cases))
    if missing := sorted(needed - given):
        return f"not every case of {dataset.name} has {', '.join(missing)}"
    return ""


def _column_of(evaluation: Evaluation, subject: SentinelSubject) -> int | None:
    """Of exactly this content on this model, with no parameters but its own."""
    return next(
        (
            index
            for index, column in enumerate(evaluation.columns)
            if (column.digest, column.model) == (subject.digest, subject.model)
            and not column.params
        ),
        None,
    )
