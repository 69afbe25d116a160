"""What is asked of a workspace of 10,000 prompts, 100,000 versions and 1,000,000 runs.

Each question alone, on the clock and of the processor: on a machine that does other things too,
the processor's seconds are what it costs. The prompt in question has 1,000 versions of 20 KB,
2,000 states that were only run, and 100,000 runs. `slow` asks what reads the whole file, too.
    .venv/bin/python -m benchmarks.scale [SCALE] [slow]
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from benchmarks.large_workspace import large_workspace
from benchmarks.made_up import BEGUN, LONG_PROMPT
from workbench import bootstrap
from workbench.services.maintenance import MaintenanceService
from workbench.store.maintenance import SqliteWorkspaceFile
from workbench.store.opening import open_workspace
from workbench.store.prompts import SqlitePrompts
from workbench.store.runs import SqliteRuns
from workbench.store.search import forget_output

ROUNDS = 7
HOUR = timedelta(hours=1)


def main(scale: float, *, slow: bool) -> None:
    path = large_workspace(scale)
    print(f"scale {scale:g}, {path.stat().st_size / 1e6:.0f} MB, load {os.getloadavg()[0]:.1f}")
    told("start: the services opened", lambda: bootstrap.close_services(opened(path)), 1)
    told("start: the services opened once more", lambda: bootstrap.close_services(opened(path)))
    services = opened(path)
    told("start: the prompt that was worked on last", services.prompts.last_worked_on)
    told("library: 10,000 prompts", services.library.holdings)
    told("a prompt opened", lambda: services.prompts.open(LONG_PROMPT))
    told("the history: 3,000 states", lambda: services.prompts.timeline(LONG_PROMPT))
    told("the board's last runs", lambda: services.runs.latest(LONG_PROMPT))
    told("conversations", lambda: services.runs.conversations(LONG_PROMPT))
    told("live spending of the last hour", services.runs.live_spending)
    bootstrap.close_services(services)
    of_stores(path)
    if slow:
        whole_file(path)


def of_stores(path: Path) -> None:
    workspace = open_workspace(path)
    runs, prompts = SqliteRuns(workspace), SqlitePrompts(workspace)
    some = runs.on_board(LONG_PROMPT, limit=1)[0]
    runs.record(replace(some, request_key="bench"))
    told("the cache asked, found", lambda: runs.finished_with("bench", some.job.sample))
    told("the cache asked, nothing found", lambda: runs.finished_with("never", 0))
    runs.record(some)
    told("the runs of a state", partial(runs.runs_of, LONG_PROMPT, digest=some.job.digest))
    told("live spending of ten days", lambda: runs.live_spending(datetime.now(UTC) - 240 * HOUR))
    told("live spending of all days", lambda: runs.live_spending(BEGUN))
    told("what is unfinished", runs.unfinished)
    draft = prompts.open(LONG_PROMPT).draft
    told("a draft of 20 KB kept", lambda: prompts.journal(draft))
    new = replace(some, job=replace(some.job, run_id="bench-run"))
    told("a run recorded", lambda: runs.record(new))
    with workspace.writing() as db:
        row = db.execute("SELECT row FROM runs WHERE id = ?", [new.id]).fetchone()["row"]
        forget_output(db, row, new.text)
        db.execute("DELETE FROM runs WHERE row = ?", [row])
    workspace.close()


def whole_file(path: Path) -> None:
    workspace = open_workspace(path)
    file = MaintenanceService(SqliteWorkspaceFile(workspace))
    with tempfile.TemporaryDirectory() as folder:
        told("backup", lambda: file.back_up(Path(folder) / "copy.workbench"), 1)
    told("check", lambda: print(f"    {len(file.check())} faults"), 1)
    workspace.close()
    print(f"  at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB of memory")


def opened(path: Path) -> bootstrap.Services:
    return bootstrap.open_services(path, window=True)


def told(name: str, work: Callable[[], object], rounds: int = ROUNDS) -> None:
    times = []
    for _round in range(rounds):
        clock, processor = time.perf_counter(), time.process_time()
        work()
        times.append((time.process_time() - processor, time.perf_counter() - clock))
    first = times[0][1] * 1000
    processor, clock = (statistics.median(each) * 1000 for each in zip(*times, strict=True))
    print(f"  {name}: processor {processor:.1f} ms, clock {clock:.1f} ms (first {first:.1f} ms)")


if __name__ == "__main__":
    numbers = [word for word in sys.argv[1:] if word != "slow"]
    main(float(numbers[0]) if numbers else 1.0, slow="slow" in sys.argv)
