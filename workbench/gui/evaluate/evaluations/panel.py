"""What stands at the left of Evaluate: the evaluations, and below them the datasets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.evaluate.around import Subject
from workbench.gui.evaluate.evaluations.datasets_model import (
    DatasetLine,
    DatasetRole,
    DatasetsModel,
)
from workbench.gui.evaluate.evaluations.delegate import EvaluationDelegate
from workbench.gui.evaluate.evaluations.model import EvaluationsModel
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.noted import NotedDelegate
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.summaries_model import SummaryRole
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface, set_tone


class EvaluationsPanel(QWidget):
    chosen = Signal(str)
    """Id of the evaluation to show."""
    dataset_chosen = Signal(str)
    entered = Signal()
    """Enter: the keyboard is to go to what is shown."""
    prompt_filter_changed = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("evaluations")
        set_surface(self, "panel")
        self._theme, self._icons = theme, icons
        self.evaluations, self.datasets = EvaluationsModel(), DatasetsModel(icons)
        for model in (self.evaluations, self.datasets):
            model.setParent(self)
        self.filter = named(ElidedBox(self), "evaluations.filter", self.tr("Whose evaluations"))
        self.filter.setProperty("kind", "quiet")
        self.list = self._list("evaluations.list", self.tr("Evaluations"))
        self.list.setModel(self.evaluations)
        self.list.setItemDelegate(EvaluationDelegate(theme, icons, self.list))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.dataset_list = self._list("evaluations.datasets", self.tr("Datasets"))
        self.dataset_list.setModel(self.datasets)
        self.dataset_list.setItemDelegate(NotedDelegate(theme, self.dataset_list))
        self._nothing = self._quiet(self.tr("Nothing evaluated yet."))
        self._no_dataset = self._quiet(
            self.tr("No dataset yet. Ctrl+K in Write keeps the inputs as a case.")
        )
        self.new, self.new_dataset = self._button(), self._button()
        self._dataset = ""
        """The one that is shown; one that was made just now is not listed yet."""
        self._lay_out(theme.unit)
        self._connect()
        self.show_subject(None)

    @property
    def prompt_filter(self) -> str:
        """Id of the prompt whose evaluations are listed; empty for all."""
        return str(self.filter.currentData() or "")

    def use_action(self, new: QAction) -> None:
        new.setIcon(self._icons("plus"))
        self.new.setDefaultAction(new)
        self.new.show()

    def use_dataset_action(self, new: QAction) -> None:
        """Makes a dataset."""
        new.setIcon(self._icons("plus"))
        self.new_dataset.setDefaultAction(new)
        self.new_dataset.show()

    def show_subject(self, subject: Subject | None) -> None:
        """Offer to list only those of the prompt that is open in Write."""
        narrowed = bool(self.prompt_filter)
        self.filter.blockSignals(True)
        self.filter.clear()
        self.filter.addItem(self.tr("All evaluations"), "")
        if subject:
            self.filter.addItem(self.tr("Of {0}").format(safe(subject.path)), subject.prompt_id)
            self.filter.setCurrentIndex(1 if narrowed else 0)
        self.filter.blockSignals(False)

    def show_counts(self) -> None:
        """Say where there is nothing to list."""
        self._nothing.setVisible(not self.evaluations.rowCount())
        self.list.setVisible(bool(self.evaluations.rowCount()))
        self._no_dataset.setVisible(not self.datasets.rowCount())
        self.dataset_list.setVisible(bool(self.datasets.rowCount()))

    def show_datasets(self, lines: Sequence[DatasetLine]) -> None:
        self.datasets.show_lines(lines)
        self.choose_dataset(self._dataset)
        self.show_counts()

    def choose(self, evaluation_id: str) -> None:
        """Mark it as the one that is shown, without saying so."""
        self._mark(self.list, self.evaluations.row_of(evaluation_id))
        if evaluation_id:
            self._dataset = ""
            self._mark(self.dataset_list, -1)

    def choose_dataset(self, dataset_id: str) -> None:
        """As `choose`, of the datasets."""
        self._dataset = dataset_id
        self._mark(self.dataset_list, self.datasets.row_of(dataset_id))
        if dataset_id:
            self._mark(self.list, -1)

    def _mark(self, view: QListView, row: int) -> None:
        selection = view.selectionModel()
        selection.blockSignals(True)
        view.setCurrentIndex(view.model().index(row, 0) if row >= 0 else QModelIndex())
        selection.blockSignals(False)
        view.viewport().update()

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.data(SummaryRole).evaluation.id)

    def _on_dataset(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.dataset_chosen.emit(current.data(DatasetRole).id)

    def _on_menu(self, place: QPoint) -> None:
        if self.list.indexAt(place).isValid():
            self.menu_wanted.emit(self.list.viewport().mapToGlobal(place))

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.dataset_list.selectionModel().currentChanged.connect(self._on_dataset)
        for view in (self.list, self.dataset_list):
            view.activated.connect(self.entered)
        self.filter.activated.connect(lambda _index: self.prompt_filter_changed.emit())
        self.list.customContextMenuRequested.connect(self._on_menu)

    def _list(self, name: str, accessible_name: str) -> QListView:
        view = named(QListView(self), name, accessible_name)
        view.setProperty("surface", "panel")
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        return view

    def _button(self) -> QToolButton:
        button = QToolButton(self)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.hide()
        return button

    def _quiet(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        unit = self._theme.unit
        label.setContentsMargins(4 * unit, unit, 3 * unit, 2 * unit)
        set_tone(label, "muted")
        return label

    def _lay_out(self, unit: int) -> None:
        title = QLabel(self.tr("Datasets"), self)
        set_tone(title, "section")
        above = self._half((self.filter,), self.new, (self.list, self._nothing), unit)
        below = self._half((title,), self.new_dataset, (self.dataset_list, self._no_dataset), unit)
        halves = QSplitter(Qt.Orientation.Vertical, self)
        halves.setObjectName("evaluate.lists")
        halves.setHandleWidth(1)
        halves.setChildrenCollapsible(False)
        for half in (above, below):
            halves.addWidget(half)
        halves.setSizes([120 * unit, 60 * unit])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(halves)

    def _half(
        self, head: tuple[QWidget, ...], button: QWidget, below: tuple[QWidget, ...], unit: int
    ) -> QWidget:
        half = QWidget(self)
        row = QHBoxLayout()
        row.setContentsMargins(4 * unit if isinstance(head[0], QLabel) else 2 * unit, 0, unit, 0)
        row.addWidget(head[0], 1)
        row.addWidget(button)
        column = QVBoxLayout(half)
        column.setContentsMargins(0, 2 * unit, 0, 0)
        column.setSpacing(unit)
        column.addLayout(row)
        for part in below:
            column.addWidget(part, 1)
        return half
