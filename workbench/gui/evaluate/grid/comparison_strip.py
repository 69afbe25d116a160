"""Whether one column is better than another: a sentence for each, its numbers on demand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.comparisons import Comparison, Finding
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.elided import Sign
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.states import State
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface, set_tone
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

FINDINGS = {
    Finding.BETTER: State(QT_TRANSLATE_NOOP("evaluate", "better"), "arrow-up", "passed"),
    Finding.WORSE: State(QT_TRANSLATE_NOOP("evaluate", "worse"), "arrow-down", "failed"),
    Finding.CANNOT_TELL: State(QT_TRANSLATE_NOOP("evaluate", "can't tell yet"), "help", "warning"),
    Finding.EQUAL: State(QT_TRANSLATE_NOOP("evaluate", "no difference"), "equal", "muted"),
}
MOST = 2
"""Lines that are shown at first."""


class ComparisonStrip(QFrame):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("grid.strip")
        set_surface(self, "panel")
        self._theme, self._icons = theme, icons
        self._comparisons: tuple[Comparison, ...] = ()
        self._models: tuple[str, ...] = ()
        self._open: set[int] = set()
        self._all = False
        self._column = QVBoxLayout(self)
        unit = theme.unit
        self._column.setContentsMargins(4 * unit, 2 * unit, 3 * unit, 2 * unit)
        self._column.setSpacing(unit)
        self.hide()

    @property
    def sentences(self) -> list[str]:
        return [comparison.sentence for comparison in self._comparisons]

    def begin(self) -> None:
        """For another evaluation."""
        self._open, self._all = set(), False
        self.show_comparisons(())

    def show_comparisons(
        self, comparisons: Sequence[Comparison], models: Sequence[str] = ()
    ) -> None:
        """`models`: of each, where there are several; else empty."""
        if tuple(comparisons) != self._comparisons or not comparisons:
            self._comparisons, self._models = tuple(comparisons), tuple(models)
            self._draw()

    def _draw(self) -> None:
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        shown = self._comparisons if self._all else self._comparisons[:MOST]
        for number, comparison in enumerate(shown):
            self._column.addWidget(self._line(number, comparison))
        if left := len(self._comparisons) - len(shown):
            more = named(QToolButton(self), "grid.strip.more")
            more.setText(translate("{0} more").format(left))
            more.clicked.connect(self._show_all)
            self._column.addWidget(more)
        self.setVisible(bool(self._comparisons))

    def _line(self, number: int, comparison: Comparison) -> QWidget:
        look = FINDINGS[comparison.finding]
        unit = self._theme.unit
        sign = Sign(self._icons, self)
        sign.show_icon(look.icon, look.token)
        sign.setToolTip(translate(look.word))
        model = self._models[number] if number < len(self._models) else ""
        words = safe(f"{model}: {comparison.sentence}" if model else comparison.sentence)
        sentence = named(QLabel(words, self), f"grid.strip.{number}")
        sentence.setTextFormat(Qt.TextFormat.PlainText)
        sentence.setWordWrap(True)
        sentence.setAccessibleName(f"{translate(look.word)}: {words}")
        details = named(QToolButton(self), f"grid.strip.details.{number}")
        details.setText(translate("Numbers"))
        details.setAccessibleName(
            translate("Numbers behind: {0}").format(safe(comparison.sentence))
        )
        details.setCheckable(True)
        details.setChecked(number in self._open)
        top = QHBoxLayout()
        top.setSpacing(2 * unit)
        top.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(sentence, 1)
        top.addWidget(details, 0, Qt.AlignmentFlag.AlignTop)
        line = QWidget(self)
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit)
        column.addLayout(top)
        numbers = self._numbers(comparison)
        numbers.setVisible(number in self._open)
        column.addWidget(numbers)
        details.toggled.connect(numbers.setVisible)
        details.toggled.connect(lambda shown: self._keep(number, shown))
        return line

    def _numbers(self, comparison: Comparison) -> QWidget:
        table = QWidget(self)
        grid = QGridLayout(table)
        unit = self._theme.unit
        grid.setContentsMargins(6 * unit, 0, 0, unit)
        grid.setHorizontalSpacing(4 * unit)
        grid.setVerticalSpacing(unit // 2)
        for row, (name, words) in enumerate(number_lines(comparison)):
            label, value = QLabel(name, table), QLabel(words, table)
            set_tone(label, "muted")
            for each in (label, value):
                each.setTextFormat(Qt.TextFormat.PlainText)
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        grid.setColumnStretch(1, 1)
        return table

    def _keep(self, number: int, shown: bool) -> None:
        if shown:
            self._open.add(number)
        else:
            self._open.discard(number)

    def _show_all(self) -> None:
        self._all = True
        self._draw()


def number_lines(comparison: Comparison) -> list[tuple[str, str]]:
    """What stands behind the sentence, each with its name."""
    difference = comparison.difference
    figures = f"{difference.value:+.3g} ({difference.low:+.3g} … {difference.high:+.3g})"
    lines = [
        (translate("Compared"), f"{comparison.candidate} − {comparison.baseline}"),
        (translate("By"), comparison.what),
        (
            translate("Cases"),
            translate("{0} in both · better on {1} · worse on {2}").format(
                comparison.paired, comparison.better, comparison.worse
            ),
        ),
        (translate("Difference"), translate("{0}, 95 % interval").format(figures)),
        (translate("p-value"), _p_words(comparison)),
        (comparison.effect_name.capitalize(), f"{comparison.effect:.2f}"),
        (translate("Method"), comparison.method),
        *((translate("Note"), note) for note in comparison.notes),
    ]
    if comparison.label:
        lines.insert(0, (translate("Slice"), comparison.label))
    if comparison.more_cases is not None:
        words = translate("about {0} more for 80 % power").format(f"{comparison.more_cases:,}")
        lines.insert(4, (translate("Cases needed"), words))
    return [(safe(name), safe(words)) for name, words in lines if name and words]


def _p_words(comparison: Comparison) -> str:
    words = f"{comparison.p_value:.3g}"
    if comparison.adjusted_p != comparison.p_value:
        words += translate(", {0} after Holm's correction").format(f"{comparison.adjusted_p:.3g}")
    return words
