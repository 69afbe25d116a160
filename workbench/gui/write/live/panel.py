"""Live mode, beside the board: one model's newest answer, and what changed in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.kit.differences.comparison_view import Comparison, ComparisonView
from workbench.gui.kit.elided import ElidedLabel, Sign
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.outputs.output_view import OutputView
from workbench.gui.kit.theme import Theme


class LivePanel(QWidget):
    model_chosen = Signal(str)
    off_requested = Signal()
    differences_toggled = Signal(bool)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "live", self.tr("Live mode"))
        self._theme = theme
        self.sign = Sign(icons, self)
        self.sign.show_icon("live", "running")
        self.models = named(ElidedBox(self), "live.model", self.tr("Model that runs live"))
        self.models.setProperty("kind", "quiet")
        self.differences = self._button("live.differences", "diff", icons)
        tip = self.tr("Mark what changed since the answer before")
        self.differences.setToolTip(tip)
        self.differences.setAccessibleName(tip)
        self.differences.setCheckable(True)
        self.differences.setChecked(True)
        self.off = self._button("live.off", "x", icons)
        self.off.setToolTip(self.tr("Switch live mode off (Ctrl+Shift+L)"))
        self.off.setAccessibleName(self.tr("Switch live mode off"))
        self.spent = named(ElidedLabel(theme, "muted", self), "live.spent")
        self.state = named(QLabel(self), "live.state")
        self.state.setWordWrap(True)
        self.output = OutputView(self)
        self.output.text.setProperty("frame", "none")
        self.output.text.setAccessibleName(self.tr("Live answer"))
        self.output.set_wrap(True)
        self.comparison = ComparisonView(theme, self)
        self._views = QStackedWidget(self)
        self._lay_out()
        self.models.activated.connect(lambda _index: self.model_chosen.emit(self.model))
        self.off.clicked.connect(self.off_requested)
        self.differences.toggled.connect(self.differences_toggled)
        theme.theme_changed.connect(self._show_fonts)
        self._show_fonts()

    @property
    def model(self) -> str:
        return self.models.currentText()

    @property
    def comparing(self) -> bool:
        """The differences are shown, not the plain answer."""
        return self._views.currentWidget() is self.comparison

    def show_models(self, models: Sequence[str], chosen: str) -> None:
        self.models.clear()
        self.models.addItems(list(models))
        self.models.setCurrentText(chosen)
        self.models.setEnabled(bool(models))

    def show_spent(self, words: str) -> None:
        self.spent.show_text(words)

    def show_state(self, words: str, tone: str = "muted") -> None:
        self.state.setText(words)
        if self.state.property("tone") != tone:
            self.state.setProperty("tone", tone)
            self.state.style().unpolish(self.state)
            self.state.style().polish(self.state)

    def show_text(self, text: str) -> None:
        self.output.show_text(text)
        self._views.setCurrentWidget(self.output)

    def append(self, text: str) -> None:
        self.output.append(text)
        self.output.flush()

    def show_comparison(self, comparison: Comparison) -> None:
        self.comparison.resize(self._views.size())
        self.comparison.show_comparison(comparison)
        self.comparison.set_wrap(True)
        self._views.setCurrentWidget(self.comparison)

    def _button(self, name: str, icon: str, icons: Icons) -> QToolButton:
        button = named(QToolButton(self), name)
        button.setIcon(icons(icon))
        button.setAutoRaise(True)
        return button

    def _show_fonts(self) -> None:
        self.output.text.setFont(self._theme.code_font())
        self.spent.setFont(self._theme.font(0.92))
        self.state.setFont(self._theme.font(0.92))

    def _lay_out(self) -> None:
        unit = self._theme.unit
        self.setMinimumWidth(48 * unit)
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.models.setSizeAdjustPolicy(policy)
        self.models.setMinimumContentsLength(8)
        title = QLabel(self.tr("Live"), self)
        title.setProperty("tone", "title")
        bar = QHBoxLayout()
        bar.setContentsMargins(3 * unit, unit, 2 * unit, 0)
        bar.setSpacing(unit)
        for widget, stretch in ((self.sign, 0), (title, 0), (self.models, 1)):
            bar.addWidget(widget, stretch)
        bar.addWidget(self.differences)
        bar.addWidget(self.off)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit)
        column.addLayout(bar)
        for label in (self.spent, self.state):
            label.setContentsMargins(3 * unit, 0, 3 * unit, 0)
            column.addWidget(label)
        self._views.addWidget(self.output)
        self._views.addWidget(self.comparison)
        column.addWidget(self._views, 1)
