"""The sides of an evaluation beside its cases, each made when it is first turned to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from workbench.domain.evaluations import Evaluation
from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.baseline import Pinning
from workbench.gui.evaluate.gates.presenter import GatePresenter
from workbench.gui.evaluate.grid.filtering import Filter
from workbench.gui.evaluate.grid.presenter import GridPresenter
from workbench.gui.evaluate.page import EvaluatePlace
from workbench.gui.evaluate.reporting import Reporting
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.naming import named
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.services.events import EvaluationsChanged, Event

CASES, PLOTS, COMPARE, GATE = range(4)
VIEWS = (
    ("evaluation.cases", QT_TRANSLATE_NOOP("evaluate", "Cases")),
    ("evaluation.plots", QT_TRANSLATE_NOOP("evaluate", "Plots")),
    ("evaluation.compare", QT_TRANSLATE_NOOP("evaluate", "Compare")),
    ("evaluation.gate", QT_TRANSLATE_NOOP("evaluate", "Gate")),
)


class Views(QObject):
    said = Signal(str)
    written = Signal(object)
    """`Path` of a report that is there now."""

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
        self.pinning = Pinning(page.top, around)
        self.gate = GatePresenter(self._chip(), around, self._working)
        self.reporting = Reporting(
            around, self._working, lambda: grid.evaluation, lambda: self.gate.reports, self
        )
        self._followers += [self.pinning.show_evaluation, self._show_gate]
        for each in (self.pinning, self.gate, self.reporting):
            each.said.connect(self.said)
        self.reporting.written.connect(self.written)
        self.gate.case_wanted.connect(self.show_case)
        grid.shown.connect(self._follow)
        grid.figures.worked_out.connect(self._on_figures)
        around.relay.published.connect(self._on_event)

    def turn_to(self, number: int) -> None:
        """Of the evaluation that is shown, wherever one is."""
        if evaluation := self._grid.evaluation:
            self._around.actions.run("go.evaluate")
            self._grid.show(evaluation.id)
            self._place.grid.turn_to(number)
            focused = self._place.grid.view if number == CASES else self._holders[number]
            focused.setFocus()

    def show_case(self, case: int, column: int) -> None:
        """In the grid, with its cell open."""
        page = self._place.grid
        if case >= len(page.model.cases):
            return
        self.turn_to(CASES)
        if page.model.filter.active:
            page.filter.clear()
            page.model.show_filtered(Filter())
        page.view.make_current(page.model.row_of(case), column)
        self._around.actions.run("result.open")

    def _chip(self) -> QToolButton:
        """What the gate says, beside the tabs, and the way to it."""
        page = self._place.grid
        chip = named(QToolButton(page.bar), "grid.gate")
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setToolTip(self._around.actions["evaluation.gate"].toolTip())
        chip.clicked.connect(self._around.actions["evaluation.gate"].trigger)
        page.bar.put_at_end(chip)
        return chip

    def _show_gate(self, evaluation: Evaluation | None) -> None:
        self.gate.show_evaluation(evaluation, self._place.grid.model.cases)

    def _on_figures(self, _figures: object) -> None:
        self._follow(self._grid.evaluation)

    def _on_event(self, event: Event) -> None:
        """Another evaluation was pinned, or is gone: what this one is held against is another."""
        shown = self._grid.evaluation
        if isinstance(event, EvaluationsChanged) and shown and event.evaluation_id != shown.id:
            self._grid.figures.renew(now=True)

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
        self._grid.figures.worked_out.connect(presenter.renew)
        return page

    def _make_gate(self) -> QWidget:
        from workbench.gui.evaluate.gates.page import GatePage

        page = GatePage(self._around.theme, self._around.icons)
        self.gate.use_page(page)
        return page


MAKERS: dict[int, Callable[[Views], QWidget]] = {
    PLOTS: Views._make_plots,  # noqa: SLF001
    COMPARE: Views._make_compare,  # noqa: SLF001
    GATE: Views._make_gate,  # noqa: SLF001
}
