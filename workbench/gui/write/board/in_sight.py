"""The widgets of a board: only for the places in sight, showing other states as it is scrolled."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from workbench.gui.write.board.arrangement import Place
from workbench.gui.write.board.cell import Cell
from workbench.gui.write.board.cell_state import CellState, View
from workbench.gui.write.board.places import Geometry


class CellsInSight(QObject):
    """`make` gives a new widget; one that is not needed any more is kept for the next place."""

    def __init__(self, make: Callable[[], Cell], parent: QObject) -> None:
        super().__init__(parent)
        self._make = make
        self._at: Mapping[Place, CellState] = {}
        self._geometry = Geometry()
        self._shown: dict[CellState, Cell] = {}
        self._spare: list[Cell] = []
        self._sight: dict[CellState, None] = {}
        self._ahead: list[CellState] = []
        self._current: CellState | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._put_next)
        self.view = View.TEXT

    @property
    def bound(self) -> tuple[Cell, ...]:
        """All that show a state, in sight or near it."""
        return tuple(self._shown.values())

    @property
    def every(self) -> tuple[Cell, ...]:
        """Those that wait for a place too."""
        return (*self._shown.values(), *self._spare)

    @property
    def seen(self) -> list[Cell]:
        """Those of which something can be seen."""
        return [cell for cell in self._shown.values() if not cell.visibleRegion().isEmpty()]

    def is_in_sight(self, state: CellState) -> bool:
        return state in self._sight

    def widget_of(self, state: CellState | None) -> Cell | None:
        """None while it is out of sight."""
        return self._shown.get(state) if state else None

    def around(self, widget: QWidget) -> Cell | None:
        """The cell in which this widget stands."""
        return next((cell for cell in self._shown.values() if cell.isAncestorOf(widget)), None)

    def set_current(self, state: CellState | None) -> None:
        for each, current in ((self._current, False), (state, True)):
            if widget := self.widget_of(each):
                widget.show_current(current)
        self._current = state

    def set_view(self, view: View) -> None:
        self.view = view
        for cell in self._shown.values():
            cell.set_view(view)

    def show_places(self, at: Mapping[Place, CellState], geometry: Geometry, window: QRect) -> None:
        """What is within the window now; the rows beside it as there is time."""
        self._at, self._geometry = at, geometry
        row = geometry.height
        self._sight = self._states_in(window)
        around = self._states_in(window.adjusted(0, -row, 0, row))
        for state in [s for s in self._shown if s not in around and not self._kept(s)]:
            self._spare.append(self._shown.pop(state))
        for state in [*self._sight, *(s for s in self._shown if s not in self._sight)]:
            self._put(state)
        for widget in self._spare:
            if not widget.isHidden():
                widget.hide()
        self._ahead = [state for state in around if state not in self._shown]
        if self._ahead:
            self._soon.start()

    def _states_in(self, window: QRect) -> dict[CellState, None]:
        places = self._geometry.in_sight(window)
        return {self._at[place]: None for place in places if place in self._at}

    def _put(self, state: CellState) -> None:
        """A widget for it, in its place."""
        widget = self._shown.get(state)
        if widget is None:
            widget = self._shown[state] = self._bound(state)
        widget.setObjectName("board.cell.{}.{}".format(*state.place))
        area = self._geometry.area(state.place)
        if widget.geometry() != area:
            widget.setGeometry(area)
        if widget.isHidden():
            widget.show()

    def _put_next(self) -> None:
        """One at a time: whoever scrolls on finds it there."""
        if self._ahead:
            self._put(self._ahead.pop())
        if self._ahead:
            self._soon.start()

    def _kept(self, state: CellState) -> bool:
        """It is on the board, out of sight, and has the keyboard."""
        focus = QApplication.focusWidget()
        has_keyboard = focus is not None and self._shown[state].isAncestorOf(focus)
        return has_keyboard and self._at.get(state.place) is state

    def _bound(self, state: CellState) -> Cell:
        widget = self._spare.pop() if self._spare else self._make()
        widget.set_board_view(self.view)
        widget.show_state(state)
        widget.show_current(state is self._current)
        return widget
