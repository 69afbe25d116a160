"""One finding: what it is, where, what to do about it, and the differences of a copy."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workbench.domain.drift import DriftFinding
from workbench.gui.kit.differences.comparison_view import Comparison, ComparisonView
from workbench.gui.kit.elided import Sign
from workbench.gui.kit.flow_layout import FlowLayout
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.tone import set_surface
from workbench.gui.release.drift.wording import ADVICE, SEVERITIES, place_of, title_of, translate

LEAST_UNITS = 24
"""Height of the differences: a few lines at least."""


class FindingDetail(QFrame):
    folder_wanted = Signal()
    """The folder of its file is to be seen."""
    prompt_wanted = Signal()
    """Its prompt is to be seen in Write."""
    answers_wanted = Signal()
    """The evaluation of the sentinel run is to be seen."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit = theme.unit
        set_surface(self, "panel")
        self.sign = Sign(icons, self)
        self.sign.setFont(theme.font(1.25))
        self.title = named(plain_label("", self, "title"), "drift.detail.title")
        self.place = named(plain_label("", self, "muted"), "drift.detail.place")
        self.words = named(plain_label("", self), "drift.detail.words")
        self.advice = named(plain_label("", self), "drift.detail.advice")
        self.legend = plain_label("", self, "muted")
        self.differences = named(ComparisonView(theme, self), "drift.detail.differences")
        self.differences.setMinimumHeight(LEAST_UNITS * theme.unit)
        self.folder = self._button("folder", self.tr("Open its folder"), self.folder_wanted.emit)
        self.prompt = self._button("prompt", self.tr("Open in Write"), self.prompt_wanted.emit)
        self.answers = self._button("answers", self.tr("See the answers"), self.answers_wanted.emit)
        self._lay_out()
        self.hide()

    def show_finding(self, finding: DriftFinding, *, has_folder: bool, has_answers: bool) -> None:
        state = SEVERITIES[finding.severity]
        self.sign.show_icon(state.icon, state.token)
        self.sign.setAccessibleName(translate(state.word))
        self.title.setText(title_of(finding))
        place = place_of(finding)
        self.place.setToolTip(plain_tip(finding.file))
        self.place.setText(" · ".join(part for part in (translate(state.word), place) if part))
        message = safe(finding.message)
        self.words.setText(f"{message[:1].upper()}{message[1:]}")
        self.advice.setText(self.tr("What to do: {0}").format(translate(ADVICE[finding.kind])))
        self.folder.setVisible(has_folder)
        self.prompt.setVisible(bool(finding.prompt))
        self.answers.setVisible(has_answers)
        self.legend.hide()
        self.differences.hide()
        self.show()

    def show_differences(self, comparison: Comparison, version: int) -> None:
        """Of the registered text, and the copy."""
        words = self.tr("Version {0} of the registry, and what the copy has in its place:")
        self.legend.setText(words.format(version))
        self.legend.show()
        self.differences.show()
        self.differences.show_comparison(comparison)

    def _button(self, name: str, words: str, pressed: Callable[[], None]) -> QPushButton:
        button = named(QPushButton(words, self), f"drift.detail.{name}")
        button.clicked.connect(pressed)
        return button

    def _lay_out(self) -> None:
        unit = self._unit
        head = QHBoxLayout()
        head.setSpacing(2 * unit)
        head.addWidget(self.sign)
        head.addWidget(self.title, 1)
        buttons = FlowLayout(2 * unit)
        for button in (self.folder, self.prompt, self.answers):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * unit, 4 * unit, 5 * unit, 4 * unit)
        column.setSpacing(2 * unit)
        column.addLayout(head)
        for part in (self.place, self.words, self.advice):
            column.addWidget(part)
        column.addLayout(buttons)
        column.addWidget(self.legend)
        column.addWidget(self.differences, 1)
        column.addStretch()
