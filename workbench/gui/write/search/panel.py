"""Search through every version and every output: a line to type in, and what is found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from workbench.domain.history import Hit
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.write.search.chips import FilterChips
from workbench.gui.write.search.delegate import HitsDelegate
from workbench.gui.write.search.models import HitRole, HitsModel

TYPED_MS = 60
MOVING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class SearchPanel(QWidget):
    search_requested = Signal(str)
    hit_activated = Signal(object)
    """The `Hit` to open."""
    closed = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = QLineEdit(self)
        self.field.setObjectName("search.field")
        self.field.setAccessibleName(self.tr("Search every version and every output"))
        self.field.setPlaceholderText(self.tr("Search every version and every output…"))
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icons("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.installEventFilter(self)
        self.filters = FilterChips(theme, self)
        self.filters.chosen.connect(self._add_filter)
        self._words = QLabel(self)
        self._words.setProperty("tone", "muted")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self.hits = HitsModel()
        self.list = QListView(self)
        self.list.setObjectName("search.hits")
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.setModel(self.hits)
        self.list.setItemDelegate(HitsDelegate(theme, icons, self))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._typed = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._typed.timeout.connect(lambda: self.search_requested.emit(self.field.text()))
        self.field.textChanged.connect(lambda _text: self._typed.start())
        self.field.returnPressed.connect(self._open_current)
        self.list.activated.connect(lambda index: self.hit_activated.emit(index.data(HitRole)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.addWidget(self.field)
        layout.addWidget(self.filters)
        layout.addWidget(self._words)
        layout.addWidget(self.list, 1)
        self.show_hits("", ())

    def begin(self) -> None:
        """Ready to type over what was searched for last."""
        self.field.setFocus()
        self.field.selectAll()

    def show_hits(
        self,
        searched: str,
        hits: Sequence[Hit],
        *,
        more: bool = False,
        problems: Sequence[str] = (),
    ) -> None:
        """`problems` are about filters that could not be followed."""
        self.hits.show_hits(hits)
        if hits:
            self.list.setCurrentIndex(self.hits.index(0, 0))
        if not searched.strip():
            words = self.tr("Words of a prompt, a note, or anything a model answered.")
        elif not hits:
            words = self.tr("Nothing found for “{0}”. The words may be in any order.")
        else:
            words = self.tr("The best {1} of many") if more else self.tr("{1} found")
        self._words.setText("\n".join((*problems, words.format(searched, len(hits)))))
        set_tone(self._words, "warning" if problems else "muted")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move through what was found while the typing goes on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in MOVING:
                self.list.event(event)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _add_filter(self, name: str) -> None:
        """Write a filter at the end, ready for its value."""
        text = self.field.text().rstrip()
        self.field.setText(f"{text} {name}:".lstrip())
        self.field.setFocus()

    def _open_current(self) -> None:
        index: QModelIndex = self.list.currentIndex()
        if hit := index.data(HitRole):
            self.hit_activated.emit(hit)
