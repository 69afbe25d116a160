"""One cell, beside the grid: its verdict, its checks, its output, what was sent, its case."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.runs import Outcome
from workbench.gui.evaluate.cell.detail import Detail
from workbench.gui.evaluate.cell.kinds import KindsOfAnswer
from workbench.gui.evaluate.cell.lines import case_lines, prompt_lines
from workbench.gui.evaluate.cell.opinion import OpinionBar
from workbench.gui.evaluate.cell.output import CellOutput
from workbench.gui.evaluate.cell.verdicts import VerdictList
from workbench.gui.evaluate.grid.results import Sign as CellSign
from workbench.gui.evaluate.grid.results import sign_of
from workbench.gui.evaluate.grid.wording import SIGNS, lost_word, score_words
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.differences.marked_text import MarkedText
from workbench.gui.kit.elided import ElidedLabel, Sign
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.icon_button import icon_button
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface, set_tone


class CellPane(QFrame):
    left = Signal()
    """It is to be closed."""
    sample_chosen = Signal(int)
    opened = Signal(bool)
    """It is shown now, or no longer."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cell")
        set_surface(self, "background")
        self._theme = theme
        self.title = ElidedLabel(theme, "text", self)
        self.column = ElidedLabel(theme, "muted", self)
        self.sign = Sign(icons, self)
        self.verdict = named(QLabel(self), "cell.state", self.tr("Verdict"))
        self.facts = named(QLabel(self), "cell.facts", self.tr("Time, tokens and cost"))
        self.facts.setWordWrap(True)
        set_tone(self.facts, "muted")
        self.samples = named(ElidedBox(self), "cell.sample", self.tr("Sample"))
        self.samples.setMinimumContentsLength(15)
        close = self.tr("Close the cell (Esc)")
        self.close_button = icon_button(self, icons, "cell.close", "x", close)
        self._buttons = QHBoxLayout()
        self.kinds = KindsOfAnswer(theme, self)
        self.opinion = OpinionBar(theme, self)
        self.verdicts = VerdictList(theme, icons, self)
        self.output = CellOutput(theme, icons, self)
        self.prompt = self._marked("cell.prompt", self.tr("What was sent"))
        self.case = self._marked("cell.case", self.tr("The case"))
        self.tabs = named(QTabWidget(self), "cell.tabs", self.tr("Parts of the cell"))
        self._lay_out(theme.unit)
        self.close_button.clicked.connect(self.left)
        self.samples.activated.connect(self.sample_chosen)
        self.kinds.chosen.connect(self.sample_chosen)
        self.setFocusProxy(self.tabs.tabBar())

    def use_actions(self, actions: Sequence[QAction]) -> None:
        for action in actions:
            button = named(QToolButton(self), f"cell.{action.objectName()}")
            button.setDefaultAction(action)
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)

    def show_detail(self, detail: Detail, facts: str) -> None:
        self.title.show_text(safe(detail.title))
        self.column.show_text(detail.column)
        self._show_verdict(detail)
        self.facts.setText(facts)
        self._show_samples(detail)
        self.kinds.show_kinds(detail.kinds, detail.place.sample)
        score = detail.cell.score
        nothing = self.tr("No check looks at this output: it passes as it is.")
        if detail.cell.outcome.over and detail.cell.outcome is not Outcome.FINISHED:
            why = safe(detail.cell.failure) or translate(lost_word(detail.cell))
            nothing = self.tr("There is no whole output that checks could look at: {0}").format(why)
        elif score is None:
            nothing = self.tr("Nothing was looked at yet.")
        self.verdicts.show_scores(detail.checks, score.scores if score else (), nothing)
        self.prompt.show_lines(prompt_lines(detail.run))
        self.case.show_lines(case_lines(detail.case))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.opened.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.opened.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_verdict(self, detail: Detail) -> None:
        sign = sign_of(detail.cell) if detail.run or detail.cell.run_id else CellSign.NOT_BEGUN
        look = SIGNS[sign]
        self.sign.show_icon(look.icon or "clock", look.token)
        words = translate(lost_word(detail.cell) if sign is CellSign.LOST else look.word)
        if detail.cell.score and sign >= CellSign.PASSED:
            words += f" · {score_words(detail.cell.score.value)}"
        self.verdict.setText(words)
        set_tone(self.verdict, look.token if look.token != "muted" else "title")

    def _show_samples(self, detail: Detail) -> None:
        self.samples.clear()
        known = {detail.evaluation.place(cell.number).sample: cell for cell in detail.samples}
        for sample in range(detail.evaluation.samples):
            cell = known.get(sample)
            word = translate(SIGNS[sign_of(cell) if cell else CellSign.NOT_BEGUN].word)
            self.samples.addItem(self.tr("Sample {0}: {1}").format(sample + 1, word))
        self.samples.setCurrentIndex(detail.place.sample)
        self.samples.setVisible(detail.evaluation.samples > 1)

    def _marked(self, name: str, accessible_name: str) -> MarkedText:
        return named(MarkedText(self._theme, self), name, accessible_name)

    def _lay_out(self, unit: int) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.column)
        self.title.setFont(self._theme.font(1.1, bold=True))
        first = QHBoxLayout()
        first.addLayout(names, 1)
        first.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        second = QHBoxLayout()
        second.setSpacing(2 * unit)
        second.addWidget(self.sign)
        second.addWidget(self.verdict)
        second.addWidget(self.samples)
        second.addStretch(1)
        second.addLayout(self._buttons)
        head = QVBoxLayout()
        head.setContentsMargins(4 * unit, 3 * unit, 2 * unit, 2 * unit)
        head.setSpacing(unit)
        head.addLayout(first)
        head.addLayout(second)
        head.addWidget(self.facts)
        head.addWidget(self.kinds)
        head.addWidget(self.opinion)
        self.tabs.addTab(self.output, self.tr("Output"))
        self.tabs.addTab(self.prompt, self.tr("Prompt"))
        self.tabs.addTab(self.case, self.tr("Case"))
        self.tabs.setDocumentMode(True)
        halves = QSplitter(Qt.Orientation.Vertical, self)
        halves.setObjectName("evaluate.cell_halves")
        halves.setHandleWidth(1)
        halves.setChildrenCollapsible(False)
        for part in (self.verdicts, self.tabs):
            halves.addWidget(part)
        halves.setSizes([40 * unit, 80 * unit])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(halves, 1)
        self.setMinimumWidth(70 * unit)
