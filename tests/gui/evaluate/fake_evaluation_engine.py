"""An engine that runs nothing: tests say what it would tell, over a real workspace.

`record` writes cells and their runs as the engine does, then `tell` says so.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Signal

from tests.builders import a_run
from tests.gui.fake_engine import FakeEngine
from workbench.checks.kinds import Asks
from workbench.checks.outcomes import verdict_of
from workbench.checks.output import Output
from workbench.checks.scoring import cell_score, scorer_of
from workbench.checks.table import KINDS
from workbench.domain.checks import CellScore, Score, Verdict
from workbench.domain.errors import WorkbenchError
from workbench.domain.evaluations import (
    Cell,
    CellsChanged,
    EvaluationEstimate,
    EvaluationProgress,
    EvaluationState,
    Rescored,
)
from workbench.domain.runs import Outcome, RunJob, Timings
from workbench.store.evaluations import SqliteEvaluations
from workbench.store.opening import open_workspace
from workbench.store.runs import SqliteRuns


class FakeEvaluationEngine(FakeEngine):
    evaluation_events = Signal(list)

    def __init__(self, workspace_path, parent=None):
        super().__init__(parent)
        self._path = workspace_path
        self.estimate_of: EvaluationEstimate | WorkbenchError = EvaluationEstimate(
            4, 0, 100, 50, Decimal(0)
        )
        self.started_evaluations: list[tuple[str, bool, list[int]]] = []
        self.paused_evaluations: list[str] = []
        self.stopped_evaluations: list[str] = []
        self.rescored: list[tuple] = []
        self.tried: list[tuple] = []
        self.trusted = False

    def start_evaluation(self, evaluation_id, *, retry=False, only=()):
        self.started_evaluations.append((evaluation_id, retry, list(only)))

    def pause_evaluation(self, evaluation_id):
        self.paused_evaluations.append(evaluation_id)

    def stop_evaluation(self, evaluation_id):
        self.stopped_evaluations.append(evaluation_id)

    def estimate_evaluation(self, evaluation_id, then, failed):
        self._answer(self.estimate_of, then, failed)

    def rescore(
        self, evaluation_id, checks, then, failed, *, threshold=None, transform="", judge=False
    ):
        """Every cell apart, as the engine does it in pages."""
        self.rescored.append((tuple(checks), threshold, judge))
        workspace = open_workspace(self._path)
        store = SqliteEvaluations(workspace)
        evaluation = store.evaluation(evaluation_id)
        runs = store.runs_of(evaluation_id, range(evaluation.total))
        workspace.close()
        for number, run in runs:
            if run.outcome is Outcome.FINISHED:
                scores = [self._score(check, run.text, judge) for check in checks]
                score = cell_score(checks, scores, threshold)
                then(Rescored(((number, score),), complete=False))
        then(Rescored(()))

    def try_check(self, check, run_id, then, failed, *, judge=False):
        self.tried.append((check, run_id, judge))
        workspace = open_workspace(self._path)
        run = SqliteRuns(workspace).run(run_id)
        workspace.close()
        then(self._score(check, run.text, judge))

    def _score(self, check, text, judge):
        asks = KINDS[check.kind].asks if check.kind in KINDS else Asks.NOTHING
        if asks is Asks.CODE:
            passed = self.trusted and eval(check.value, {"output": text})
            return Score(
                verdict_of(passed) if self.trusted else Verdict.PENDING, float(passed), "By code."
            )
        if asks is Asks.JUDGE:
            if not judge:
                return Score(Verdict.PENDING, 0.0, "Not asked yet.")
            return Score(Verdict.PASSED, 1.0, "The judge likes it.", cost_usd=Decimal("0.002"))
        return scorer_of(check)(Output(text))

    def finish(self, evaluation, verdicts, *, tell=True, text="The output of {0}"):
        """Cells with these verdicts, from the first on; a `None` has no output."""
        cells = [
            a_cell(evaluation, number, verdict, text.format(number))
            for number, verdict in enumerate(verdicts)
        ]
        self.record(evaluation, cells)
        left = evaluation.total - len(verdicts)
        state = EvaluationState.RUNNING if left else EvaluationState.FINISHED
        self.set_state(evaluation, state)
        if tell:
            self.tell(evaluation, cells, state)
        return cells

    def record(self, evaluation, cells):
        workspace = open_workspace(self._path)
        runs = [_run_of(evaluation, cell) for cell in cells if cell.run_id]
        SqliteRuns(workspace).record_all(runs)
        SqliteEvaluations(workspace).record_cells(evaluation.id, cells)
        workspace.close()

    def set_state(self, evaluation, state):
        workspace = open_workspace(self._path)
        SqliteEvaluations(workspace).save(replace(evaluation, state=state))
        workspace.close()

    def tell(self, evaluation, cells, state=EvaluationState.RUNNING, **fields):
        done = fields.pop("done", len(cells))
        progress = EvaluationProgress(evaluation.id, state, done, evaluation.total, **fields)
        self.evaluation_events.emit([CellsChanged(evaluation.id, tuple(cells)), progress])


def a_cell(evaluation, number, verdict, text="The output"):
    run_id = f"{evaluation.id}-{number}"
    if verdict is None:
        return Cell(number, run_id, Outcome.FAILED, failure="The server did not answer.")
    passed = verdict is Verdict.PASSED
    reason = "It is there." if passed else "It is not there."
    scores = tuple(Score(verdict, float(passed), reason) for _check in evaluation.checks)
    return Cell(
        number,
        run_id,
        Outcome.FINISHED,
        cost_usd=Decimal("0.001"),
        latency=0.5,
        tokens=7,
        output_start=text[:200],
        score=CellScore(verdict, float(passed), scores),
    )


def _run_of(evaluation, cell):
    place = evaluation.place(cell.number)
    column = evaluation.columns[place.column]
    job = RunJob(
        cell.run_id,
        "batch",
        column.prompt_id,
        column.digest,
        column.model,
        sample=place.sample,
        evaluation=evaluation.id,
    )
    return a_run(
        job=job, outcome=cell.outcome, text=cell.output_start, timings=Timings(total=cell.latency)
    )
