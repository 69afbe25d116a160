"""The plot that is looked at, worked out in the background and again when figures change."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from workbench.domain.evaluations import Evaluation
from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.plots.content import Plot
from workbench.gui.evaluate.plots.drawing_kit import DrawingKit
from workbench.gui.evaluate.plots.figures import (
    Summed,
    cost_plot,
    summed,
    time_plot,
    times_plot,
    versions_plot,
)
from workbench.gui.evaluate.plots.page import Kind, PlotsPage
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.background import Background

KIND, BY_SCORE = "plots.kind", "plots.score"
Wish = tuple[str, Kind, bool]


class PlotsPresenter(QObject):
    def __init__(self, page: PlotsPage, around: Around, working: Background) -> None:
        super().__init__(page)
        self._page, self._working = page, working
        self._kit = DrawingKit(working, self)
        self._services, self._memory = around.services, around.memory
        self._evaluation: Evaluation | None = None
        self._wish: Wish | None = None
        self._again = False
        if self._memory:
            kept = self._memory.text(KIND)
            page.choose(Kind(kept) if kept in set(Kind) else Kind.COST)
            page.measure.setCurrentIndex(int(self._memory.text(BY_SCORE) == "yes"))
        page.wanted.connect(self._on_wanted)

    def show_evaluation(self, evaluation: Evaluation | None) -> None:
        """Its figures may have changed. Nothing is worked out while nobody looks."""
        self._evaluation = evaluation
        if self._page.isVisible():
            self._work_out()

    def _on_wanted(self) -> None:
        self._page.offer_measure()
        if self._memory:
            self._memory.keep(KIND, self._page.kind.value)
            self._memory.keep(BY_SCORE, "yes" if self._page.by_score else "")
        self._work_out()

    def _work_out(self) -> None:
        """One at a time: what is asked for meanwhile is done once, after it."""
        evaluation, page = self._evaluation, self._page
        if evaluation is None or not page.isVisible():
            return
        wish = (evaluation.id, page.kind, page.by_score)
        if self._wish is not None:
            self._again = True
            self._wish = wish
            return
        if page.plot is None and page.kind is not Kind.SLICES:
            page.show_missing(translate("Working out the figures…"))
        if not self._kit.loaded:
            self._kit.load(self._work_out)
            return
        self._wish = wish
        work = partial(self._worked_out, evaluation, page.kind, page.by_score)
        self._working.run(self, work, partial(self._show, wish), self._on_failed)

    def _worked_out(self, evaluation: Evaluation, kind: Kind, by_score: bool) -> Plot | Summed:
        comparing = self._services.comparing
        if kind is Kind.VERSIONS:
            return versions_plot(
                self._services.evaluations,
                comparing,
                evaluation,
                by_score=by_score,
                wanted=lambda: not self._again,
            )
        if kind is Kind.TIMES:
            return times_plot(comparing, evaluation)
        of = summed(comparing, evaluation)
        if kind is Kind.SLICES:
            return of
        draw = cost_plot if kind is Kind.COST else time_plot
        return draw(of, by_score=by_score)

    def _show(self, wish: Wish, found: Plot | Summed) -> None:
        wanted, again = self._wish == wish, self._again
        self._rest()
        if wanted:
            self._show_found(found, by_score=wish[2])
        if again:
            self._work_out()

    def _show_found(self, found: Plot | Summed, *, by_score: bool) -> None:
        page = self._page
        if isinstance(found, Plot):
            page.show_plot(found)
        elif not any(each.cells for each in found.summaries):
            page.show_missing(translate("Needs a cell that is over."))
        elif len(found.heat_map(by_score=by_score).slices) < 2:
            words = translate("Needs labels: give the cases of the dataset labels to see slices.")
            page.show_missing(words)
        else:
            page.slices.show_map(found.heat_map(by_score=by_score), by_score=by_score)
            page.show_slices()

    def _on_failed(self, _error: object) -> None:
        """It was removed meanwhile."""
        self._rest()

    def _rest(self) -> None:
        self._wish, self._again = None, False
