"""Models to run on, how often, and the button that runs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.models import Missing, Model
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.write.models.delegate import ModelDelegate
from workbench.gui.write.models.parameters import Parameters
from workbench.gui.write.models.rows import ModelFilter, ModelRole, ModelRows, NoteRole

REASON_AFTER_MS = 800
"""A tag that is just being typed moves nothing here."""


class ModelsPanel(QWidget):
    remedy_requested = Signal(object)
    """`Model` whose key is missing: the person wants to add one."""
    overrides_requested = Signal(str)
    """Name of the model that is to have parameters of its own."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("models")
        self.theme, self.icons = theme, icons
        self.rows = ModelRows()
        self.rows.setParent(self)
        self._filtered = ModelFilter(self.rows)
        self.filter = named(QLineEdit(self), "models.filter", self.tr("Filter the models"))
        self.filter.setPlaceholderText(self.tr("Filter…"))
        self.filter.setClearButtonEnabled(True)
        self.list = named(QListView(self), "models.list", self.tr("Models to run on"))
        self.delegate = ModelDelegate(theme, icons, self.list)
        self.parameters = Parameters(theme, icons, self)
        self.run = named(QPushButton(self), "run.button")
        self.run.setProperty("kind", "primary")
        self._title = QLabel(self.tr("Models"), self)
        set_tone(self._title, "section")
        self.words = named(QLabel(self), "models.words")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setContentsMargins(3 * theme.unit, 0, 2 * theme.unit, 0)
        set_tone(self.words, "muted")
        self.support = named(QLabel(self), "models.support")
        self.support.setTextFormat(Qt.TextFormat.PlainText)
        self.support.setWordWrap(True)
        set_tone(self.support, "warning")
        self.support.hide()
        self.reason = named(QLabel(self), "models.reason")
        self.reason.setWordWrap(True)
        set_tone(self.reason, "warning")
        self.reason.hide()
        self._reason_soon = QTimer(self, singleShot=True, interval=REASON_AFTER_MS)
        self._reason_soon.timeout.connect(self._show_reason)
        self._set_up_list()
        self._lay_out(theme.unit)
        self.filter.textChanged.connect(self._filtered.filter_by)
        self.rows.ticked_changed.connect(self._show_count)
        self.rows.modelReset.connect(self._show_count)
        self._show_count()

    def show_words(self, words: str) -> None:
        """Why the list is not whole, or nothing."""
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def show_support(self, words: str) -> None:
        """What the ticked models will not be sent, or nothing."""
        self.support.setText(words)
        self.support.setVisible(bool(words))

    @property
    def current(self) -> str:
        """Name of the model with the cursor, else of the first that is ticked."""
        index = self.list.currentIndex()
        if index.isValid():
            model: Model = index.data(ModelRole)
            return model.name
        return self.rows.ticked[0] if self.rows.ticked else ""

    def use_action(self, start: QAction) -> None:
        """The Run button, with its keys on it."""
        keys = start.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.run.setIcon(self.icons("play", "accent_fill_text"))
        self.run.setText(f"{self.tr('Run')}   {keys}".rstrip())
        self.run.setAccessibleName(self.tr("Run on the ticked models"))
        self.run.clicked.connect(start.trigger)

        def follow() -> None:
            self.run.setEnabled(start.isEnabled())
            self.run.setToolTip(start.toolTip())
            # A command that cannot run has the reason as its status tip
            self.reason.setText("" if start.isEnabled() else start.statusTip())
            if not self.reason.text() or self.reason.isVisible():
                self._show_reason()
            elif not self._reason_soon.isActive():
                self._reason_soon.start()

        start.changed.connect(follow)
        follow()

    def _show_reason(self) -> None:
        self._reason_soon.stop()
        self.reason.setVisible(bool(self.reason.text()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            return self._on_press(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or event.modifiers():
            return False
        index = self.list.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._activate(index)
            return True
        return False

    def _on_press(self, event: QMouseEvent) -> bool:
        """A click on what is missing offers to mend it; elsewhere it ticks."""
        point = event.position().toPoint()
        index = self.list.indexAt(point)
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return False
        self.list.setCurrentIndex(index)
        self.list.setFocus()
        note = self.delegate.note_width(str(index.data(NoteRole)))
        model: Model = index.data(ModelRole)
        if self.delegate.own_place(self.list.visualRect(index), index).contains(point):
            self.overrides_requested.emit(model.name)
            return True
        right = self.list.visualRect(index).right() - note
        if model.missing is Missing.KEY and point.x() > right:
            self.remedy_requested.emit(model)
        else:
            self._toggle(index)
        return True

    def _activate(self, index: QModelIndex) -> None:
        model: Model = index.data(ModelRole)
        if model.missing is Missing.KEY:
            self.remedy_requested.emit(model)
        else:
            self._toggle(index)

    def _toggle(self, index: QModelIndex) -> None:
        ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        self._filtered.setData(index, state, Qt.ItemDataRole.CheckStateRole)

    def _set_up_list(self) -> None:
        self.list.setModel(self._filtered)
        self.list.setItemDelegate(self.delegate)
        self.list.setProperty("surface", "panel")
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        self.list.viewport().installEventFilter(self)

    def _lay_out(self, unit: int) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(3 * unit, 0, 2 * unit, 0)
        top.setSpacing(2 * unit)
        top.addWidget(self._title)
        top.addWidget(self.filter, 1)
        bottom = QVBoxLayout()
        bottom.setContentsMargins(3 * unit, unit, 2 * unit, 3 * unit)
        bottom.setSpacing(3 * unit)
        bottom.addWidget(self.parameters)
        bottom.addWidget(self.support)
        bottom.addWidget(self.reason)
        bottom.addWidget(self.run)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * unit, 0, 0)
        column.setSpacing(2 * unit)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(self.words)
        column.addLayout(bottom)

    def _show_count(self) -> None:
        count = len(self.rows.ticked)
        self._title.setText(self.tr("Models · {0}").format(count) if count else self.tr("Models"))
