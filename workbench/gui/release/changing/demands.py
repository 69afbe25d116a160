"""What an environment asks of a version: demand by demand, what is there and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from workbench.domain.standing import Demand, DemandState, Standing
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.states import State
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.release.changing.lines import line_of
from workbench.gui.release.changing.wording import said

STATES = {
    DemandState.MET: State(QT_TRANSLATE_NOOP("changing", "there"), "check", "passed"),
    DemandState.MISSING: State(QT_TRANSLATE_NOOP("changing", "missing"), "x", "failed"),
    DemandState.RULE: State(QT_TRANSLATE_NOOP("changing", "rule"), "info", "muted"),
}
STATE_CHARACTERS = 9


class DemandRow(QFrame):
    def __init__(self, demand: Demand, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.demand = demand
        unit, state = theme.unit, STATES[demand.state]
        mark = QLabel(self)
        mark.setPixmap(icons(state.icon, state.token).pixmap(QSize(4 * unit, 4 * unit)))
        word = plain_label(said(state.word), self, state.token)
        word.setFixedWidth(self.fontMetrics().averageCharWidth() * STATE_CHARACTERS)
        told = QVBoxLayout()
        told.setSpacing(0)
        self.lines = [line_of(demand.words, self)]
        self.lines += [line_of(each, self, "failed") for each in demand.lacking]
        self.lines += [line_of(each, self, "muted") for each in demand.there]
        for line in self.lines:
            told.addWidget(line)
        place = plain_label(f"policy.yaml:{demand.line}" if demand.line else "", self, "muted")
        place.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, unit, 0, unit)
        row.setSpacing(2 * unit)
        for part in (mark, word):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(told, 1)
        row.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)


class DemandsView(QScrollArea):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "demands", self.tr("What the policy asks for"))
        self._theme, self._icons = theme, icons
        self.rows: list[DemandRow] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_standing(self, standing: Standing) -> None:
        page = QWidget()
        set_surface(page, "background")
        unit = self._theme.unit
        column = QVBoxLayout(page)
        column.setContentsMargins(3 * unit, 2 * unit, 3 * unit, 2 * unit)
        column.setSpacing(0)
        column.addWidget(plain_label(safe(headline(standing)), page, tone(standing)))
        self.rows = [
            DemandRow(demand, self._theme, self._icons, page) for demand in standing.demands
        ]
        for row in self.rows:
            line = QFrame(page)
            set_surface(line, "line")
            column.addSpacing(unit // 2)
            column.addWidget(line)
            column.addWidget(row)
        for words in standing.uncounted:
            column.addWidget(line_of(_uncounted(words), page, "warning"))
        column.addStretch(1)
        self.setWidget(page)
        self.setAccessibleDescription(safe("\n".join(told(standing))))


def headline(standing: Standing) -> str:
    name = f"{standing.prompt} v{standing.version}"
    if not standing.demands:
        return said(NOTHING_ASKED).format(standing.environment, name)
    if not standing.missing:
        return said(ALL_THERE).format(standing.environment, name)
    return said(MISSING).format(name, len(standing.missing), standing.environment)


def tone(standing: Standing) -> str:
    return "failed" if standing.missing else "passed"


def told(standing: Standing) -> Iterator[str]:
    """All of it as lines, for who does not see it."""
    yield headline(standing)
    for demand in standing.demands:
        parts = (said(STATES[demand.state].word), demand.words, *demand.lacking, *demand.there)
        yield ", ".join(parts)
    yield from map(_uncounted, standing.uncounted)


def _uncounted(words: str) -> str:
    return said(UNCOUNTED).format(words)


NOTHING_ASKED = QT_TRANSLATE_NOOP("changing", "{0} asks for nothing: {1} may be pinned there.")
ALL_THERE = QT_TRANSLATE_NOOP("changing", "Everything that {0} asks of {1} is there.")
MISSING = QT_TRANSLATE_NOOP("changing", "{0} lacks {1} of what {2} asks for.")
UNCOUNTED = QT_TRANSLATE_NOOP("changing", "It does not count: {0}")
