"""Evaluations: what is asked for, what was found, and which one others are held against.

The engine runs them; nothing here waits for a model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from workbench.domain.audit import AuditKind
from workbench.domain.checks import CellScore, Check
from workbench.domain.datasets import Case, Dataset, Split
from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.evaluations import (
    Cell,
    Evaluation,
    EvaluationColumn,
    EvaluationState,
    EvaluationSummary,
    Standing,
)
from workbench.domain.gates import Gate
from workbench.domain.runs import Params, Run
from workbench.formats.cases import dataset_digest
from workbench.formats.sendable import check_sendable
from workbench.services.events import Acted, EvaluationsChanged, EventBus
from workbench.services.judges import JudgeService
from workbench.services.ports import EvaluationStore
from workbench.services.prompts import PromptService

MOST_CELLS = 1_000_000


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A prompt, a version of it (None: its draft) and a model."""

    prompt_id: str
    model: str
    version: int | None = None
    params: Params = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class EvaluationOptions:
    """How an evaluation is run, beside what it runs."""

    samples: int = 1
    checks: tuple[Check, ...] | None = None
    """None: those of the dataset."""
    split: Split = Split.NONE
    """Only cases of this split; none: all of them."""
    labels: tuple[str, ...] = ()
    """Only cases with one of these labels."""
    use_cache: bool = True
    budget_usd: Decimal | None = None
    batch_api: bool = False


class EvaluationService:
    def __init__(
        self,
        prompts: PromptService,
        evaluations: EvaluationStore,
        events: EventBus,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        judges: JudgeService,
    ) -> None:
        self._prompts, self._evaluations, self._events = prompts, evaluations, events
        self._now, self._new_id = now, new_id
        self._judges = judges

    def plan(
        self,
        name: str,
        dataset: Dataset,
        columns: Sequence[ColumnChoice],
        options: EvaluationOptions = EvaluationOptions(),
        author: str = "",
    ) -> Evaluation:
        """Freeze contents, cases and the judges of the checks of every case, and record it.

        Raises `InvalidInput` where there is nothing to run, `NotFound` where a judge is not there.
        """
        cases = tuple(case for case in dataset.cases if _chosen(case, options))
        _check_size(cases, columns, options)
        checks = dataset.checks if options.checks is None else options.checks
        _check_usable((*checks, *(check for case in cases for check in case.checks)))
        checks = tuple(map(self._judges.pinning(), checks))
        judges = self._judges.named_in(check for case in cases for check in case.checks)
        frozen = replace(dataset, cases=cases, checks=())
        evaluation = Evaluation(
            id=self._new_id(),
            name=name or dataset.name,
            created_at=self._now(),
            dataset_id=dataset.id,
            dataset_digest=dataset_digest(cases),
            columns=tuple(dict.fromkeys(self._column(column) for column in columns)),
            cases=len(cases),
            samples=options.samples,
            checks=checks,
            threshold=dataset.threshold,
            transform=dataset.transform,
            use_cache=options.use_cache,
            budget_usd=options.budget_usd,
            batch_api=options.batch_api,
            author=author,
            dataset_name=dataset.name,
            judges=judges,
        )
        self._evaluations.add(evaluation, frozen)
        self._events.publish(EvaluationsChanged(evaluation.id))
        return evaluation

    def evaluation(self, evaluation_id: str) -> Evaluation:
        return self._evaluations.evaluation(evaluation_id)

    def named(self, text: str) -> Evaluation:
        """By its id, the beginning of it, or its name; the newest of those with the name."""
        known = [summary.evaluation for summary in self._evaluations.summaries()]
        for evaluation in known:
            if text in (evaluation.id, evaluation.name):
                return evaluation
        found = [each for each in known if each.id.startswith(text)] if len(text) > 3 else []
        if len(found) != 1:
            raise NotFound(f"There is no evaluation {text!r}.")
        return found[0]

    def summaries(self, prompt_id: str = "") -> list[EvaluationSummary]:
        """Newest first; of one prompt if given."""
        return self._evaluations.summaries(prompt_id)

    def cases_of(self, evaluation: Evaluation) -> Dataset:
        """As they were when it was planned."""
        return self._evaluations.frozen_dataset(evaluation.dataset_digest)

    def cells(self, evaluation_id: str, *, after: int = -1, limit: int = -1) -> list[Cell]:
        """Those recorded so far, by number; a cell that was not begun is not among them."""
        return self._evaluations.cells(evaluation_id, after=after, limit=limit)

    def standings(self, evaluation_id: str, *, after: int = -1, limit: int = -1) -> list[Standing]:
        """As `cells`, without their texts."""
        return self._evaluations.standings(evaluation_id, after=after, limit=limit)

    def runs_of(self, evaluation_id: str, numbers: Sequence[int]) -> list[tuple[int, Run]]:
        return self._evaluations.runs_of(evaluation_id, numbers)

    def rename(self, evaluation_id: str, name: str) -> None:
        if not name.strip():
            raise InvalidInput("An evaluation needs a name.")
        self._change(evaluation_id, name=name.strip())

    def keep_estimate(self, evaluation_id: str, cost_usd: Decimal | None) -> None:
        self._change(evaluation_id, estimated_usd=cost_usd)

    def raise_budget(self, evaluation_id: str, budget_usd: Decimal | None) -> None:
        self._change(evaluation_id, budget_usd=budget_usd)

    def keep_scores(
        self,
        evaluation_id: str,
        checks: Sequence[Check],
        scores: Sequence[tuple[int, CellScore]],
        *,
        threshold: float | None = None,
        transform: str = "",
    ) -> None:
        """Record what rescoring found, with the checks that found it, in place of what was.

        Raises `InvalidInput` while it runs: what comes in then is scored by the checks it has.
        """
        if self.evaluation(evaluation_id).state is EvaluationState.RUNNING:
            raise InvalidInput(
                "The evaluation is running.", hint="Pause it, then change its checks."
            )
        numbers = dict(scores)
        cells = self._evaluations.cells_of(evaluation_id, list(numbers))
        self._evaluations.record_cells(
            evaluation_id, [replace(cell, score=numbers[cell.number]) for cell in cells]
        )
        self._change(evaluation_id, checks=tuple(checks), threshold=threshold, transform=transform)

    def baseline(self, prompt_id: str) -> Evaluation | None:
        """What evaluations of the prompt are held against."""
        pinned = self._evaluations.baseline(prompt_id)
        return self._evaluations.evaluation(pinned) if pinned else None

    def pin_baseline(self, prompt_id: str, evaluation_id: str) -> None:
        """An empty id takes the pin away. Raises `InvalidInput` if it is not finished."""
        if evaluation_id:
            evaluation = self.evaluation(evaluation_id)
            if evaluation.state is not EvaluationState.FINISHED:
                raise InvalidInput("Only a finished evaluation can be the baseline.")
        self._evaluations.set_baseline(prompt_id, evaluation_id)
        self._events.publish(self._baseline_told(prompt_id, evaluation_id))
        self._events.publish(EvaluationsChanged(evaluation_id))

    def gate(self, prompt_id: str) -> Gate | None:
        """The gate kept with the prompt in this workspace."""
        return self._evaluations.gate(prompt_id)

    def keep_gate(self, prompt_id: str, gate: Gate) -> None:
        self._evaluations.set_gate(prompt_id, gate)
        path = self._prompts.open(prompt_id).prompt.path
        self._events.publish(Acted(AuditKind.SET_GATE, prompt=path))

    def remove(self, evaluation_id: str) -> None:
        """The evaluation and its scores; its runs stay."""
        words = f"The evaluation {self.evaluation(evaluation_id).name}."
        self._evaluations.remove(evaluation_id)
        self._events.publish(Acted(AuditKind.REMOVE_EVALUATION, words=words))
        self._events.publish(EvaluationsChanged(evaluation_id))

    def _baseline_told(self, prompt_id: str, evaluation_id: str) -> Acted:
        path = self._prompts.open(prompt_id).prompt.path
        if not evaluation_id:
            return Acted(AuditKind.PIN_BASELINE, prompt=path, words="No evaluation any more.")
        evaluation = self.evaluation(evaluation_id)
        words = f"The evaluation {evaluation.name}, {evaluation.cases} cases."
        evidence = (evaluation.dataset_digest,)
        return Acted(AuditKind.PIN_BASELINE, prompt=path, evidence=evidence, words=words)

    def _change(self, evaluation_id: str, **fields: Any) -> None:
        """Only these: an engine may be writing how far it is."""
        self._evaluations.change(evaluation_id, lambda now: replace(now, **fields))
        self._events.publish(EvaluationsChanged(evaluation_id))

    def _column(self, choice: ColumnChoice) -> EvaluationColumn:
        if choice.version is None:
            content = self._prompts.open(choice.prompt_id).draft.content
            check_sendable(content)
            digest = self._prompts.freeze(content).digest
        else:
            digest = self._prompts.version(choice.prompt_id, choice.version).digest
        return EvaluationColumn(
            choice.prompt_id, digest, choice.model, choice.version, choice.params, choice.label
        )


def _chosen(case: Case, options: EvaluationOptions) -> bool:
    in_split = not options.split or case.split is options.split
    labelled = not options.labels or bool(set(options.labels) & set(case.labels))
    return case.counts and in_split and labelled


def _check_usable(checks: Sequence[Check]) -> None:
    """Before anything is paid for. Raises `InvalidInput`."""
    from workbench.checks.scoring import problems_of

    for check in dict.fromkeys(checks):
        if problems := problems_of(check):
            raise InvalidInput(
                f"A check cannot be used: {problems[0]}", hint="Mend it in the dataset."
            )


def _check_size(
    cases: Sequence[Case], columns: Sequence[ColumnChoice], options: EvaluationOptions
) -> None:
    if not columns:
        raise InvalidInput("No version and model is chosen.", hint="Choose at least one column.")
    if not cases:
        raise InvalidInput(
            "The dataset has no case that counts.",
            hint="Add a case, switch one on, or choose another split or label.",
        )
    if options.samples < 1:
        raise InvalidInput("At least one sample has to be asked for.")
    if len(cases) * len(columns) * options.samples > MOST_CELLS:
        raise InvalidInput(f"More than {MOST_CELLS:,} cells are too many for one evaluation.")
