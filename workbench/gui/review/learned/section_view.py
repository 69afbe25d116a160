"""A section of what was learned: its topics one below the other, their numbers behind a fold."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.kit.elided import Sign
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.numbers_table import NumbersTable
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip
from workbench.gui.review.learned.bars import BarChart
from workbench.gui.review.learned.confusion import ConfusionView
from workbench.gui.review.learned.content import Section, Table, Topic
from workbench.gui.review.wording import translate

MOST_ROWS = 12
"""Of a table before it scrolls for itself."""


class TopicView(QFrame):
    copy_wanted = Signal(object, str)
    """The `Table`, and `csv` or `markdown`."""
    folded = Signal(str, bool)
    """The key of the topic, and whether its numbers are seen."""

    def __init__(
        self, topic: Topic, theme: Theme, icons: Icons, *, opened: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"learned.topic.{topic.key}")
        self.setProperty("surface", "card")
        self.topic = topic
        self._theme, self._icons = theme, icons
        self.numbers: NumbersTable | None = None
        self._column = QVBoxLayout(self)
        unit = theme.unit
        self._column.setContentsMargins(4 * unit, 3 * unit, 4 * unit, 2 * unit)
        self._column.setSpacing(2 * unit)
        self._add_head()
        for chart in topic.charts:
            drawn = BarChart(theme, self)
            drawn.show_bars(chart, safe(topic.title))
            self._column.addWidget(drawn)
        if topic.confusion:
            self._column.addWidget(ConfusionView(topic.confusion, theme, self))
        if topic.note:
            self._column.addWidget(read_label(topic.note, self, "muted"))
        if topic.table:
            self._add_numbers(topic.table, opened=opened)

    def _add_head(self) -> None:
        topic, unit = self.topic, self._theme.unit
        if topic.title:
            self._column.addWidget(read_label(topic.title, self, "title"))
        if topic.state:
            row = QHBoxLayout()
            row.setSpacing(2 * unit)
            sign = Sign(self._icons, self)
            sign.show_icon(topic.state.icon, topic.state.token)
            word = read_label(translate(topic.state.word), self, topic.state.token)
            row.addWidget(sign)
            row.addWidget(word, 1)
            self._column.addLayout(row)
        if topic.sentence:
            sentence = read_label(topic.sentence, self)
            if topic.source:
                sentence.setToolTip(plain_tip(topic.source))
            self._column.addWidget(sentence)

    def _add_numbers(self, table: Table, *, opened: bool) -> None:
        key, title = self.topic.key, safe(self.topic.title)
        self.fold = named(QToolButton(self), f"learned.fold.{key}")
        self.fold.setText(translate("Numbers"))
        self.fold.setAccessibleName(translate("Numbers: {0}").format(title))
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setCheckable(True)
        self.fold.setProperty("kind", "fold")
        self.copying = named(QToolButton(self), f"learned.copy.{key}")
        self.copying.setIcon(self._icons("copy"))
        self.copying.setToolTip(translate("Copy the numbers"))
        self.copying.setAccessibleName(translate("Copy the numbers: {0}").format(title))
        self.copying.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.copying.setMenu(copy_menu(self, lambda way: self.copy_wanted.emit(table, way)))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.fold)
        row.addStretch(1)
        row.addWidget(self.copying)
        self._column.addLayout(row)
        self.fold.setChecked(opened)
        self._show_numbers(opened)
        self.fold.toggled.connect(self._on_fold)

    def _on_fold(self, opened: bool) -> None:
        self._show_numbers(opened)
        self.folded.emit(self.topic.key, opened)

    def _show_numbers(self, opened: bool) -> None:
        self.fold.setIcon(self._icons("chevron-down" if opened else "chevron-right"))
        self.copying.setVisible(opened)
        if opened and self.numbers is None and self.topic.table:
            self.numbers = self._numbers_table(self.topic.table)
            self._column.addWidget(self.numbers)
        if self.numbers is not None:
            self.numbers.setVisible(opened)

    def _numbers_table(self, table: Table) -> NumbersTable:
        """As high as its rows. It is made when somebody looks: most stay folded."""
        name = f"learned.numbers.{self.topic.key}"
        spoken = translate("The numbers: {0}").format(safe(self.topic.title))
        made = NumbersTable(self._theme, name, spoken, self)
        made.setProperty("surface", "card")
        made.show_numbers(table.heads, table.rows)
        rows = min(len(table.rows), MOST_ROWS)
        bar = made.horizontalScrollBar().sizeHint().height()
        heads = made.horizontalHeader().sizeHint().height()
        made.setFixedHeight(rows * 7 * self._theme.unit + heads + bar)
        return made


class SectionView(QWidget):
    def __init__(
        self, section: Section, topics: Sequence[TopicView], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"learned.section.{section.key}")
        unit = theme.unit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * unit)
        column.addWidget(read_label(section.title, self, "heading"))
        column.addWidget(read_label(section.lead, self, "muted"))
        for topic in topics:
            column.addWidget(topic)


def read_label(words: str, parent: QWidget, tone: str = "") -> QLabel:
    """Wrapped, and to be selected with the mouse."""
    label = plain_label(safe(words), parent, tone)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def copy_menu(parent: QWidget, copy: Callable[[str], None]) -> QMenu:
    menu = QMenu(parent)
    for way, words in (
        ("csv", translate("Copy as CSV")),
        ("markdown", translate("Copy as Markdown")),
    ):
        action = menu.addAction(words)
        action.setObjectName(f"learned.copy_{way}")
        action.triggered.connect(lambda _checked=False, way=way: copy(way))
    return menu
