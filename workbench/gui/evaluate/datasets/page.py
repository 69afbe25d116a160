"""The page of one dataset: its cases as a table, and the text of the current cell below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from workbench.domain.datasets import Case, Dataset
from workbench.gui.evaluate.datasets.cell_editing import CellDelegate
from workbench.gui.evaluate.datasets.cell_pane import CellPane
from workbench.gui.evaluate.datasets.columns import Part, text_of
from workbench.gui.evaluate.datasets.empty import EmptyDataset
from workbench.gui.evaluate.datasets.model import CasesModel, title_of
from workbench.gui.evaluate.datasets.top import DatasetTop
from workbench.gui.evaluate.datasets.view import CasesTable
from workbench.gui.evaluate.wording import counted
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.notice import Notice
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface, set_tone

TABLE_UNITS, PANE_UNITS = 130, 34


class DatasetPage(QWidget):
    dataset_wanted = Signal(str)
    """Asks for the dataset with this id to be shown."""
    dataset_shown = Signal(str)
    """A dataset is to be seen here now, such as a new one: turn to this page."""
    put_aside = Signal()
    """The dataset that was shown is not in the list any more."""
    said = Signal(str)
    """What was done, for the status line."""
    accept_all_requested = Signal()
    reject_all_requested = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dataset")
        set_surface(self, "background")
        self.theme, self.icons = theme, icons
        self.model = CasesModel(theme, self, icons)
        self.top = DatasetTop(theme, icons, self)
        self.table = CasesTable(self.model, theme, self)
        self.delegate = CellDelegate(self.table)
        self.table.setItemDelegate(self.delegate)
        self.pane = CellPane(theme, self)
        self.empty = EmptyDataset(theme, icons, self)
        self.none = named(QLabel(self.tr("No case is like that.")), "dataset.none")
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_tone(self.none, "muted")
        self.generated = Notice(
            "",
            theme,
            icons,
            actions=(
                (self.tr("Accept all"), self.accept_all_requested.emit),
                (self.tr("Reject all"), self.reject_all_requested.emit),
            ),
            parent=self,
        )
        self.generated.dismissed.connect(self.generated.hide)
        self._told = 0
        self._lay_out()
        self.setFocusProxy(self.table)
        self.table.chosen.connect(self.show_cell)
        self.top.filter_typed.connect(self._filter)
        self.delegate.whole_wanted.connect(self._edit_below)

    def show_dataset(self, dataset_id: str) -> None:
        """Read it and show it; nothing is left of the one before."""
        self.dataset_wanted.emit(dataset_id)

    def show_content(
        self, dataset: Dataset, digest: str, path: str, wanted: Sequence[str] = ()
    ) -> None:
        """`wanted`: variables that have a column even if no case has a value."""
        self.top.show_dataset(dataset, digest, path)
        self.model.show_cases(dataset.cases, wanted)
        self._show_generated(dataset.cases)
        self._show_part()
        self.show_cell()

    def show_cell(self) -> None:
        """Below the table, the text of the current cell."""
        place = self.table.place()
        editing = place is not None and self.model.columns[place[1]].part not in (
            Part.ON,
            Part.SPLIT,
        )
        self.pane.setVisible(editing)
        if place and editing:
            case, column = self.model.cases[place[0]], self.model.columns[place[1]]
            self.pane.show_text(
                title_of(column),
                case.name or self.tr("row {0}").format(place[0] + 1),
                text_of(case, column),
                editable=self.model.editable,
            )

    def put_pane(self, pane: QWidget, units: int) -> None:
        """At the right of the cases, while it is open; so wide at first."""
        self.beside.addWidget(pane)
        self.beside.setStretchFactor(1, 0)
        self.beside.setSizes([TABLE_UNITS * self.theme.unit, units * self.theme.unit])
        pane.hide()

    def set_editable(self, editable: bool) -> None:
        self.model.editable = editable
        self.top.name.setReadOnly(not editable)

    def _filter(self, words: str) -> None:
        self.table.filtered.set_words(words)
        self._show_part()

    def _show_part(self) -> None:
        parts = (self.halves, self.empty, self.none)
        shown = 0 if self.table.filtered.rowCount() else 2 if self.model.cases else 1
        self.stack.setCurrentWidget(parts[shown])

    def _show_generated(self, cases: Sequence[Case]) -> None:
        waiting = sum(not case.accepted for case in cases)
        self.generated.label.setText(
            self.tr(
                "{0} written by a model: no evaluation uses them until you accept them."
            ).format(counted("case", waiting))
        )
        if waiting != self._told:
            self.generated.setVisible(bool(waiting))
        self._told = waiting

    def _edit_below(self) -> None:
        self.pane.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        unit = self.theme.unit
        self.halves = QSplitter(Qt.Orientation.Vertical, self)
        self.halves.setObjectName("dataset.halves")
        self.halves.setHandleWidth(1)
        self.halves.setChildrenCollapsible(False)
        self.halves.addWidget(self.table)
        self.halves.addWidget(self.pane)
        self.halves.setStretchFactor(0, 1)
        self.halves.setStretchFactor(1, 0)
        self.halves.setSizes([TABLE_UNITS * unit, PANE_UNITS * unit])
        self.stack = QStackedWidget(self)
        for part in (self.halves, self.empty, self.none):
            self.stack.addWidget(part)
        line = QFrame(self)
        line.setProperty("surface", "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.generated)
        column.addWidget(line)
        self.beside = QSplitter(Qt.Orientation.Horizontal, self)
        self.beside.setObjectName("dataset.beside")
        self.beside.setHandleWidth(1)
        self.beside.setChildrenCollapsible(False)
        self.beside.addWidget(self.stack)
        self.beside.setStretchFactor(0, 1)
        column.addWidget(self.beside, 1)
        self.generated.hide()
