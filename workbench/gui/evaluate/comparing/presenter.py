"""Compares what is picked, piece by piece in the background; the newest wish is the one that
counts, and what is left of an older one is dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from workbench.domain.comparisons import PASS_RATE, CellChange
from workbench.domain.errors import WorkbenchError
from workbench.domain.evaluations import Evaluation, EvaluationSummary
from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.comparing.both_sides import BothSides, read_both_sides
from workbench.gui.evaluate.comparing.figures import Compared, MeasureLine, Pair, first_pair
from workbench.gui.evaluate.comparing.page import ComparePage
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.background import Background
from workbench.services.events import EvaluationsChanged, Event
from workbench.services.two_columns import TwoColumns

Piece = Callable[[], Compared]
NOTHING_ELSE = (
    "Needs two columns: evaluate another version or model, or pick an earlier evaluation."
)


class ComparePresenter(QObject):
    def __init__(self, page: ComparePage, around: Around, working: Background) -> None:
        super().__init__(page)
        self._page, self._working = page, working
        self._services, self._ask = around.services, around.ask
        self._shown: Evaluation | None = None
        self._stale = True
        self._pair: Pair | None = None
        self._two: TwoColumns | None = None
        self._compared = Compared()
        self._change: CellChange | None = None
        self._wish = 0
        """Counts wishes: only what the newest one asked for is shown."""
        page.wanted.connect(self._on_wanted)
        page.pickers.picked.connect(self._on_picked)
        page.change_chosen.connect(self._on_change)
        page.both.sample_wanted.connect(self._read_change)
        around.relay.published.connect(self._on_event)

    @property
    def pair(self) -> Pair | None:
        """What is compared."""
        return self._pair

    def show_evaluation(self, evaluation: Evaluation | None) -> None:
        """Another one: its pair is found when somebody looks."""
        if evaluation is None or self._shown is None or evaluation.id != self._shown.id:
            self._pair = None
            self._stale = True
        self._shown = evaluation
        if self._page.isVisible():
            self._on_wanted()

    def renew(self, _figures: object = None) -> None:
        """Figures changed: compare again when somebody looks."""
        self._stale = True
        if self._page.isVisible():
            self._on_wanted()

    def compare(self, pair: Pair) -> None:
        self._pair, self._stale = pair, False
        self._page.pickers.show_pair(pair)
        self._start(pair)

    def _on_wanted(self) -> None:
        if not self._stale:
            return
        self._stale = False
        shown, evaluations = self._shown, self._services.evaluations
        comparing, known = self._services.comparing, self._pair
        if shown is None:
            return

        def look() -> tuple[list[EvaluationSummary], Pair | None]:
            begun = [each for each in evaluations.summaries() if each.done]
            return begun, known or first_pair(evaluations, comparing, shown)

        self._wish += 1
        self._working.run(self, look, partial(self._offer, self._wish), self._show_error)

    def _offer(self, wish: int, found: tuple[list[EvaluationSummary], Pair | None]) -> None:
        if wish != self._wish:
            return
        summaries, pair = found
        self._page.pickers.show_evaluations(summaries)
        ids = {summary.evaluation.id for summary in summaries}
        if pair and {pair.baseline.evaluation_id, pair.candidate.evaluation_id} <= ids:
            self.compare(pair)
            return
        self._pair = None
        self._page.pickers.show_pair(None)
        self._page.show_progress(0, 0)
        self._page.say(translate(NOTHING_ELSE))

    def _on_picked(self) -> None:
        if (pair := self._page.pickers.pair) and pair != self._pair:
            self._pair = pair
            self._start(pair)

    def _start(self, pair: Pair) -> None:
        self._wish += 1
        self._two, self._change = None, None
        if self._compared.main is None:
            self._page.say(translate("Comparing…"))
        self._page.show_progress(0, 8)
        comparing, wish = self._services.comparing, self._wish
        read = partial(comparing.two, pair.baseline, pair.candidate)
        self._working.run(self, read, partial(self._on_read, wish), self._show_error)

    def _on_read(self, wish: int, two: TwoColumns) -> None:
        if wish != self._wish:
            return
        self._two = two
        self._compared = Compared(two.names)
        self._next(wish, 0)

    def _next(self, wish: int, step: int) -> None:
        """One piece after the other: between two of them another wish may come."""
        two = self._two
        if two is None or wish != self._wish:
            return

        def work() -> tuple[Compared, int]:
            measures = two.measures
            return _piece(two, self._compared, measures, step), len(measures) + 2

        def show(found: tuple[Compared, int]) -> None:
            if wish != self._wish:
                return
            self._compared, steps = found
            self._page.show_progress(step + 1, steps)
            if step == 0 or step + 1 == steps:
                self._page.show_compared(self._compared)
            if step + 1 < steps:
                self._next(wish, step + 1)

        self._working.run(self, work, show, self._show_error)

    def _on_change(self, change: CellChange) -> None:
        self._change = change
        self._page.both.show_samples(change)
        self._read_change(0)

    def _read_change(self, sample: int) -> None:
        two, change = self._two, self._change
        if two is None or change is None:
            return

        def show(both: BothSides) -> None:
            if self._two is two and self._change is change:
                self._page.both.show_both(both)

        evaluations = self._services.evaluations
        work = partial(read_both_sides, evaluations, two, change, max(sample, 0))
        self._working.run(self, work, show, self._show_error)

    def _on_event(self, event: Event) -> None:
        if isinstance(event, EvaluationsChanged):
            self.renew()

    def _show_error(self, error: WorkbenchError) -> None:
        """It was removed meanwhile."""
        self._page.show_progress(0, 0)
        self._page.say(f"{error.message} {error.hint}".strip())


def _piece(two: TwoColumns, known: Compared, measures: tuple[str, ...], step: int) -> Compared:
    if step < len(measures):
        what = measures[step]
        line = MeasureLine(two.comparison(what), *two.means(what))
        return replace(known, unshared=two.unshared, lines=(*known.lines, line))
    if step == len(measures):
        return replace(known, slices=tuple(two.by_slice(PASS_RATE)))
    return replace(known, changes=tuple(two.changes()))
