"""What a board keeps of runs that were shown and closed.

`python -m benchmarks.board_memory [--runs N]`. Batches of 20 runs with 20,000 characters each are
streamed, ended, read as text and as Markdown, scrolled through, and replaced by the next; the
resident memory after 1,000 runs is told as a ratio to that after 100. Goal: at most 1.1.
With `--runs 10000` it goes on to as many.
"""

from __future__ import annotations

import argparse
import gc
import os
import time
from datetime import UTC, datetime

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtWidgets import QApplication

from benchmarks.event_loop_lag import wait
from workbench.domain.datasets import Case
from workbench.domain.run_events import RunEnded, RunStarted, TextArrived
from workbench.domain.runs import Outcome, Run, RunJob
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.outputs.markdown_blocks import read_markdown
from workbench.gui.kit.theme import Theme
from workbench.gui.write.board.cell_state import View
from workbench.gui.write.board.live import LiveRuns
from workbench.gui.write.board.panel import BoardPanel

COLUMNS, CASES = 4, 5
TEXT = "A line of **some** length that an answer may well have.\n\n" * 350


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=1000)
    arguments = parser.parse_args()
    application = QApplication([])
    theme = Theme(application, "light")
    board, live = BoardPanel(theme, Icons(theme)), LiveRuns()
    board.resize(1600, 900)
    board.show()
    process, used, begun = psutil.Process(), {}, time.process_time()
    for batch in range(arguments.runs // (COLUMNS * CASES)):
        show_and_close(board, live, batch)
        shown = (batch + 1) * COLUMNS * CASES
        if shown in (100, 1000, arguments.runs):
            board.show_jobs(())
            gc.collect()
            used[shown] = process.memory_info().rss / 2**20
            print(
                f"after {shown} runs: {used[shown]:.1f} MB, "
                f"{(time.process_time() - begun) / shown * 1000:.1f} ms of processor each"
            )
    for shown in (each for each in used if each > 100):
        print(f"ratio after {shown} to after 100 runs: {used[shown] / used[100]:.3f} (goal 1.1)")


def show_and_close(board: BoardPanel, live: LiveRuns, batch: int) -> None:
    jobs = [
        RunJob(f"{batch}-{case}-{model}", f"b{batch}", "p", "d", f"m/{model}", Case(str(case)))
        for case in range(CASES)
        for model in range(COLUMNS)
    ]
    board.show_jobs(jobs)
    live.begin(job.run_id for job in jobs)
    for job in jobs:
        events = [RunStarted(job.run_id), TextArrived(job.run_id, TEXT[: len(TEXT) // 2])]
        live.take(events)
        board.take(events)
    board.grid.refresh()
    ended = [RunEnded(Run(job, Outcome.FINISHED, datetime.now(UTC), text=TEXT)) for job in jobs]
    live.take(ended)
    board.take(ended)
    board.grid.refresh()
    board.grid.set_view(View.MARKDOWN)
    for cell in board.grid.cells[:2]:
        cell.show_rendered(View.MARKDOWN, read_markdown(TEXT[:4000]))
    board.grid.refresh()
    board.grid.verticalScrollBar().setValue(board.grid.verticalScrollBar().maximum())
    wait(0.01)
    board.grid.set_view(View.TEXT)


if __name__ == "__main__":
    main()
