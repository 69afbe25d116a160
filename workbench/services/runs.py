"""Runs: planning what is asked of which models, and finding what they answered.

The engine executes a plan's jobs; nothing here waits for a model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from workbench.domain.conversations import Conversation, ends_of, spoken
from workbench.domain.datasets import Case
from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.live import HOUR, LiveSpending
from workbench.domain.prompts import Message, PromptContent
from workbench.domain.runs import Outcome, Params, Run, RunColumn, RunJob
from workbench.formats.sendable import check_sendable
from workbench.services.ports import RunStore
from workbench.services.prompts import PromptService

RECENT = 100
"""Runs among which the newest output is looked for."""


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What `Ctrl+Enter` asks for: one job for each model, case and sample."""

    batch_id: str
    digest: str
    jobs: tuple[RunJob, ...]


class RunService:
    def __init__(
        self,
        prompts: PromptService,
        runs: RunStore,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._prompts, self._runs = prompts, runs
        self._now, self._new_id = now, new_id

    def plan(
        self,
        prompt_id: str,
        content: PromptContent,
        *,
        models: Sequence[str],
        cases: Sequence[Case] = (),
        samples: int = 1,
        overrides: Mapping[str, Params] | None = None,
        version: int | None = None,
        columns: Sequence[RunColumn] = (),
        batch_id: str = "",
    ) -> RunPlan:
        """Freeze the content and spread it over models, cases and samples.

        `overrides` holds parameters for single models, beside the content's own; a column that
        has parameters of its own takes those in their place. Without
        cases it is run once, on the defaults of its variables. `columns` are run in the place
        of `models`: those without a version run the content, the others that version.
        `batch_id` makes the jobs part of a batch there is.
        """
        wanted = columns or [RunColumn(each, version) for each in models]
        asked = tuple(dict.fromkeys(each.with_own(overrides or {}) for each in wanted))
        if not asked:
            raise InvalidInput("No model is chosen.", hint="Tick at least one under Models.")
        if samples < 1:
            raise InvalidInput("At least one sample has to be asked for.")
        check_sendable(content)
        frozen = self._prompts.freeze(content)
        batch_id = batch_id or self._new_id()
        digests = self._digests(prompt_id, columns) | {version: frozen.digest}
        jobs = tuple(
            RunJob(
                run_id=self._new_id(),
                batch_id=batch_id,
                prompt_id=prompt_id,
                digest=digests[column.version],
                model=column.model,
                case=case,
                sample=sample,
                params=column.params or (),
                version=column.version,
            )
            for case in tuple(cases) or (Case(),)
            for sample in range(samples)
            for column in asked
        )
        return RunPlan(batch_id, frozen.digest, jobs)

    def _digests(self, prompt_id: str, columns: Sequence[RunColumn]) -> dict[int | None, str]:
        """Of the versions that are asked for. Raises `NotFound`."""
        asked = {column.version for column in columns} - {None}
        if not asked:
            return {}
        known = {each.number: each.digest for each in self._prompts.versions(prompt_id)}
        for number in asked:
            if number not in known:
                raise NotFound(f"There is no version {number}.")
        return {number: known[number] for number in known if number in asked}

    def again(self, job: RunJob) -> RunJob:
        """The same job once more, beside the others of its batch."""
        return replace(job, run_id=self._new_id())

    def more(self, job: RunJob, samples: Sequence[int]) -> list[RunJob]:
        """The same job as further samples, beside the others of its batch."""
        return [replace(job, run_id=self._new_id(), sample=sample) for sample in samples]

    def last_in(self, prompt_id: str, column: RunColumn, limit: int = 400) -> list[Run]:
        """What a version, or a draft, last got from a model: the newest of each case and sample.

        With the column's parameters, where it says which.
        """
        digest = self._digests(prompt_id, (column,)).get(column.version, "")
        if digest:
            found = self._runs.runs_of(prompt_id, digest=digest, limit=limit)
            runs = [run for run in found if not run.job.live and not run.job.continues]
        else:
            found = self._runs.on_board(prompt_id, limit=limit)
            runs = [run for run in found if run.job.version is None]
        newest: dict[tuple[Case, int], Run] = {}
        for run in runs:
            if run.job.model == column.model and column.params in (None, run.job.params):
                newest.setdefault((run.job.case, run.job.sample), run)
        return list(newest.values())

    def live(
        self,
        prompt_id: str,
        content: PromptContent,
        *,
        model: str,
        case: Case,
        overrides: Mapping[str, Params] | None = None,
    ) -> RunJob:
        """What live mode runs: one model on one case, within its budget."""
        plan = self.plan(prompt_id, content, models=(model,), cases=(case,), overrides=overrides)
        return replace(plan.jobs[0], use_cache=True, live=True)

    def live_spending(self) -> LiveSpending:
        """Of the last hour."""
        return self._runs.live_spending(self._now() - HOUR)

    def next_turn(self, last: Run, turns: Sequence[Message]) -> RunJob:
        """Go on from the answer of a run: what was said so far stands, `turns` come after it."""
        said = (*last.job.turns, *spoken(last), *turns)
        return replace(
            last.job,
            run_id=self._new_id(),
            batch_id=self._new_id(),
            turns=said,
            continues=last.cached_from or last.id,
            use_cache=False,
            live=False,
        )

    def another_answer(self, run: Run) -> RunJob:
        """The same turn once more, beside the one that was answered."""
        return replace(run.job, run_id=self._new_id(), batch_id=self._new_id())

    def conversation(self, run_id: str) -> Conversation:
        """All of it, from the run on the board to this one."""
        runs = [self._runs.run(run_id)]
        seen = {run_id}
        while (earlier := runs[-1].job.continues) and earlier not in seen:
            seen.add(earlier)
            runs.append(self._runs.run(earlier))
        return Conversation(tuple(reversed(runs)))

    def conversations(self, prompt_id: str) -> list[Run]:
        """The last run of each conversation and of each branch of one, newest first."""
        return ends_of(self._runs.turns_of(prompt_id))

    def run(self, run_id: str) -> Run:
        return self._runs.run(run_id)

    def forget_answer(self, run_id: str) -> None:
        """Ask anew where this answer would have been given again; it stays on record."""
        self._runs.forget_answer(self._runs.run(run_id).id)

    def batch(self, batch_id: str) -> list[Run]:
        return self._runs.batch(batch_id)

    def newest_output(self, prompt_id: str, case_id: str = "") -> Run | None:
        """The newest run that finished, of this case if there is one; None for none."""
        found = self._runs.runs_of(prompt_id, limit=RECENT)
        finished = [run for run in found if run.outcome is Outcome.FINISHED]
        of_case = [run for run in finished if case_id and run.job.case.id == case_id]
        return next(iter([*of_case, *finished]), None)

    def latest(self, prompt_id: str, limit: int = 2_000) -> list[Run]:
        """The runs of the newest batch, as they were planned; of a large one the newest.

        Turns of conversations and live runs are no batches of the board.
        """
        newest = self._runs.on_board(prompt_id, limit=1)
        return self._runs.batch(newest[0].job.batch_id)[-limit:] if newest else []

    def of_digest(self, prompt_id: str, digest: str, limit: int = 200) -> list[Run]:
        """Newest first."""
        return self._runs.runs_of(prompt_id, digest=digest, limit=limit)
