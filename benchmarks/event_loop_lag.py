"""How long the window keeps the person waiting while 64 models stream.

`python -m benchmarks.event_loop_lag [--rounds N] [--seconds S]`. The run board gets 64 streams of
100 tokens a second, as batches thirty times a second for each stream, with 8 columns in sight.
A timer that asks to be called every millisecond tells how late the event loop is. Goal: the
99th percentile within one frame, 16.7 ms, and no stall over 50 ms. The same window without
streams is measured in turn with it, for what the machine itself costs.
"""

from __future__ import annotations

import argparse
import gc
import os
import time
from statistics import median, quantiles

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from workbench.domain.run_events import RunEvent, RunStarted, TextArrived
from workbench.domain.runs import RunJob
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.write.board.panel import BoardPanel

STREAMS, TOKENS_A_SECOND, BATCHES_A_SECOND, COLUMNS = 64, 100, 30, 8
TOKENS = ("The ", "customer ", "was ", "charged ", "twice, ", "and ", "asks ", "why.\n")
FRAME_MS, STALL_MS = 16.7, 50.0


class Lag(QObject):
    """Milliseconds between two turns of the event loop."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late.append((now - self._last) * 1000)
        self._last = now

    def stop(self) -> list[float]:
        self._timer.stop()
        return self.late


class Streams(QObject):
    """What the engine sends: one list of events for all streams at each tick."""

    def __init__(self, board: BoardPanel, run_ids: list[str]) -> None:
        super().__init__()
        self._board, self._run_ids = board, run_ids
        self._started = time.perf_counter()
        self._sent = 0
        self._timer = QTimer(self, interval=1000 // BATCHES_A_SECOND)
        self._timer.timeout.connect(self._send)
        board.take([RunStarted(run_id) for run_id in run_ids])
        self._timer.start()

    def stop(self) -> int:
        self._timer.stop()
        return self._sent

    def _send(self) -> None:
        due = int((time.perf_counter() - self._started) * TOKENS_A_SECOND)
        tokens = [TOKENS[n % len(TOKENS)] for n in range(self._sent, due)]
        self._sent = due
        text = "".join(tokens)
        events: list[RunEvent] = [TextArrived(run_id, text) for run_id in self._run_ids]
        self._board.take(events)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=5.0)
    arguments = parser.parse_args()
    application = QApplication([])
    theme = Theme(application, "light")
    board = BoardPanel(theme, Icons(theme))
    jobs = [RunJob(f"run-{n}", "batch", "p", "d", f"model/{n}") for n in range(STREAMS)]
    # As the window does once it is there
    gc.freeze()
    measured: dict[str, list[list[float]]] = {"streaming": [], "idle": []}
    for _round in range(arguments.rounds):
        board.show_jobs(())
        board.show_jobs(jobs)
        board.resize(1600, 600)
        board.show()
        across = board.grid.geometry_.area((0, 1)).x() - board.grid.geometry_.area((0, 0)).x()
        board.resize(COLUMNS * across, 600)
        wait(0.3)
        measured["idle"].append(lag(arguments.seconds / 2))
        streams = Streams(board, [job.run_id for job in jobs])
        measured["streaming"].append(lag(arguments.seconds))
        sent = streams.stop()
        board.grid.refresh()
        shown = sum(bool(cell.output.text.toPlainText()) for cell in board.grid.widgets)
    report(measured, sent, shown)


def lag(seconds: float) -> list[float]:
    probe = Lag()
    wait(seconds)
    return probe.stop()


def wait(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def report(measured: dict[str, list[list[float]]], sent: int, shown: int) -> None:
    print(f"{STREAMS} streams of {sent} tokens, {shown} columns in sight")
    for name, rounds in measured.items():
        p99 = median(quantiles(late, n=100)[98] for late in rounds)
        worst = max(max(late) for late in rounds)
        print(f"{name}: p99 {p99:.1f} ms, worst {worst:.1f} ms, {len(rounds)} rounds")
    p99 = median(quantiles(late, n=100)[98] for late in measured["streaming"])
    worst = max(max(late) for late in measured["streaming"])
    print(
        f"p99 to one frame: {p99 / FRAME_MS:.2f} (goal 1), worst to {STALL_MS:.0f} ms: "
        f"{worst / STALL_MS:.2f} (goal 1)"
    )


if __name__ == "__main__":
    main()
