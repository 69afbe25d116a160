"""The ports, in memory. The contract tests of `tests/store` hold them to what SQLite does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from tests.builders import NOON
from workbench.domain.approvals import Approval
from workbench.domain.audit import AuditEntry
from workbench.domain.checks import Verdict
from workbench.domain.comparisons import CellFigures
from workbench.domain.datasets import Dataset
from workbench.domain.errors import InvalidContent, InvalidInput, NotFound
from workbench.domain.evaluations import (
    Cell,
    Evaluation,
    EvaluationState,
    EvaluationSummary,
    Standing,
)
from workbench.domain.gates import Gate
from workbench.domain.history import OpenPrompt, PromptSummary, TimelineEntry, Use
from workbench.domain.human_labels import HumanLabel
from workbench.domain.live import LiveSpending
from workbench.domain.prompts import Attachment, Draft, Prompt, PromptContent, PromptKind, Version
from workbench.domain.restoring import Intake
from workbench.domain.runs import Outcome, Run
from workbench.formats.content import as_hashed, content_document, digest_of


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self, start: datetime = NOON) -> None:
        self.time = start

    def __call__(self) -> datetime:
        return self.time

    def go_on(self, **by: float) -> datetime:
        self.time += timedelta(**by)
        return self.time


def counting(prefix: str = "id") -> Callable[[], str]:
    """Ids in order: id-0001, id-0002 …"""
    numbers = iter(range(1, 1_000_000))
    return lambda: f"{prefix}-{next(numbers):04}"


class MemoryPrompts:
    def __init__(self, runs: MemoryRuns | None = None) -> None:
        self._prompts: dict[str, Prompt] = {}
        self._drafts: dict[str, Draft] = {}
        self._snapshots: dict[str, PromptContent] = {}
        self._versions: dict[str, list[Version]] = {}
        self._runs = runs or MemoryRuns()
        self.approvals: list[Approval] = []

    def summaries(self, *, archived: bool | None = False) -> list[PromptSummary]:
        chosen = [p for p in self._prompts.values() if archived in (None, p.archived)]
        return [self._summary(p) for p in sorted(chosen, key=lambda p: p.path)]

    def summaries_of(self, prompt_ids: Sequence[str]) -> list[PromptSummary]:
        return [self._summary(self._prompts[each]) for each in prompt_ids if each in self._prompts]

    def prompt(self, prompt_id: str) -> Prompt:
        return _known(self._prompts, prompt_id)

    def prompt_at(self, path: str, kind: PromptKind | None = None) -> Prompt:
        for prompt in self._prompts.values():
            if prompt.path == path and kind in (None, prompt.kind):
                return prompt
        raise NotFound(f"There is nothing at {path}.")

    def open(self, prompt_id: str) -> OpenPrompt:
        newest = self._versions.get(prompt_id, [])[-1:]
        return OpenPrompt(
            self.prompt(prompt_id), self._drafts[prompt_id], newest[0] if newest else None
        )

    def add(self, prompt: Prompt, content: PromptContent) -> None:
        self._refuse_taken(prompt)
        self._prompts[prompt.id] = prompt
        self._drafts[prompt.id] = Draft(prompt.id, content, None, prompt.created_at)

    def save_card(self, prompt: Prompt) -> None:
        old = self.prompt(prompt.id)
        self._refuse_taken(prompt)
        self._prompts[prompt.id] = replace(prompt, created_at=old.created_at)

    def uses(self, path: str) -> list[Use]:
        raise NotImplementedError("SQLite follows includes")

    def included(self) -> frozenset[str]:
        raise NotImplementedError("SQLite follows includes")

    def journal(self, draft: Draft) -> None:
        self.prompt(draft.prompt_id)
        self._drafts[draft.prompt_id] = draft

    def drafts(self, mentioning: str = "") -> Iterator[tuple[Prompt, Draft]]:
        for prompt in sorted(self._prompts.values(), key=lambda p: p.path):
            draft = self._drafts[prompt.id]
            if mentioning in draft.content.text:
                yield prompt, draft

    def journal_all(self, drafts: Sequence[Draft], cards: Sequence[Prompt] = ()) -> None:
        for card in cards:
            self._refuse_taken(card)
        for draft in drafts:
            self.prompt(draft.prompt_id)
        for card in cards:
            self.save_card(card)
        for draft in drafts:
            self.journal(draft)

    def keep_snapshot(self, digest: str, content: PromptContent) -> None:
        content_document(content)
        self._snapshots.setdefault(digest, content)

    def snapshot(self, digest: str) -> PromptContent:
        return _known(self._snapshots, digest)

    def add_version(
        self,
        prompt_id: str,
        digest: str,
        *,
        note: str,
        author: str,
        at: datetime,
        parents: Sequence[str] | None = None,
        number: int | None = None,
    ) -> Version:
        self.prompt(prompt_id)
        self.snapshot(digest)
        earlier = self._versions.setdefault(prompt_id, [])
        numbers = {version.number: version.digest for version in earlier}
        newest = max(numbers, default=0)
        draft = self._drafts[prompt_id]
        if parents is None:
            made_from = draft.based_on
        else:
            named = [v.number for each in parents for v in earlier[::-1] if v.digest == each]
            made_from = (named or [None if number else newest or None])[0]
        parent = numbers[made_from] if made_from else ""
        number = number or newest + 1
        version = Version(prompt_id, number, digest, note, author, at, parent, made_from)
        earlier.append(version)
        earlier.sort(key=lambda each: each.number)
        if parents is None:
            self._drafts[prompt_id] = replace(draft, based_on=version.number)
        return version

    def take_in(self, intakes: Sequence[Intake]) -> None:
        """One by one, as it is done where prompts do not come in great numbers."""
        for intake in intakes:
            prompt_id = intake.prompt.id
            if intake.is_new:
                self.add(intake.prompt, PromptContent())
            for each in intake.releases:
                self.prompt(prompt_id)
                if each.number in {version.number for version in self.versions(prompt_id)}:
                    raise InvalidInput(f"There is a version {each.number} already.")
                self.keep_snapshot(each.digest, as_hashed(each.content))
                self.add_version(
                    prompt_id,
                    each.digest,
                    note=each.note,
                    author=each.author,
                    at=each.created_at,
                    parents=each.ancestors,
                    number=each.number,
                )
            if intake.releases and (intake.is_new or intake.follows):
                top = max(intake.releases, key=lambda each: each.number)
                content = replace(top.content, components=())
                self.journal(Draft(prompt_id, content, top.number, top.created_at))

    def version(self, prompt_id: str, number: int) -> Version:
        numbered = {version.number: version for version in self._versions.get(prompt_id, [])}
        return _known(numbered, number)

    def newest(self, prompt_id: str) -> Version | None:
        return next(iter(self.versions(prompt_id)), None)

    def versions(self, prompt_id: str) -> list[Version]:
        return self._versions.get(prompt_id, [])[::-1]

    def timeline(self, prompt_id: str) -> list[TimelineEntry]:
        found = self._runs.runs_of(prompt_id, limit=1_000_000)
        runs = [run for run in found if not run.job.live]
        named = self.versions(prompt_id)
        entries = [self._entry(v.digest, v.created_at, v, runs) for v in named]
        for digest in {run.job.digest for run in runs} - {v.digest for v in named}:
            latest = max(run.created_at for run in runs if run.job.digest == digest)
            entries.append(self._entry(digest, latest, None, runs))
        return sorted(
            entries, key=lambda e: (e.at, e.version.number if e.version else 0), reverse=True
        )

    def last_worked_on(self) -> str | None:
        listed = [summary.prompt for summary in self.summaries()]
        return max(listed, key=self._worked_on).id if listed else None

    def _worked_on(self, prompt: Prompt) -> datetime:
        runs = self._runs.runs_of(prompt.id, limit=1)
        times = [self._drafts[prompt.id].edited_at, *(run.created_at for run in runs)]
        return max((time for time in times if time), default=datetime.min.replace(tzinfo=UTC))

    def _entry(
        self, digest: str, at: datetime, version: Version | None, runs: Iterable[Run]
    ) -> TimelineEntry:
        mine = [run for run in runs if run.job.digest == digest]
        costs = [run.cost_usd for run in mine if run.cost_usd is not None]
        approvals = [a for a in self.approvals if a.digest == digest] if version else []
        return TimelineEntry(
            digest,
            at,
            version,
            len(mine),
            sum(run.outcome is Outcome.FINISHED for run in mine),
            sum(costs, Decimal(0)) if costs else None,
            ", ".join(dict.fromkeys(a.approver for a in approvals)),
            tuple(dict.fromkeys(a.environment for a in approvals)),
            sum(not run.outcome.over for run in mine),
            tuple(dict.fromkeys(each.name for a in approvals for each in a.evidence)),
        )

    def _summary(self, prompt: Prompt) -> PromptSummary:
        newest = self.open(prompt.id).newest
        if newest is None:
            return PromptSummary(prompt, 0, True)
        named = _own_digest(self._snapshots[newest.digest])
        return PromptSummary(
            prompt, newest.number, named != _own_digest(self._drafts[prompt.id].content)
        )

    def _refuse_taken(self, prompt: Prompt) -> None:
        if any(p.path == prompt.path and p.id != prompt.id for p in self._prompts.values()):
            raise InvalidInput(f"{prompt.path} is taken.")


class MemoryRuns:
    def __init__(self) -> None:
        self._runs: dict[str, Run] = {}

    def record(self, run: Run) -> None:
        self._runs[run.id] = run

    def record_all(self, runs: Sequence[Run]) -> None:
        for run in runs:
            self.record(run)

    def all(self) -> dict[str, Run]:
        """By id."""
        return dict(self._runs)

    def finished_with(self, request_key: str, sample: int) -> Run | None:
        same = [
            run
            for run in self._runs.values()
            if request_key
            and run.request_key == request_key
            and run.job.sample == sample
            and run.outcome is Outcome.FINISHED
        ]
        return max(same, key=lambda run: run.created_at, default=None)

    def forget_answer(self, run_id: str) -> None:
        key = _known(self._runs, run_id).request_key
        for run in [each for each in self._runs.values() if key and each.request_key == key]:
            self._runs[run.id] = replace(run, request_key="")

    def run(self, run_id: str) -> Run:
        return _known(self._runs, run_id)

    def runs_of(self, prompt_id: str, *, digest: str = "", limit: int = 200) -> list[Run]:
        chosen = [
            run
            for run in self._runs.values()
            if run.job.prompt_id == prompt_id and digest in ("", run.job.digest)
        ]
        newest_recorded_first = list(reversed(chosen))
        return sorted(newest_recorded_first, key=lambda run: run.created_at, reverse=True)[:limit]

    def on_board(self, prompt_id: str, *, limit: int = 200) -> list[Run]:
        runs = self.runs_of(prompt_id, limit=1_000_000)
        aside = [r for r in runs if r.job.live or r.job.continues or r.job.evaluation]
        return [r for r in runs if r not in aside][:limit]

    def turns_of(self, prompt_id: str, *, limit: int = 500) -> list[Run]:
        return [r for r in self.runs_of(prompt_id, limit=1_000_000) if r.job.continues][:limit]

    def live_spending(self, since: datetime) -> LiveSpending:
        runs = [r for r in self._runs.values() if r.job.live and r.created_at > since]
        cost = sum((r.cost_usd or Decimal(0) for r in runs), Decimal(0))
        return LiveSpending(len(runs), cost)

    def batch(self, batch_id: str) -> list[Run]:
        runs = [run for run in self._runs.values() if run.job.batch_id == batch_id]
        return sorted(runs, key=lambda run: run.id)

    def unfinished(self) -> list[Run]:
        return [run for run in self._runs.values() if not run.outcome.over]

    def interrupt_unfinished(self) -> int:
        unfinished = self.unfinished()
        for run in unfinished:
            self.record(replace(run, outcome=Outcome.INTERRUPTED))
        return len(unfinished)


class MemoryDatasets:
    def __init__(self) -> None:
        self._datasets: dict[str, Dataset] = {}
        self._archived: set[str] = set()

    def all(self, *, archived: bool = False) -> list[Dataset]:
        chosen = [d for d in self._datasets.values() if (d.id in self._archived) is archived]
        return sorted(chosen, key=lambda d: (d.name, d.id))

    def dataset(self, dataset_id: str) -> Dataset:
        return _known(self._datasets, dataset_id)

    def datasets_for(self, prompt_id: str) -> list[Dataset]:
        chosen = [d for d in self.all() if d.prompt_id in ("", prompt_id)]
        return sorted(chosen, key=lambda d: (not d.prompt_id, d.name, d.id))

    def save(self, dataset: Dataset) -> None:
        self._datasets[dataset.id] = dataset

    def archive(self, dataset_id: str, *, archived: bool) -> None:
        if archived:
            self._archived.add(dataset_id)
        else:
            self._archived.discard(dataset_id)


class MemoryEvaluations:
    def __init__(self, runs: MemoryRuns | None = None) -> None:
        self._runs = runs or MemoryRuns()
        self._evaluations: dict[str, Evaluation] = {}
        self._frozen: dict[str, Dataset] = {}
        self._cells: dict[str, dict[int, Cell]] = {}
        self._baselines: dict[str, str] = {}
        self._gates: dict[str, Gate] = {}
        self._owned: set[str] = set()

    def add(self, evaluation: Evaluation, frozen: Dataset) -> None:
        self._evaluations[evaluation.id] = evaluation
        self._frozen.setdefault(evaluation.dataset_digest, frozen)
        self._cells[evaluation.id] = {}

    def save(self, evaluation: Evaluation) -> None:
        _known(self._evaluations, evaluation.id)
        self._evaluations[evaluation.id] = evaluation

    def change(self, evaluation_id: str, changed: Callable[[Evaluation], Evaluation]) -> Evaluation:
        self._evaluations[evaluation_id] = changed(_known(self._evaluations, evaluation_id))
        return self._evaluations[evaluation_id]

    def claim(self, evaluation_id: str) -> Evaluation | None:
        evaluation = _known(self._evaluations, evaluation_id)
        if evaluation.state is EvaluationState.RUNNING:
            return None
        self._owned.add(evaluation_id)
        running = replace(evaluation, state=EvaluationState.RUNNING, pause_reason="")
        return self.change(evaluation_id, lambda _now: running)

    def own(self, evaluation_id: str, *, running: bool) -> None:
        if running:
            self._owned.add(evaluation_id)
        else:
            self._owned.discard(evaluation_id)

    def pause_abandoned(self, reason: str) -> list[str]:
        left = [
            each
            for each in self._evaluations.values()
            if each.state is EvaluationState.RUNNING and each.id not in self._owned
        ]
        for each in left:
            paused = replace(each, state=EvaluationState.PAUSED, pause_reason=reason)
            self._evaluations[each.id] = paused
        return [each.id for each in left]

    def evaluation(self, evaluation_id: str) -> Evaluation:
        return _known(self._evaluations, evaluation_id)

    def summaries(self, prompt_id: str = "") -> list[EvaluationSummary]:
        chosen = [
            each
            for each in self._evaluations.values()
            if not prompt_id or prompt_id in {column.prompt_id for column in each.columns}
        ]
        newest_added_first = list(reversed(chosen))
        in_order = sorted(newest_added_first, key=_age, reverse=True)
        return [self._summary(each) for each in in_order]

    def _summary(self, evaluation: Evaluation) -> EvaluationSummary:
        cells = self.cells(evaluation.id)
        verdicts = [cell.verdict for cell in cells]
        money = [cell.cost_usd or Decimal(0) for cell in cells]
        money += [cell.judging_usd or Decimal(0) for cell in cells]
        return EvaluationSummary(
            evaluation,
            sum(cell.outcome.over for cell in cells),
            verdicts.count(Verdict.PASSED),
            verdicts.count(Verdict.FAILED),
            verdicts.count(Verdict.ERROR),
            sum(money, Decimal(0)),
            evaluation.id in self._baselines.values(),
        )

    def frozen_dataset(self, digest: str) -> Dataset:
        return _known(self._frozen, digest)

    def cells(self, evaluation_id: str, *, after: int = -1, limit: int = -1) -> list[Cell]:
        of = _known(self._cells, evaluation_id)
        chosen = [of[number] for number in sorted(of) if number > after]
        return chosen if limit < 0 else chosen[:limit]

    def standings(self, evaluation_id: str, *, after: int = -1, limit: int = -1) -> list[Standing]:
        return [Standing.of(c) for c in self.cells(evaluation_id, after=after, limit=limit)]

    def cells_of(self, evaluation_id: str, numbers: Sequence[int]) -> list[Cell]:
        of = _known(self._cells, evaluation_id)
        return [of[number] for number in numbers if number in of]

    def figures(self, evaluation_id: str) -> list[CellFigures]:
        return [self._figures(cell) for cell in self.cells(evaluation_id)]

    def _figures(self, cell: Cell) -> CellFigures:
        run = self._runs.all().get(cell.run_id) if cell.cached else None
        price = run.cost_usd if run else None if cell.cached else cell.cost_usd
        spent = (cell.cost_usd or Decimal(0)) + (cell.judging_usd or Decimal(0))
        return CellFigures(
            cell.number,
            cell.verdict,
            cell.score.value if cell.score else None,
            None if price is None else float(price),
            float(spent),
            cell.latency,
            cell.run_id,
        )

    def output_starts(self, evaluation_id: str) -> list[tuple[int, str]]:
        return [(cell.number, cell.output_start) for cell in self.cells(evaluation_id)]

    def metrics(self, evaluation_id: str) -> list[tuple[int, str, float]]:
        return [
            (cell.number, name, value)
            for cell in self.cells(evaluation_id)
            if cell.score
            for name, value in cell.score.metrics().items()
        ]

    def record_cells(self, evaluation_id: str, cells: Sequence[Cell]) -> None:
        _known(self._cells, evaluation_id).update({cell.number: cell for cell in cells})

    def runs_of(self, evaluation_id: str, numbers: Sequence[int]) -> list[tuple[int, Run]]:
        cells = self.cells_of(evaluation_id, numbers)
        known = self._runs.all()
        return [(cell.number, known[cell.run_id]) for cell in cells if cell.run_id in known]

    def baseline(self, prompt_id: str) -> str:
        return self._baselines.get(prompt_id, "")

    def set_baseline(self, prompt_id: str, evaluation_id: str) -> None:
        if evaluation_id:
            self._baselines[prompt_id] = _known(self._evaluations, evaluation_id).id
        else:
            self._baselines.pop(prompt_id, None)

    def gate(self, prompt_id: str) -> Gate | None:
        return self._gates.get(prompt_id)

    def set_gate(self, prompt_id: str, gate: Gate) -> None:
        self._gates[prompt_id] = gate

    def remove(self, evaluation_id: str) -> None:
        self._evaluations.pop(evaluation_id, None)
        self._cells.pop(evaluation_id, None)
        kept = {p: e for p, e in self._baselines.items() if e != evaluation_id}
        self._baselines = kept


def _age(evaluation: Evaluation) -> datetime:
    return evaluation.created_at


class MemoryHumanLabels:
    def __init__(self, evaluations: MemoryEvaluations | None = None) -> None:
        self._evaluations = evaluations or MemoryEvaluations()
        self._labels: dict[tuple[str, str], HumanLabel] = {}

    def save(self, label: HumanLabel) -> None:
        self._labels.pop((label.run_id, label.author), None)
        if not label.empty:
            self._labels[label.run_id, label.author] = label

    def labels_of(self, run_ids: Sequence[str]) -> list[HumanLabel]:
        return [label for key, label in sorted(self._labels.items()) if key[0] in run_ids]

    def labels_in(self, evaluation_id: str) -> list[tuple[int, HumanLabel]]:
        cells = self._evaluations.cells(evaluation_id)
        return [(cell.number, each) for cell in cells for each in self.labels_of([cell.run_id])]


class MemoryApprovals:
    def __init__(self) -> None:
        self._approvals: list[Approval] = []

    def add(self, approval: Approval, *, told: AuditEntry | None = None) -> None:
        if any(known.id == approval.id for known in self._approvals):
            raise InvalidInput(f"The approval {approval.id} is recorded already.")
        self._approvals.append(approval)

    def add_all(self, approvals: Sequence[tuple[Approval, AuditEntry]]) -> None:
        for approval, told in approvals:
            self.add(approval, told=told)

    def approvals_of(self, prompt_id: str, *, digest: str = "") -> list[Approval]:
        return [
            approval
            for approval in self._approvals
            if approval.prompt_id == prompt_id and digest in ("", approval.digest)
        ]

    def evidence_digests(self) -> set[str]:
        return {each.digest for approval in self._approvals for each in approval.evidence}


def _known(table, key):
    if key not in table:
        raise NotFound(f"There is no {key}.")
    return table[key]


def _own_digest(content: PromptContent) -> object:
    try:
        return digest_of(replace(content, components=()))
    except InvalidContent:
        return object()


class MemoryAttachments:
    """Files by digest."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def keep(self, attachment: Attachment, data: bytes) -> None:
        self.files.setdefault(attachment.digest, data)

    def bytes_of(self, digest: str) -> bytes:
        if digest not in self.files:
            raise NotFound("This workspace does not hold that attachment.")
        return self.files[digest]


class NoJournal:
    """Of a session whose drafts are kept nowhere."""

    def put(self, draft: Draft) -> None:
        pass

    def flush(self, then: Callable[[], None] | None = None) -> None:
        if then:
            then()
