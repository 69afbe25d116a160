"""The ways one output is shown: as text, and with its differences from another."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from workbench.domain.runs import Run
from workbench.gui.kit.differences.comparison_view import Comparison, ComparisonView
from workbench.gui.kit.theme import Theme
from workbench.gui.write.board.cell_state import View
from workbench.gui.write.board.output_view import OutputView


class CellViews(QStackedWidget):
    """Views are made when they are first needed: most outputs are only ever read as text."""

    scrolled = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wrap = True
        self._shown: Comparison | None = None
        self.output = OutputView(self)
        self.output.text.setProperty("frame", "none")
        self.output.scrolled.connect(self.scrolled)
        self.comparison: ComparisonView | None = None
        self.addWidget(self.output)
        self.setFocusProxy(self.output)

    @property
    def scroll_value(self) -> int:
        return self.output.text.verticalScrollBar().value()

    def begin(self, title: str) -> None:
        """Nothing is there yet."""
        self.output.text.setAccessibleName(self.tr("Output of {0}").format(title))
        self.output.show_text("")

    def append(self, text: str) -> None:
        self.output.append(text)
        self.output.flush()

    def show_run(self, run: Run) -> None:
        self.output.show_text(run.text)

    def set_view(self, view: View) -> None:
        pass

    def set_wrap(self, wrap: bool) -> None:
        self._wrap = wrap
        self.output.set_wrap(wrap)
        if self.comparison is not None:
            self.comparison.set_wrap(wrap)

    def scroll_to(self, value: int) -> None:
        for view in (self.output, self.comparison):
            if view is not None:
                view.scroll_to(value)

    def show_comparison(self, comparison: Comparison | None) -> None:
        if comparison is self._shown:
            return
        self._shown = comparison
        if comparison is None:
            self._turn_to(self.output)
            return
        if self.comparison is None:
            self.comparison = ComparisonView(self._theme, self)
            self.comparison.set_wrap(self._wrap)
            self.comparison.scrolled.connect(self.scrolled)
            self.addWidget(self.comparison)
        self.comparison.resize(self.size())
        self.comparison.show_comparison(comparison)
        self._turn_to(self.comparison)

    def _turn_to(self, view: QWidget) -> None:
        """The keyboard goes along."""
        focus = QApplication.focusWidget()
        focused = focus is not None and self.isAncestorOf(focus)
        self.setFocusProxy(view)
        self.setCurrentWidget(view)
        if focused:
            view.setFocus()
