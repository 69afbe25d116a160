"""Judges: models that are asked about outputs, by prompts of the library.

A judgment is a run like any other: recorded, priced, and found again when the very same
judgment is asked for once more.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from decimal import Decimal

from workbench.checks.judgments import LARGEST
from workbench.domain.checks import Check, Verdict
from workbench.domain.errors import WorkbenchError
from workbench.domain.prompts import Message, Role
from workbench.domain.runs import FailureKind, Outcome, Run, RunJob
from workbench.domain.settings import Settings
from workbench.engine.judging.remembered import remembered
from workbench.engine.judging.sharing import Sharing
from workbench.engine.judging.undecided import Undecided, not_asked
from workbench.engine.parts import EngineParts
from workbench.services.judges import JudgePrompt, JudgeService, given_text

RunOne = Callable[[RunJob], Awaitable[Run]]
"""Runs one job to its end and never raises but `CancelledError`, which cancels the run."""

NO_MODEL = (
    "No model is named to judge with. Name one in the check, in the prompt {prompt}, or for all "
    "of them in Settings, Judges."
)
AGAIN = (
    "That could not be read: {problem}. Answer once more, with one JSON object that has exactly "
    "the members you were asked for, and nothing before or after it."
)
STOPPED = frozenset({Outcome.CANCELLED, Outcome.INTERRUPTED})


class Judges:
    """Lives in one event loop."""

    def __init__(self, parts: EngineParts, run: RunOne, settings: Callable[[], Settings]) -> None:
        self.parts, self.settings = parts, settings
        self._run = run
        self._service = JudgeService(parts.prompts, parts.now, parts.new_id)
        self._prompts: dict[tuple[str, str], JudgePrompt] = {}
        self._sharing: Sharing[Run] = Sharing()

    async def prompt(self, check: Check, kind: str, evaluation_id: str) -> JudgePrompt:
        """The one that the check names or brings along, if it is for the kind of the check itself;
        else the built-in one of the kind. The same through an evaluation.

        Raises `Undecided`.
        """
        own = kind == check.kind
        reference = check.judge_prompt if own else ""
        text = given_text(check) if own and not reference else None
        key = (evaluation_id, reference or (kind if text is None else f"{kind}\n{text}"))
        if key in self._prompts:
            return self._prompts[key]
        try:
            found = await asyncio.to_thread(self._service.wanted, reference, kind, text)
        except WorkbenchError as error:
            raise Undecided(f"{error.message} {error.hint}".strip()) from error
        if evaluation_id:
            self._prompts[key] = found
        return found

    def model(self, check: Check, prompt: JudgePrompt) -> str:
        """Raises `Undecided`: a judge is never guessed."""
        model = check.judge or prompt.content.model.name or self.settings().judge_model
        if not model:
            raise Undecided(NO_MODEL.format(prompt=prompt.path))
        return model

    async def answered(self, prompt: JudgePrompt, job: RunJob, *, ask: bool) -> Run:
        """The run with the answer. Raises `Undecided` where there is none."""
        if not ask:
            earlier = await remembered(self.parts, self.settings(), prompt, job)
            if earlier is None:
                raise not_asked("The judge")
            return earlier
        same = (job.digest, job.model, job.case.values, job.turns, job.evaluation)
        shared = await self._sharing.get(same, lambda: self._run(job))
        run = shared.result
        if run.outcome is not Outcome.FINISHED:
            raise _unanswered(run)
        return run if shared.first else replace(run, cost_usd=Decimal(0), cached_from=run.id)

    def once_more(self, run: Run, problem: str) -> RunJob:
        """The job that asks again after an answer that was not understood."""
        said = Message(Role.ASSISTANT, run.text[:LARGEST])
        wanted = Message(Role.USER, AGAIN.format(problem=problem))
        return replace(
            run.job,
            run_id=self.parts.new_id(),
            turns=(*run.job.turns, said, wanted),
            continues=run.cached_from or run.id,
        )

    async def forget(self, runs: list[Run]) -> None:
        """Answers nobody understood are not given again: the next time the judge is asked anew."""
        for run in runs:
            await asyncio.to_thread(self.parts.runs.forget_answer, run.cached_from or run.id)


def _unanswered(run: Run) -> Undecided:
    if run.outcome in STOPPED:
        return Undecided("The judge was stopped before it had answered.", Verdict.PENDING)
    if run.failure is None:
        return Undecided("The judge broke off.")
    verdict = Verdict.PENDING if run.failure.kind is FailureKind.BUDGET else Verdict.ERROR
    words = f"The judge did not answer: {run.failure.message} {run.failure.hint}"
    return Undecided(words.strip(), verdict)
