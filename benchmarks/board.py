"""How long a large board keeps the person waiting: 8 columns × 50 cases, all streaming.

`python -m benchmarks.board [--rounds N] [--seconds S]`. 400 runs get 100 tokens a second each, as
batches thirty times a second, on a board of the size of a large screen; the runs under way are
kept for a board that comes back, as the window does. In one half of the time the board is
scrolled through meanwhile. Goal: the 99th percentile of the event loop's lag within one frame,
16.7 ms, at rest and scrolled. The same board without streams is measured in turn.
"""

from __future__ import annotations

import argparse
import gc
import os
from statistics import median, quantiles

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.event_loop_lag import FRAME_MS, Streams, lag, wait
from workbench.domain.datasets import Case
from workbench.domain.run_events import RunEvent
from workbench.domain.runs import RunJob
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.write.board.live import LiveRuns
from workbench.gui.write.board.panel import BoardPanel

COLUMNS, CASES = 8, 50
SCROLL_MS, SCROLL_STEP = 33, 40


class KeptBoard(BoardPanel):
    """Takes events as the presenter does: kept for later, and shown."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__(theme, icons)
        self.live = LiveRuns()

    def take(self, events: list[RunEvent]) -> None:  # type: ignore[override]
        self.live.take(events)
        super().take(events)


class Scrolling(QObject):
    """Somebody who looks through the board, down and up again."""

    def __init__(self, board: BoardPanel) -> None:
        super().__init__()
        self._bar, self._step = board.grid.verticalScrollBar(), SCROLL_STEP
        self._timer = QTimer(self, interval=SCROLL_MS)
        self._timer.timeout.connect(self._move)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _move(self) -> None:
        if not 0 <= self._bar.value() + self._step <= self._bar.maximum():
            self._step = -self._step
        self._bar.setValue(self._bar.value() + self._step)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5.0)
    arguments = parser.parse_args()
    application = QApplication([])
    theme = Theme(application, "light")
    board = KeptBoard(theme, Icons(theme))
    board.resize(1920, 1000)
    board.show()
    # As the window does once it is there
    gc.freeze()
    measured: dict[str, list[list[float]]] = {"idle": [], "streaming": [], "scrolled": []}
    for number in range(arguments.rounds):
        jobs = _jobs(number)
        board.show_jobs(jobs)
        wait(0.3)
        measured["idle"].append(lag(arguments.seconds / 2))
        board.live.begin(job.run_id for job in jobs)
        streams = Streams(board, [job.run_id for job in jobs])
        measured["streaming"].append(lag(arguments.seconds))
        scrolling = Scrolling(board)
        measured["scrolled"].append(lag(arguments.seconds))
        scrolling.stop()
        sent = streams.stop()
        kept = sum(bool(cell.exact_text) for cell in board.grid.cells)
    print(
        f"{COLUMNS} columns × {CASES} cases: {kept} streams of {sent} tokens, "
        f"{len(board.grid.widgets)} cells in sight"
    )
    for name, rounds in measured.items():
        p99 = median(quantiles(late, n=100)[98] for late in rounds)
        worst = max(max(late) for late in rounds)
        print(
            f"{name}: p99 {p99:.1f} ms, to one frame {p99 / FRAME_MS:.2f} (goal 1), "
            f"worst {worst:.1f} ms, {len(rounds)} rounds"
        )


def _jobs(number: int) -> list[RunJob]:
    return [
        RunJob(
            f"{number}-{case}-{model}",
            f"batch-{number}",
            "p",
            "d",
            f"model/{model}",
            Case(str(case)),
        )
        for case in range(CASES)
        for model in range(COLUMNS)
    ]


if __name__ == "__main__":
    main()
