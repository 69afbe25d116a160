"""Outputs that people could judge, light: what they are of, and their texts only when asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workbench.domain.checks import Score, Verdict
from workbench.domain.evaluations import OUTPUT_START, Evaluation, EvaluationColumn, Standing
from workbench.domain.review_choosing import (
    Candidate,
    EvaluationOutputs,
    PromptOutputs,
    Stratum,
    Which,
)
from workbench.domain.runs import Outcome, Run
from workbench.formats.cases import case_key
from workbench.services.ports import EvaluationStore, RunStore
from workbench.services.reviews import output_text

MOST_RUNS = 5_000
"""Of a prompt, that are looked through."""
AT_ONCE = 2_000
"""Cells that are read with their scores."""
TOLD = (Verdict.PASSED, Verdict.FAILED)


@dataclass(frozen=True, slots=True)
class Output:
    """`asked`: it is among those that were asked for; `in_column`: its column is."""

    run_id: str
    column: str
    """The name of version and model."""
    column_order: int
    case: str
    """The same for outputs of the same case."""
    sample: int
    labels: tuple[str, ...] = ()
    verdict: Verdict | None = None
    evaluation_id: str = ""
    cell: int = -1
    asked: bool = True
    in_column: bool = True

    @property
    def place(self) -> tuple[int, str]:
        return self.cell, self.run_id

    def stratum(self, by: Stratum) -> str:
        match by:
            case Stratum.COLUMN:
                return self.column
            case Stratum.LABEL:
                return ", ".join(sorted(self.labels)) or "no label"
            case Stratum.VERDICT:
                return self.verdict.value if self.verdict else "not checked"
            case Stratum.NONE:
                return ""

    def candidate(self, by: Stratum) -> Candidate:
        cells = (self.cell,) if self.evaluation_id else ()
        return Candidate((self.run_id,), self.evaluation_id, cells, self.stratum(by))


class Texts:
    """Of outputs, by run: beginnings that are known, whole ones read when they are needed."""

    def __init__(self, evaluations: EvaluationStore, runs: RunStore) -> None:
        self._evaluations, self._runs = evaluations, runs
        self._starts: dict[str, str] = {}
        self._whole: dict[str, str] = {}

    def know_start(self, run_id: str, start: str) -> None:
        self._starts[run_id] = start

    def know(self, run: Run) -> None:
        self._starts[run.id] = run.text[:OUTPUT_START]
        self._whole[run.id] = output_text(run)

    def said(self, output: Output) -> bool:
        """There is something to judge: a text, or a tool that was called."""
        start = self._starts[output.run_id]
        return bool(start.strip() or self._text(output.run_id).strip())

    def same(self, one: Output, other: Output) -> bool:
        if one.run_id == other.run_id:
            return True
        if self._starts[one.run_id] != self._starts[other.run_id]:
            return False
        return self._text(one.run_id) == self._text(other.run_id)

    def _text(self, run_id: str) -> str:
        if run_id not in self._whole:
            return output_text(self._runs.run(run_id))
        return self._whole[run_id]


def of_cells(
    evaluations: EvaluationStore, outputs: EvaluationOutputs, texts: Texts
) -> list[Output]:
    """All finished ones of an evaluation, by the numbers of their cells."""
    evaluation = evaluations.evaluation(outputs.evaluation_id)
    cases = evaluations.frozen_dataset(evaluation.dataset_digest).cases
    starts = dict(evaluations.output_starts(evaluation.id))
    run_ids = {each.number: each.run_id for each in evaluations.figures(evaluation.id)}
    names = [column_name(column) for column in evaluation.columns]
    standings = [
        each
        for each in evaluations.standings(evaluation.id)
        if each.outcome is Outcome.FINISHED and run_ids.get(each.number)
    ]
    asked = _asked(evaluations, evaluation, outputs, standings)
    found = []
    for standing in standings:
        number = standing.number
        place, run_id = evaluation.place(number), run_ids[number]
        in_column = not outputs.columns or place.column in outputs.columns
        texts.know_start(run_id, starts.get(number, ""))
        found.append(
            Output(
                run_id,
                names[place.column],
                place.column,
                str(place.case),
                place.sample,
                cases[place.case].labels,
                standing.verdict if standing.verdict in TOLD else None,
                evaluation.id,
                number,
                asked=in_column and number in asked,
                in_column=in_column,
            )
        )
    return found


def of_runs(
    runs: Sequence[Run], texts: Texts, is_asked: Callable[[Run], bool] = lambda _run: True
) -> list[Output]:
    """Those that are finished, in the order given."""
    columns: dict[tuple[object, ...], int] = {}
    found = []
    for run in runs:
        if run.outcome is not Outcome.FINISHED:
            continue
        texts.know(run)
        job = run.job
        column = columns.setdefault((job.digest, job.model, job.params), len(columns))
        asked = is_asked(run)
        found.append(
            Output(
                run.id,
                f"{version_name(job.version)} · {job.model}",
                column,
                _case_of(run),
                job.sample,
                job.case.labels,
                asked=asked,
                in_column=asked,
            )
        )
    return found


def prompt_runs(runs: RunStore, outputs: PromptOutputs) -> list[Run]:
    """The newest runs of the prompt that were not started by typing."""
    found = runs.runs_of(outputs.prompt_id, limit=MOST_RUNS)
    return [run for run in found if not run.job.live and run.outcome is Outcome.FINISHED]


def fits(outputs: PromptOutputs, run: Run) -> bool:
    words = outputs.text.casefold().split()
    text = output_text(run).casefold() if words else ""
    return (
        (not outputs.versions or run.job.version in outputs.versions)
        and (not outputs.models or run.job.model in outputs.models)
        and (outputs.since is None or run.created_at >= outputs.since)
        and all(word in text for word in words)
    )


def column_name(column: EvaluationColumn) -> str:
    return column.label or f"{version_name(column.version)} · {column.model}"


def version_name(version: int | None) -> str:
    return "draft" if version is None else f"v{version}"


def _asked(
    evaluations: EvaluationStore,
    evaluation: Evaluation,
    outputs: EvaluationOutputs,
    standings: Sequence[Standing],
) -> frozenset[int]:
    match outputs.which:
        case Which.ALL:
            return frozenset(each.number for each in standings)
        case Which.FAILED:
            failed = (each.number for each in standings if each.verdict is Verdict.FAILED)
            return frozenset(failed)
        case Which.CHOSEN:
            return frozenset(outputs.numbers)
        case Which.DISAGREEING:
            return frozenset(_disagreeing(evaluations, evaluation.id))


def _disagreeing(evaluations: EvaluationStore, evaluation_id: str) -> Iterator[int]:
    after = -1
    while cells := evaluations.cells(evaluation_id, after=after, limit=AT_ONCE):
        yield from (cell.number for cell in cells if cell.score and disagree(cell.score.scores))
        after = cells[-1].number


def disagree(scores: Sequence[Score]) -> bool:
    """A judge says something else than another judge, or than a check that asks no model.

    What could not be told is no opinion. Of a set, its checks are looked at, not the set.
    """
    judges: set[Verdict] = set()
    others: set[Verdict] = set()
    waiting = list(scores)
    while waiting:
        score = waiting.pop()
        waiting.extend(score.parts)
        if not score.parts and score.verdict in TOLD:
            (judges if score.judgment else others).add(score.verdict)
    return len(judges) > 1 or (bool(judges) and len(judges | others) > 1)


def _case_of(run: Run) -> str:
    """Its values tell which it is: the same case may be kept in two datasets. Turns of a
    conversation are answers to what was said before."""
    turns = "\0".join(turn.text for turn in run.job.turns)
    return f"{case_key(run.job.case)}\0{turns}"
