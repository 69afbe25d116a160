"""Which outputs could be put before people: those of an evaluation, of a board, of a prompt.

All of it reads: figures and beginnings of outputs, and whole outputs only where nothing less can
tell. An evaluation of 100,000 cells takes seconds, so this is for the background.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from workbench.domain.errors import InvalidInput
from workbench.domain.review_choosing import (
    Candidate,
    EvaluationOutputs,
    Found,
    Outputs,
    PromptOutputs,
    RunOutputs,
    Stratum,
    Which,
)
from workbench.services.ports import EvaluationStore, RunStore
from workbench.services.review_outputs import Output, Texts, fits, of_cells, of_runs, prompt_runs
from workbench.services.review_pairs import paired


class ReviewChoosing:
    def __init__(self, evaluations: EvaluationStore, runs: RunStore) -> None:
        self._evaluations, self._runs = evaluations, runs

    def of_evaluation(
        self,
        evaluation_id: str,
        *,
        which: Which = Which.ALL,
        columns: Sequence[int] = (),
        numbers: Sequence[int] = (),
        by: Stratum = Stratum.NONE,
        pairs: bool = False,
        keep_identical: bool = False,
    ) -> list[Candidate]:
        """Finished outputs in the order of the cells. `columns` are indices, none: all; `numbers`
        are those of the cells where `which` is `CHOSEN`.

        With `pairs`, every two columns of the same case and sample: one of both has to be as
        `which` says, or both to be chosen. Raises `InvalidInput` where nothing is left.
        """
        outputs = EvaluationOutputs(evaluation_id, which, tuple(columns), tuple(numbers))
        return self.some(outputs, by=by, pairs=pairs, keep_identical=keep_identical)

    def of_runs(
        self,
        run_ids: Sequence[str],
        *,
        by: Stratum = Stratum.NONE,
        pairs: bool = False,
        keep_identical: bool = False,
    ) -> list[Candidate]:
        """In the order given. Raises `NotFound`, or `InvalidInput` where nothing is left."""
        outputs = RunOutputs(tuple(run_ids))
        return self.some(outputs, by=by, pairs=pairs, keep_identical=keep_identical)

    def of_prompt(
        self,
        prompt_id: str,
        *,
        versions: Sequence[int | None] = (),
        models: Sequence[str] = (),
        since: datetime | None = None,
        text: str = "",
        by: Stratum = Stratum.NONE,
        pairs: bool = False,
        keep_identical: bool = False,
    ) -> list[Candidate]:
        """Newest first, of the newest 5,000 runs. Raises `InvalidInput` where nothing is left."""
        outputs = PromptOutputs(prompt_id, tuple(versions), tuple(models), since, text)
        return self.some(outputs, by=by, pairs=pairs, keep_identical=keep_identical)

    def answered(self, prompt_id: str) -> list[tuple[int | None, str]]:
        """Version and model of whatever the prompt answered with, newest first."""
        runs = prompt_runs(self._runs, PromptOutputs(prompt_id))
        return list(dict.fromkeys((run.job.version, run.job.model) for run in runs))

    def some(
        self,
        outputs: Outputs,
        *,
        by: Stratum = Stratum.NONE,
        pairs: bool = False,
        keep_identical: bool = False,
    ) -> list[Candidate]:
        """As `found`, but `InvalidInput` says why where nothing is left."""
        found = self.found(outputs, by=by, pairs=pairs, keep_identical=keep_identical)
        if not found.candidates:
            raise InvalidInput(why_nothing(outputs, found, pairs=pairs))
        return list(found.candidates)

    def found(
        self,
        outputs: Outputs,
        *,
        by: Stratum = Stratum.NONE,
        pairs: bool = False,
        keep_identical: bool = False,
    ) -> Found:
        """What there is, with what was left out; perhaps nothing."""
        texts = Texts(self._evaluations, self._runs)
        all_outputs = self._outputs(outputs, texts)
        asked = [each for each in all_outputs if each.asked]
        empty = {each.place for each in asked if not texts.said(each)}
        columns = tuple(dict.fromkeys(each.column for each in sorted(asked, key=_by_column)))
        if not pairs:
            chosen = [each.candidate(by) for each in asked if each.place not in empty]
            return Found(tuple(chosen), len(all_outputs), len(empty), columns=columns)
        both = isinstance(outputs, EvaluationOutputs) and outputs.which is Which.CHOSEN
        able = asked if both else [each for each in all_outputs if each.in_column]
        able = [each for each in able if texts.said(each)]
        columns = tuple(dict.fromkeys(each.column for each in sorted(able, key=_by_column)))
        candidates, identical = paired(able, texts, by=by, keep_identical=keep_identical)
        return Found(tuple(candidates), len(all_outputs), len(empty), identical, columns)

    def _outputs(self, outputs: Outputs, texts: Texts) -> list[Output]:
        match outputs:
            case EvaluationOutputs():
                return of_cells(self._evaluations, outputs, texts)
            case RunOutputs():
                runs = [self._runs.run(run_id) for run_id in dict.fromkeys(outputs.run_ids)]
                return of_runs(runs, texts)
            case PromptOutputs():
                return of_runs(prompt_runs(self._runs, outputs), texts, partial(fits, outputs))


def why_nothing(outputs: Outputs, found: Found, *, pairs: bool) -> str:
    """In words that say what can be done."""
    if not found.outputs:
        return "There is no finished output yet."
    if pairs and found.identical:
        return "Both outputs of every pair are the same: keep identical ones, or choose others."
    if pairs and len(found.columns) < 2:
        return "A pair needs outputs of two versions or models, and there is only one."
    if found.without_text:
        return "None of the outputs has any text."
    if isinstance(outputs, EvaluationOutputs) and outputs.which in _NONE:
        return _NONE[outputs.which]
    if pairs:
        return "No two outputs are answers to the same case."
    return "No output fits: choose more of them."


_NONE = {
    Which.FAILED: "No output failed.",
    Which.DISAGREEING: "Judges disagree nowhere.",
    Which.CHOSEN: "None of the chosen cells has an output.",
}


def _by_column(output: Output) -> int:
    return output.column_order
