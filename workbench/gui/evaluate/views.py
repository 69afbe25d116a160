"""The sides of an evaluation beside its cases, each made when it is first turned to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.domain.evaluations import Evaluation
from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.grid.presenter import GridPresenter
from workbench.gui.evaluate.page import EvaluatePlace
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

CASES, PLOTS, COMPARE = range(3)
VIEWS = (
    ("evaluation.cases", QT_TRANSLATE_NOOP("evaluate", "Cases")),
    ("evaluation.plots", QT_TRANSLATE_NOOP("evaluate", "Plots")),
    ("evaluation.compare", QT_TRANSLATE_NOOP("evaluate", "Compare")),
)


class Views(QObject):
    said = Signal(str)

    def __init__(self, place: EvaluatePlace, around: Around, grid: GridPresenter) -> None:
        super().__init__(place)
        self._place, self._around, self._grid = place, around, grid
        self._working = around.background.aside()
        """Comparisons take seconds where there are very many cells."""
        self._holders: dict[int, QWidget] = {}
        self._followers: list[Callable[[Evaluation | None], None]] = []
        page = place.grid
        for number, (command_id, words) in enumerate(VIEWS):
            tip = around.actions[command_id].toolTip()
            if number == CASES:
                page.bar.tabs.setTabToolTip(CASES, tip)
            else:
                self._holders[number] = holder = QWidget(page)
                page.put_view(translate(words), holder, tip)
            around.actions.on(command_id, partial(self.turn_to, number))
        page.bar.turned.connect(self._make)
        grid.shown.connect(self._follow)
        grid.figures.worked_out.connect(lambda _figures: self._follow(grid.evaluation))

    def turn_to(self, number: int) -> None:
        """Of the evaluation that is shown, wherever one is."""
        if evaluation := self._grid.evaluation:
            self._around.actions.run("go.evaluate")
            self._grid.show(evaluation.id)
            self._place.grid.turn_to(number)
            focused = self._place.grid.view if number == CASES else self._holders[number]
            focused.setFocus()

    def _make(self, number: int) -> None:
        """The first time it is turned to."""
        holder = self._holders.get(number)
        if holder is None or holder.layout() is not None:
            return
        page = MAKERS[number](self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        holder.setFocusProxy(page)
        self._follow(self._grid.evaluation)

    def _follow(self, evaluation: Evaluation | None) -> None:
        for follower in self._followers:
            follower(evaluation)

    def _make_plots(self) -> QWidget:
        from workbench.gui.evaluate.plots.page import PlotsPage
        from workbench.gui.evaluate.plots.presenter import PlotsPresenter

        page = PlotsPage(self._around.theme)
        presenter = PlotsPresenter(page, self._around, self._working)
        self._followers.append(presenter.show_evaluation)
        return page

    def _make_compare(self) -> QWidget:
        from workbench.gui.evaluate.comparing.page import ComparePage
        from workbench.gui.evaluate.comparing.presenter import ComparePresenter

        page = ComparePage(self._around.theme, self._around.icons)
        presenter = ComparePresenter(page, self._around, self._working)
        self._followers.append(presenter.show_evaluation)
        self._grid.figures.worked_out.connect(lambda _figures: presenter.renew())
        return page


MAKERS: dict[int, Callable[[Views], QWidget]] = {
    PLOTS: Views._make_plots,  # noqa: SLF001
    COMPARE: Views._make_compare,  # noqa: SLF001
}
