"""What the gate says of each column: every condition with what was seen, and the cases it failed
on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.domain.gates import GateCondition, GateReport
from workbench.gui.evaluate.wording import counted, translate
from workbench.gui.kit.elided import Sign
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.flow_layout import FlowLayout
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone

MOST_CASES = 30
"""Of one condition that are listed; how many more there are is said."""
LONGEST_NAME = 40


class JudgedColumns(QWidget):
    case_wanted = Signal(int, int)
    """Index of a case, and the column it failed in."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self._reports: tuple[GateReport, ...] = ()
        self.columns = named(ElidedBox(self), "gate.column", self.tr("Column"))
        self.verdict = named(QLabel(self), "gate.verdict", self.tr("What the gate says"))
        self.sign = Sign(icons, self)
        self.conditions = named(QScrollArea(self), "gate.conditions", self.tr("Its conditions"))
        self.conditions.setWidgetResizable(True)
        self.conditions.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out(theme.unit)
        self.columns.activated.connect(self._show_column)

    @property
    def words(self) -> list[str]:
        """What is said of each condition."""
        labels = self.findChildren(QLabel, "gate.condition")
        return [label.accessibleName() for label in labels if not label.isHidden()]

    def show_nothing(self, words: str) -> None:
        self._reports = ()
        self.columns.hide()
        self.sign.hide()
        self.verdict.setText(words)
        set_tone(self.verdict, "muted")
        self.conditions.setWidget(QWidget())

    def show_reports(self, reports: Sequence[GateReport]) -> None:
        """The column that was looked at stays; at first, one that fails."""
        if self._reports == tuple(reports):
            return
        before = self._reports[self.columns.currentIndex()].column if self._reports else -1
        self._reports = tuple(reports)
        self.columns.clear()
        for report in reports:
            look = ("check", "passed") if report.holds else ("x", "failed")
            self.columns.addItem(self._icons(*look), safe(report.label))
        numbers = [report.column for report in reports]
        failing = [place for place, report in enumerate(reports) if not report.holds]
        place = numbers.index(before) if before in numbers else (failing or [0])[0]
        self.columns.setVisible(len(reports) > 1)
        self.columns.setCurrentIndex(place)
        self._show_column(place)

    def _show_column(self, place: int) -> None:
        report = self._reports[place]
        failed = sum(1 for each in report.conditions if not each.holds)
        words = translate("{0}: the gate holds").format(safe(report.label))
        if failed:
            words = translate("{0}: {1} of {2} conditions fail").format(
                safe(report.label), failed, len(report.conditions)
            )
        self.sign.show()
        self.sign.show_icon("x" if failed else "check", "failed" if failed else "passed")
        self.verdict.setText(words)
        set_tone(self.verdict, "failed" if failed else "passed")
        inside = QWidget()
        column = QVBoxLayout(inside)
        unit = self._theme.unit
        column.setContentsMargins(4 * unit, unit, 3 * unit, 2 * unit)
        column.setSpacing(3 * unit)
        for condition in sorted(report.conditions, key=lambda each: each.holds):
            column.addWidget(self._line(condition, report.column))
        column.addStretch(1)
        self.conditions.setWidget(inside)

    def _line(self, condition: GateCondition, column: int) -> QWidget:
        unit = self._theme.unit
        line = QWidget()
        sign = Sign(self._icons, line)
        token = "passed" if condition.holds else "failed"
        sign.show_icon("check" if condition.holds else "x", token)
        words = named(QLabel(safe(condition.words), line), "gate.condition")
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        state = translate("holds") if condition.holds else translate("fails")
        words.setAccessibleName(f"{state}: {safe(condition.words)}")
        right = QVBoxLayout()
        right.setSpacing(unit)
        right.addWidget(words)
        if not condition.holds and condition.cases:
            right.addWidget(self._cases(condition, column))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * unit)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)
        return line

    def _cases(self, condition: GateCondition, column: int) -> QWidget:
        names = condition.cases
        holder = QWidget()
        flow = FlowLayout(self._theme.unit, holder)
        for case, name in list(zip(condition.case_indices, names, strict=True))[:MOST_CASES]:
            shown = safe(name)
            short = shown if len(shown) <= LONGEST_NAME else shown[: LONGEST_NAME - 1] + "…"
            button = named(QPushButton(short.replace("&", "&&"), holder), "gate.case")
            button.setAccessibleName(translate("Open {0}").format(shown))
            button.setProperty("kind", "chip")
            button.setProperty("case", case)
            button.setProperty("column", column)
            button.clicked.connect(self._on_case)
            flow.addWidget(button)
        if len(names) > MOST_CASES:
            more = QLabel(
                translate("and {0} more").format(counted("case", len(names) - MOST_CASES)), holder
            )
            set_tone(more, "muted")
            flow.addWidget(more)
        return holder

    def _on_case(self) -> None:
        button = self.sender()
        if button:
            self.case_wanted.emit(button.property("case"), button.property("column"))

    def _lay_out(self, unit: int) -> None:
        self.verdict.setTextFormat(Qt.TextFormat.PlainText)
        self.verdict.setWordWrap(True)
        said = QHBoxLayout()
        said.setContentsMargins(4 * unit, 2 * unit, 3 * unit, unit)
        said.setSpacing(2 * unit)
        said.addWidget(self.sign)
        said.addWidget(self.verdict, 1)
        box = QHBoxLayout()
        box.setContentsMargins(4 * unit, 2 * unit, 3 * unit, 0)
        box.addWidget(self.columns, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(box)
        column.addLayout(said)
        column.addWidget(self.conditions, 1)
