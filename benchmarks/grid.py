"""How long the grid of a large evaluation keeps the person waiting.

`python -m benchmarks.grid [--cases N] [--rounds N] [--seconds S]`. The place Evaluate, as the
window has it, over a real workspace with 16,667 cases in 6 columns: 100,002 cells. While a timer
that asks to be called every millisecond tells how late the event loop is, the grid is opened,
scrolled through by steps and by leaps (so that its texts have to be read), told of 200 cells a
second while it is scrolled, and filtered. Goal: the 99th percentile within one frame, 16.7 ms,
and no stall over 50 ms. The same window left alone is measured in turn with it.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.evaluated import CHECKS, planned
from benchmarks.event_loop_lag import FRAME_MS, STALL_MS, Lag, lag, wait
from benchmarks.rescoring import TEXT
from workbench.bootstrap import close_services, open_services
from workbench.desktop import GIVES_WAY
from workbench.domain.checks import CellScore, Score, Verdict
from workbench.domain.errors import WorkbenchError
from workbench.domain.evaluations import (
    OUTPUT_START,
    Cell,
    CellsChanged,
    Evaluation,
    EvaluationProgress,
    EvaluationState,
)
from workbench.domain.runs import Outcome
from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.grid.filtering import Show
from workbench.gui.evaluate.page import EvaluatePlace
from workbench.gui.evaluate.place import build_evaluate_place
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.shell.engine_link import EngineLink
from workbench.gui.shell.engine_log import EngineLog
from workbench.gui.shell.redaction import Redaction
from workbench.services.opened import Services
from workbench.store.evaluations import SqliteEvaluations
from workbench.store.opening import open_workspace

CASES = 16_667
SCROLL_MS, STEP = 33, 60
LEAP_EVERY = 12
"""Steps; a leap goes a twentieth of the way."""
OTHER = "other"
"""Another evaluation, which is shown in between."""
TELL_MS, CELLS_A_SECOND = 250, 200
WORDS = TEXT.split()


class Scrolling(QObject):
    """Somebody who looks through the grid, down and up again."""

    def __init__(self, place: EvaluatePlace) -> None:
        super().__init__()
        self._bar, self._down, self._steps = place.grid.view.results.verticalScrollBar(), 1, 0
        self._timer = QTimer(self, interval=SCROLL_MS)
        self._timer.timeout.connect(self._move)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _move(self) -> None:
        self._steps += 1
        step = self._bar.maximum() // 20 if self._steps % LEAP_EVERY == 0 else STEP
        if not 0 <= self._bar.value() + self._down * step <= self._bar.maximum():
            self._down = -self._down
        self._bar.setValue(self._bar.value() + self._down * step)


class Arriving(QObject):
    """What an engine tells of an evaluation that runs."""

    def __init__(self, link: EngineLink, evaluation: Evaluation) -> None:
        super().__init__()
        self._link, self._evaluation = link, evaluation
        self._chosen = random.Random(7)
        self._timer = QTimer(self, interval=TELL_MS)
        self._timer.timeout.connect(self._tell)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _tell(self) -> None:
        count = CELLS_A_SECOND * TELL_MS // 1000
        start = self._chosen.randrange(self._evaluation.total - count)
        cells = tuple(a_cell(number, self._chosen) for number in range(start, start + count))
        id_, running = self._evaluation.id, EvaluationState.RUNNING
        progress = EvaluationProgress(id_, running, start, self._evaluation.total, in_flight=64)
        self._link.evaluation_events.emit([CellsChanged(id_, cells), progress])


class Failing:
    """Asks nobody: what goes wrong ends the benchmark."""

    def show_error(self, error: WorkbenchError) -> None:
        raise error


class Opened:
    """The place over a workspace; its engine is never started."""

    def __init__(self, services: Services, folder: Path) -> None:
        application = QApplication([])
        self.theme = Theme(application, "light")
        self.background = Background()
        self.link = EngineLink([], EngineLog(folder / "engine.log", Redaction({})))
        self.around = Around(
            services,
            self.link,
            self.background,
            Actions(application),
            self.theme,
            Icons(self.theme),
            cast("Ask", Failing()),
            EventRelay(services.events),
            lambda: None,
        )

    def place(self) -> EvaluatePlace:
        made = build_evaluate_place(self.around)
        made.resize(1920, 1000)
        made.show()
        return made


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5.0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        services = open_services(folder / "bench.db", empty=True)
        evaluation = filled(services, folder / "bench.db", arguments.cases)
        measured = shown(services, folder, evaluation, arguments.rounds, arguments.seconds)
        close_services(services)
    print(f"{evaluation.total:,} cells")
    for what, rounds in measured.items():
        p99 = median(quantiles(late, n=100)[98] for late in rounds)
        worst = [max(late) for late in rounds]
        print(
            f"{what:9} p99 {p99:6.1f} ms, to one frame {p99 / FRAME_MS:.2f} (goal 1); worst "
            f"{max(worst):6.1f} ms, median of the worst {median(worst):.1f} "
            f"(goal {STALL_MS:.0f}), {len(rounds)} rounds"
        )


def shown(
    services: Services, folder: Path, evaluation: Evaluation, rounds: int, seconds: float
) -> dict[str, list[list[float]]]:
    opened = Opened(services, folder)
    measured: dict[str, list[list[float]]] = {}

    def keep(what: str, late: Sequence[float]) -> None:
        measured.setdefault(what, []).append(list(late))

    sys.setswitchinterval(GIVES_WAY)  # as the window does
    gc.freeze()
    place = opened.place()
    for number in range(rounds):
        choose(place, OTHER)
        until_idle(opened)
        keep("opened", while_busy(opened, partial(choose, place, evaluation.id)))
        keep("left", lag(seconds / 2))
        scrolling = Scrolling(place)
        keep("scrolled", lag(seconds))
        arriving = Arriving(opened.link, evaluation)
        keep("arriving", lag(seconds))
        arriving.stop()
        scrolling.stop()
        until_idle(opened)
        for show in (Show.FAILED, Show.DISAGREEING, Show.ALL):
            keep("filtered", while_busy(opened, partial(filter_by, place, show, "")))
        words = partial(filter_by, place, Show.ALL, f"word {number}")
        keep("filtered", while_busy(opened, words))
        filter_by(place, Show.ALL, "")
    place.close()
    opened.background.close()
    place.deleteLater()
    return measured


def choose(place: EvaluatePlace, evaluation_id: str) -> None:
    place.lists.chosen.emit(evaluation_id)


def filter_by(place: EvaluatePlace, show: Show, words: str) -> None:
    bar = place.grid.filter
    bar.show_box.setCurrentIndex(bar.show_box.findData(show))
    bar.words.setText(words)
    bar.words.returnPressed.emit()


def while_busy(opened: Opened, begin: Callable[[], None]) -> list[float]:
    """From what begins it until nothing is under way any more."""
    probe = Lag()
    wait(0.05)
    begin()
    until_idle(opened)
    return probe.stop()


def until_idle(opened: Opened) -> None:
    wait(0.3)
    while not opened.background.idle:
        wait(0.05)
    wait(0.2)


def filled(services: Services, path: Path, cases: int) -> Evaluation:
    """An evaluation whose cells are all on record."""
    evaluation = planned(services, cases)
    workspace = open_workspace(path)
    store, chosen = SqliteEvaluations(workspace), random.Random(20261121)
    for start in range(0, evaluation.total, 5_000):
        numbers = range(start, min(start + 5_000, evaluation.total))
        store.record_cells(evaluation.id, [a_cell(number, chosen) for number in numbers])
    finished = replace(evaluation, state=EvaluationState.FINISHED)
    store.save(finished)
    store.add(replace(evaluation, id=OTHER), services.evaluations.cases_of(evaluation))
    workspace.close()
    return finished


def a_cell(number: int, chosen: random.Random) -> Cell:
    verdicts = [chosen.choice((Verdict.PASSED,) * 4 + (Verdict.FAILED,)) for _ in CHECKS]
    scores = tuple(Score(each, float(each is Verdict.PASSED), "It says so.") for each in verdicts)
    whole = Verdict.FAILED if Verdict.FAILED in verdicts else Verdict.PASSED
    value = sum(score.value for score in scores) / len(scores)
    return Cell(
        number,
        f"run-{number}",
        Outcome.FINISHED,
        cost_usd=Decimal("0.0001"),
        latency=chosen.uniform(0.5, 2),
        tokens=50,
        output_start=" ".join(chosen.choice(WORDS) for _ in range(50))[:OUTPUT_START],
        score=CellScore(whole, value, scores),
    )


if __name__ == "__main__":
    main()
