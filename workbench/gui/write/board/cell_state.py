"""What is known of one place of the board: a run from waiting to its end, or that there is none.

Costs little, so a board has one for each of its places; widgets are only for those in sight.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum

from workbench.domain.run_events import RunEnded, RunEvent, RunRetrying, RunStarted, TextArrived
from workbench.domain.runs import Outcome, Run, RunJob
from workbench.gui.kit.differences.comparison_view import Comparison
from workbench.gui.write.board.arrangement import Column, Place, Row, column_of, row_of
from workbench.gui.write.board.wording import translate


class View(StrEnum):
    """How an output is shown."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    RAW = "raw"


class CellState:
    """Takes in events at once; `revision` grows, so that a widget sees what is new."""

    def __init__(self, job: RunJob, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.job = job
        self.run: Run | None = None
        self.column: Column = column_of(job)
        self.row: Row = row_of(job)
        self.place: Place = (0, 0)
        self.title = ""
        """What tells it from the others, for who cannot see where it stands."""
        self.row_title = ""
        self.pinned = False
        self.earlier = False
        """Its column has newer runs, of other content."""
        self.view: View | None = None
        """Its own way to be shown, if not the board's."""
        self.against = ""
        """Id of the run it is to be compared with, if not what the board says."""
        self.compared: object = None
        """What the comparison was asked for between."""
        self.comparison: Comparison | None = None
        self.reference = ""
        self.rendered: dict[View, object] = {}
        """What the views besides the text show, each once it is worked out."""
        self.asked: set[View] = set()
        self.scroll: int | None = None
        """How far it was scrolled; None if it was not, or is at the end of what streams."""
        self.revision = 0
        self._begin()

    def _begin(self) -> None:
        self.text: list[str] = []
        self.reasoning: list[str] = []
        self.started: float | None = None
        self.first_token: float | None = None
        self.note = ""

    @property
    def empty(self) -> bool:
        """Nothing was run in this place."""
        return not self.job.run_id

    @property
    def outcome(self) -> Outcome:
        if self.run:
            return self.run.outcome
        return Outcome.QUEUED if self.started is None else Outcome.RUNNING

    @property
    def exact_text(self) -> str:
        """Everything that arrived, shown or not."""
        return self.run.text if self.run else "".join(self.text)

    @property
    def elapsed(self) -> float:
        return self._clock() - self.started if self.started is not None else 0.0

    def show_job(self, job: RunJob) -> None:
        """Start afresh, in the same place, with a run that waits for its turn."""
        self.job, self.run = job, None
        self._begin()
        self.against = ""
        self.compared = None
        self.rendered, self.asked = {}, set()
        self.show_comparison(None)

    def take(self, event: RunEvent) -> None:
        """Keep what happened; cheap, whether it can be seen or not."""
        self.revision += 1
        match event:
            case TextArrived():
                self._append(event)
            case RunStarted():
                self.started, self.note = self._clock(), ""
            case RunRetrying(attempt=attempt, wait=wait, reason=reason):
                words = translate("attempt {0} failed ({1}); the next in {2} s")
                self.note = words.format(attempt, reason, f"{wait:.0f}")
            case RunEnded(run=run):
                self.run = run
                self.rendered, self.asked = {}, set()
                self.text, self.reasoning = [], []

    def show_run(self, run: Run) -> None:
        """A run as it was recorded, over or not."""
        if run.outcome.over:
            self.take(RunEnded(run))
        elif run.outcome is Outcome.RUNNING:
            self.take(RunStarted(run.id))
            self.take(TextArrived(run.id, run.text, run.reasoning, run.timings.first_token))

    def show_comparison(self, comparison: Comparison | None, reference: str = "") -> None:
        """The output with its differences, or plainly again; `reference` says from what."""
        self.comparison, self.reference = comparison, reference
        self.revision += 1

    def show_rendered(self, view: View, content: object) -> None:
        self.rendered[view] = content
        self.revision += 1

    def set_earlier(self, earlier: bool) -> None:
        if earlier != self.earlier:
            self.earlier = earlier
            self.revision += 1

    def set_pinned(self, pinned: bool) -> None:
        self.pinned = pinned
        self.revision += 1

    def set_view(self, view: View | None) -> None:
        self.view = view
        self.revision += 1

    def _append(self, event: TextArrived) -> None:
        if self.started is None:
            self.started = self._clock()
        self.note = ""
        if event.text:
            self.text.append(event.text)
        if event.reasoning:
            self.reasoning.append(event.reasoning)
        if event.first_token is not None:
            self.first_token = event.first_token
