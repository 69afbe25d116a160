"""What stands at the left of Review: the reviews, newest first."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QToolButton, QVBoxLayout, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.summaries_model import SummaryRole
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface, set_tone
from workbench.gui.review.reviews.delegate import ReviewDelegate
from workbench.gui.review.reviews.model import ReviewsModel


class ReviewsPanel(QWidget):
    chosen = Signal(str)
    """Id of the review to show."""
    entered = Signal()
    """Enter: the keyboard is to go to what is shown."""
    menu_wanted = Signal(QPoint)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviews")
        set_surface(self, "panel")
        self._theme, self._icons = theme, icons
        self.reviews = ReviewsModel()
        self.reviews.setParent(self)
        self.list = self._list()
        self.title = QLabel(self.tr("Reviews"), self)
        set_tone(self.title, "section")
        self._nothing = QLabel(self.tr("No review yet."), self)
        self._nothing.setWordWrap(True)
        set_tone(self._nothing, "muted")
        self.bring, self.new = self._button("reviews.bring"), self._button("reviews.new")
        self._lay_out(theme.unit)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.activated.connect(self.entered)
        self.list.customContextMenuRequested.connect(self._on_menu)
        self.show_count()

    def use_action(self, button: QToolButton, action: QAction, icon: str) -> None:
        action.setIcon(self._icons(icon))
        button.setDefaultAction(action)
        button.show()

    def show_count(self) -> None:
        """Say where there is nothing to list."""
        count = self.reviews.rowCount()
        self._nothing.setVisible(not count)
        self.list.setVisible(bool(count))

    def choose(self, review_id: str) -> None:
        """Mark it as the one that is shown, without saying so."""
        selection, row = self.list.selectionModel(), self.reviews.row_of(review_id)
        selection.blockSignals(True)
        self.list.setCurrentIndex(self.reviews.index(row, 0) if row >= 0 else QModelIndex())
        selection.blockSignals(False)
        self.list.viewport().update()

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.data(SummaryRole).review.id)

    def _on_menu(self, place: QPoint) -> None:
        if self.list.indexAt(place).isValid():
            self.menu_wanted.emit(self.list.viewport().mapToGlobal(place))

    def _list(self) -> QListView:
        view = named(QListView(self), "reviews.list", self.tr("Reviews"))
        view.setModel(self.reviews)
        view.setItemDelegate(ReviewDelegate(self._theme, self._icons, view))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.setProperty("surface", "panel")
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        return view

    def _button(self, name: str) -> QToolButton:
        button = named(QToolButton(self), name)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.hide()
        return button

    def _lay_out(self, unit: int) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(4 * unit, 0, unit, 0)
        row.setSpacing(unit)
        row.addWidget(self.title, 1)
        row.addWidget(self.bring)
        row.addWidget(self.new)
        self._nothing.setContentsMargins(4 * unit, unit, 3 * unit, 2 * unit)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * unit, 0, 0)
        column.setSpacing(unit)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing, 1)
