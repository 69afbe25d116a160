"""How long the first token takes from the socket to the screen.

`python -m benchmarks.first_token [--runs N]`. A local server in its own process writes, as the
first token, the moment it does so by the system's monotonic clock; litellm in the real engine
process reads it, and the run board of this process paints it. What is measured is from the
write to after the paint: HTTP, litellm, batching, the pipe, the display's turn, the drawing.
Goal: the 95th percentile within two display intervals, 66 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from benchmarks.run_overhead import _event, _usage
from workbench.bootstrap import new_id, open_services
from workbench.domain.models import Endpoint
from workbench.domain.run_events import RunEnded, RunEvent
from workbench.domain.settings import Settings
from workbench.gui.kit.engine import EngineState
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.shell.engine_link import EngineLink
from workbench.gui.shell.engine_log import EngineLog
from workbench.gui.shell.redaction import Redaction
from workbench.gui.write.board.panel import BoardPanel
from workbench.services.prompts import PromptService
from workbench.services.runs import RunPlan, RunService

GOAL_MS, INTERVAL_MS, WARM_UP = 66.0, 33.0, 3
Work = tuple[PromptService, RunService]


class FirstPaint(QObject):
    """Says when the first token of a run has been painted."""

    painted = Signal(float)

    def __init__(self, board: BoardPanel, run_id: str) -> None:
        super().__init__()
        cell = board.grid.widget_of(board.grid.cell_of(run_id))
        assert cell
        self._text = cell.output.text
        self._seen = False
        self._text.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._seen and self._text.toPlainText():
            self._seen = True
            QTimer.singleShot(0, self._say)
        return False

    def _say(self) -> None:
        self.painted.emit((time.monotonic() - float(self._text.toPlainText().split()[0])) * 1000)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=60)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        asyncio.run(serve())
        return
    application = QApplication([])
    theme = Theme(application, "light")
    with server() as address, tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "bench.db"
        services = open_services(workspace)
        log = EngineLog(Path(folder) / "engine.log", Redaction())
        command = (sys.executable, "-m", "workbench.engine", "--workspace", str(workspace))
        engine = EngineLink(command, log)
        engine.open()
        wait_until(lambda: engine.state is EngineState.READY)
        limits = replace(Settings().limits, concurrency_local=8)
        endpoint = Endpoint("bench", address, ("bench",))
        engine.configure(Settings(endpoints=(endpoint,), limits=limits))
        board = BoardPanel(theme, Icons(theme))
        engine.run_events.connect(board.take)
        board.resize(1200, 500)
        board.show()
        work = services.prompts, services.runs
        taken = [one(board, engine, work) for _run in range(WARM_UP + arguments.runs)]
        engine.close()
    report(taken[WARM_UP:])


def one(board: BoardPanel, engine: EngineLink, work: Work) -> float:
    """Milliseconds from the socket to the screen, once."""
    plan = planned(work)
    board.show_jobs(plan.jobs)
    first = FirstPaint(board, plan.jobs[0].run_id)
    taken: list[float] = []
    ended: list[RunEvent] = []
    first.painted.connect(taken.append)

    def take(events: list[RunEvent]) -> None:
        ended.extend(event for event in events if isinstance(event, RunEnded))

    engine.run_events.connect(take)
    engine.start(plan.jobs)
    wait_until(lambda: bool(ended))
    engine.run_events.disconnect(take)
    assert taken, ended
    return taken[0]


def planned(work: Work) -> RunPlan:
    prompts, runs = work
    path = f"bench/{new_id()}"
    opened = prompts.create(path)
    return runs.plan(opened.prompt.id, opened.draft.content, models=("bench/bench",))


def wait_until(done: Callable[[], bool]) -> None:
    loop, look = QEventLoop(), QTimer(interval=5)
    look.timeout.connect(lambda: loop.quit() if done() else None)
    look.start()
    QTimer.singleShot(30_000, loop.quit)
    loop.exec()
    look.stop()
    assert done()


def report(taken: list[float]) -> None:
    p95 = quantiles(taken, n=20)[18]
    print(f"socket to screen: median {median(taken):.1f} ms, p95 {p95:.1f} ms, {len(taken)} runs")
    print(f"p95 to the display interval: {p95 / INTERVAL_MS:.2f} (goal {GOAL_MS / INTERVAL_MS:g})")


@contextmanager
def server() -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.first_token", "--serve"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    assert process.stdout
    try:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


async def serve() -> None:
    listening = await asyncio.start_server(_answer, "127.0.0.1", 0)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await listening.serve_forever()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            fields = dict(
                line.lower().split(": ", 1) for line in head.decode().splitlines() if ": " in line
            )
            await reader.readexactly(int(fields.get("content-length", 0)))
            writer.write(
                b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
                b"transfer-encoding: chunked\r\n\r\n"
            )
            await asyncio.sleep(0.2)
            await _write(writer, _event({"content": f"{time.monotonic():.6f} "}))
            await asyncio.sleep(0.3)
            for piece in (_event({}, "stop"), _usage(), b"data: [DONE]\n\n"):
                await _write(writer, piece)
            writer.write(b"0\r\n\r\n")
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def _write(writer: asyncio.StreamWriter, piece: bytes) -> None:
    writer.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
    await writer.drain()


if __name__ == "__main__":
    main()
