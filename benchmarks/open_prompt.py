"""Opening a prompt with 1,000 versions in a workspace of 10,000 prompts and 1,000,000 runs.

Goal: the timeline is shown within 100 ms of asking for it. Reading is done beside the window;
what the window itself does is told apart.
    QT_QPA_PLATFORM=offscreen .venv/bin/python -m benchmarks.open_prompt [SCALE]
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable

from benchmarks.large_workspace import large_workspace
from benchmarks.made_up import LONG_PROMPT
from benchmarks.rounds import seconds

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROUNDS = 15
GOAL_MS = 100


def main(scale: float) -> None:
    from PySide6.QtWidgets import QApplication

    from workbench.diffing.blame import passages_of
    from workbench.gui.kit.icons import Icons
    from workbench.gui.kit.theme import Theme
    from workbench.gui.write.history.graph import graph
    from workbench.gui.write.history.models import DraftEntry
    from workbench.gui.write.history.panel import HistoryPanel
    from workbench.services.events import EventBus
    from workbench.services.prompts import PromptService
    from workbench.services.tracing import TracingService
    from workbench.store.opening import open_workspace
    from workbench.store.prompts import SqlitePrompts

    application = QApplication([])
    theme = Theme(application, "light")
    panel = HistoryPanel(theme, Icons(theme))
    panel.resize(340, 900)
    panel.show()
    workspace = open_workspace(large_workspace(scale))
    store = SqlitePrompts(workspace)
    timeline = store.timeline(LONG_PROMPT)
    draft = DraftEntry(based_on=max(e.version.number for e in timeline if e.version))

    def show() -> None:
        panel.show_entries(())
        rows = (draft, *timeline)
        panel.show_entries(rows, graph(rows, timeline))
        panel.grab()

    print(f"scale {scale:g}, {len(timeline)} entries; medians of {ROUNDS} rounds")
    parts = {
        "read prompt, draft and newest version": lambda: store.open(LONG_PROMPT),
        "read the timeline": lambda: store.timeline(LONG_PROMPT),
        "show and paint it (window)": show,
    }
    total = 0.0
    for name, part in parts.items():
        clock, processor = (
            statistics.median(each) * 1000
            for each in zip(*(both(part) for _ in range(ROUNDS)), strict=True)
        )
        total += processor
        print(f"  {name}: processor {processor:.1f} ms, clock {clock:.1f} ms")
    print(f"  together, processor: {total:.1f} ms, {'ok' if total <= GOAL_MS else 'over the goal'}")
    prompts = PromptService(store, EventBus(), lambda: timeline[0].at, str)
    last = max(e.version.number for e in timeline if e.version)
    tracing = TracingService(prompts)
    for name in ("first time", "contents known"):
        took = seconds(lambda: tracing.of_version(LONG_PROMPT, last, passages_of))
        print(f"  every sentence of a version traced through {last} versions, {name}: {took:.2f} s")
    panel.close()
    workspace.close()


def both(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock and of the processor: others may use the machine, too."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
