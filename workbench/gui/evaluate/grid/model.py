"""The grid as a table: a row for each case that is shown, its first column the case itself."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from workbench.domain.checks import CellScore
from workbench.domain.datasets import CRITICAL, Case
from workbench.domain.evaluations import Cell, Evaluation, Standing
from workbench.domain.runs import Outcome
from workbench.gui.evaluate.grid.filtering import Baseline, Filter, Sieve, change
from workbench.gui.evaluate.grid.preview import PreviewChanges
from workbench.gui.evaluate.grid.results import Results, Sign, flaky, together
from workbench.gui.evaluate.grid.wording import cell_words, values_words
from workbench.gui.evaluate.wording import column_words, translate
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Roles = Qt.ItemDataRole
CaseRole = Roles.UserRole + 1
"""`ShownCase`, in the first column."""
CellRole = Roles.UserRole + 2
"""`ShownCell`, in the others."""
PAGE = 64
"""Cases whose texts are read at a time."""
MOST_PAGES = 24
"""Pages of texts that are kept."""
HEAD_TIP = QT_TRANSLATE_NOOP(
    "evaluate",
    "Pass rate: how many cases pass; in brackets, where the true rate lies 95 times of 100\n"
    "Score: the mean of all scores, with such a range\n"
    "Time: half of the answers took no longer than the first, 95 of 100 than the second\n"
    "Errors: no output, or no verdict; they never count as passed",
)
SIFTED_S = 0.008
"""Of a turn of the event loop, at most."""
TOLD_MS = 60
"""Rows that change are told together."""


@dataclass(frozen=True, slots=True)
class ShownCase:
    name: str
    values: str
    labels: tuple[str, ...]
    critical: bool


@dataclass(frozen=True, slots=True)
class ShownCell:
    """What one cell of the grid looks like; `text` is None until it is read."""

    sign: Sign
    signs: bytes
    """Of its samples."""
    score: float | None
    text: str | None
    cached: bool
    flaky: bool
    opinion: str
    """`up`, `down` or `note`: what people said of it."""
    change: str
    """`fixed`, `broken`, `flaky` or `changed` since the baseline."""


class GridModel(QAbstractTableModel):
    texts_wanted = Signal(int)
    """Number of the page of cases whose texts are to be read."""

    filtered = Signal()
    """The rows are those of the newest filter."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.evaluation: Evaluation | None = None
        self.results: Results | None = None
        self.cases: tuple[Case, ...] = ()
        self.baseline: Baseline = {}
        self._pinned: Baseline = {}
        self.filter = Filter()
        self._rows: list[int] = []
        self._row_of: dict[int, int] = {}
        self._texts: OrderedDict[int, dict[int, str] | None] = OrderedDict()
        self._changed: set[int] = set()
        self._opinions: Mapping[int, str] = {}
        self._head_words: Mapping[int, str] = {}
        self._sieve: Sieve | None = None
        self._sifting = QTimer(self, singleShot=True, interval=0)
        self._sifting.timeout.connect(self._sift)
        self._soon = QTimer(self, singleShot=True, interval=TOLD_MS)
        self._soon.timeout.connect(self._tell)

    def show_evaluation(self, evaluation: Evaluation | None, cases: Sequence[Case] = ()) -> None:
        """Empty to begin with; its cells come by `put`."""
        self.beginResetModel()
        self.evaluation, self.cases = evaluation, tuple(cases)
        self.results = Results(evaluation) if evaluation else None
        self.baseline, self._pinned, self._head_words = {}, {}, {}
        self._opinions = {}
        self._texts.clear()
        self._changed.clear()
        self._sieve, self.filter = None, Filter()
        self._sifting.stop()
        self._lay_out_rows()
        self.endResetModel()

    def rename(self, evaluation: Evaluation) -> None:
        """The same evaluation with another name, state, budget or other checks."""
        self.evaluation = evaluation
        if self.results:
            self.results.evaluation = evaluation

    def put(self, cells: Sequence[Cell]) -> None:
        """Cells as they are now; texts of pages that were read are kept current."""
        if self.results is None:
            return
        for cell in cells:
            page = self._texts.get(cell.number // self.results.per_case // PAGE)
            if page is not None:
                page[cell.number] = shown_text(cell)
        self.put_standings([Standing.of(cell) for cell in cells])

    def put_standings(self, standings: Sequence[Standing]) -> None:
        """The same without texts."""
        if self.results is None:
            return
        self._changed |= self.results.put_standings(standings)
        if self._changed and not self._soon.isActive():
            self._soon.start()

    def rest(self) -> None:
        """Nothing runs any more: what was under way, and lost its engine, waits again."""
        if self.results:
            self.put([Cell(number) for number in self.results.numbers_of(Sign.RUNNING)])

    def put_texts(self, page: int, texts: dict[int, str]) -> None:
        """By the number of the cell, as `shown_text` makes them."""
        self._texts[page] = texts
        while len(self._texts) > MOST_PAGES:
            self._texts.popitem(last=False)
        self._tell_rows(range(page * PAGE, (page + 1) * PAGE))

    def show_baseline(self, baseline: Baseline) -> None:
        """While other scores are shown, marks are held against those on record instead."""
        self._pinned = baseline
        if not (self.results and self.results.previewed):
            self.baseline = baseline
            self._tell_rows(range(len(self.cases)))

    def preview(self, scores: Sequence[tuple[int, CellScore]]) -> None:
        """Show these scores in the place of those on record; more may follow."""
        if self.results is None:
            return
        if not self.results.previewed:
            self.results.begin_preview()
            self.baseline = PreviewChanges(self.results)
        self._changed |= self.results.put_scores(scores)
        if self._changed and not self._soon.isActive():
            self._soon.start()

    def end_preview(self, *, keep: bool = False) -> None:
        """Show what is on record again; with `keep`, what is shown is on record now."""
        if self.results and self.results.previewed:
            self.results.end_preview(keep=keep)
            self.baseline = self._pinned
            self._tell_rows(range(len(self.cases)))

    def show_opinions(self, opinions: Mapping[int, str]) -> None:
        """What people said, by the number of the cell."""
        if self._opinions != opinions:
            self._opinions = opinions
            self._tell_rows(range(len(self.cases)))

    def show_head_words(self, words: Mapping[int, str]) -> None:
        """What the head of each column says, for screen readers."""
        self._head_words = words
        if self.evaluation is not None:
            last = len(self.evaluation.columns)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 1, last)

    def show_filtered(self, chosen: Filter) -> None:
        """At once where there are few cases; otherwise the old rows stay until all were looked at,
        a little at a time. `filtered` says that it is done."""
        self.filter = chosen
        self._sieve = None
        if self.results and chosen.active and self.cases:
            self._sieve = Sieve(chosen, self.results, self.cases, self.baseline)
        self._sift()

    def case_at(self, row: int) -> int:
        """Its index among all cases; -1 for no row."""
        return self._rows[row] if 0 <= row < len(self._rows) else -1

    def row_of(self, case: int) -> int:
        """-1 where it is not shown."""
        return self._row_of.get(case, -1)

    def sign_at(self, index: Index) -> Sign:
        """What its samples say together; of the case itself, nothing."""
        if self.results is None or not index.isValid() or index.column() == 0:
            return Sign.NOT_BEGUN
        return together(self.results.signs(self._rows[index.row()], index.column() - 1))

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = TOP) -> int:
        if parent.isValid() or self.evaluation is None:
            return 0
        return 1 + len(self.evaluation.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Roles.DisplayRole
    ) -> Any:
        shown = (Roles.DisplayRole, Roles.AccessibleTextRole, Roles.ToolTipRole)
        if role not in shown or self.evaluation is None:
            return None
        if role == Roles.ToolTipRole and orientation is Qt.Orientation.Horizontal:
            told = self._head_words.get(section - 1, "") if section else translate(HEAD_TIP)
            return plain_tip(told.replace(", ", "\n") if section else told)
        if orientation is Qt.Orientation.Vertical:
            return str(self.case_at(section) + 1)
        if section == 0:
            return translate("Case")
        if role == Roles.AccessibleTextRole and section - 1 in self._head_words:
            return self._head_words[section - 1]
        columns = self.evaluation.columns
        return column_words(columns[section - 1]) if section <= len(columns) else None

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        if not index.isValid() or self.results is None:
            return None
        case = self._rows[index.row()]
        if index.column() == 0:
            return self._case_data(case, role)
        if role == CellRole:
            return self._cell(case, index.column() - 1, ask=True)
        if role in (Roles.DisplayRole, Roles.AccessibleTextRole, Roles.ToolTipRole):
            words = cell_words(self._cell(case, index.column() - 1), self.results.samples)
            return plain_tip(words) if role == Roles.ToolTipRole else words
        return None

    def _case_data(self, case: int, role: int) -> Any:
        shown = self.cases[case] if case < len(self.cases) else Case()
        name = safe(shown.name) or translate("Case {0}").format(case + 1)
        if role == CaseRole:
            critical = CRITICAL in shown.labels
            others = tuple(safe(label) for label in shown.labels if label != CRITICAL)
            return ShownCase(name, values_words(shown.values), others, critical)
        if role == Roles.DisplayRole:
            return name
        if role in (Roles.AccessibleTextRole, Roles.ToolTipRole):
            parts = (name, ", ".join(safe(label) for label in shown.labels))
            words = "\n".join([*(part for part in parts if part), values_words(shown.values)])
            return plain_tip(words) if role == Roles.ToolTipRole else words
        return None

    def _cell(self, case: int, column: int, *, ask: bool = False) -> ShownCell:
        results = self.results
        assert results is not None
        signs = results.signs(case, column)
        return ShownCell(
            together(signs),
            signs,
            results.score(case, column),
            self._text(case, results.number(case, column), ask=ask) if any(signs) else "",
            results.cached(case, column),
            flaky(signs),
            self._opinion(case, column),
            change(case, column, self.baseline),
        )

    def _opinion(self, case: int, column: int) -> str:
        """Of several samples, the worst."""
        if not self._opinions or self.results is None:
            return ""
        numbers = (self.results.number(case, column, each) for each in range(self.results.samples))
        found = {self._opinions.get(number, "") for number in numbers}
        return next((each for each in ("down", "up", "note") if each in found), "")

    def _text(self, case: int, number: int, *, ask: bool) -> str | None:
        page = case // PAGE
        if page not in self._texts:
            if ask:
                self._texts[page] = None
                self.texts_wanted.emit(page)
            return None
        texts = self._texts[page]
        if texts is None:
            return None
        self._texts.move_to_end(page)
        return texts.get(number, "")

    def _sift(self) -> None:
        if self._sieve and not self._sieve.go_on(SIFTED_S):
            self._sifting.start()
            return
        self._sifting.stop()
        self.beginResetModel()
        self._lay_out_rows(self._sieve.found if self._sieve else None)
        self._sieve = None
        self.endResetModel()
        self.filtered.emit()

    def _lay_out_rows(self, chosen: list[int] | None = None) -> None:
        """All cases where none are chosen."""
        cases = self.results.cases if self.results else 0
        self._rows = list(range(cases)) if chosen is None else chosen
        self._row_of = {case: row for row, case in enumerate(self._rows)}

    def _tell(self) -> None:
        changed, self._changed = self._changed, set()
        self._tell_rows(changed)

    def _tell_rows(self, cases: Iterable[int]) -> None:
        """One stretch: painting what is in sight of it costs less than telling each row."""
        rows = [self._row_of[case] for case in cases if case in self._row_of]
        if rows:
            last = self.columnCount() - 1
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), last))


def shown_text(cell: Cell) -> str:
    """One line, what hides in it made visible; why there is no whole output before its start."""
    lost = cell.outcome.over and cell.outcome is not Outcome.FINISHED
    words = (cell.failure if lost else "") or cell.output_start
    return safe(" ".join(words.split()))
