"""Two columns of evaluations held against each other: a sentence, its numbers, its cases."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QProgressBar,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.comparisons import CellChange, ChangeKind
from workbench.gui.evaluate.comparing.both_sides import BothSidesView
from workbench.gui.evaluate.comparing.changes import CHANGED, KINDS, ChangeRole, ChangesModel
from workbench.gui.evaluate.comparing.figures import Compared
from workbench.gui.evaluate.comparing.numbers import Numbers
from workbench.gui.evaluate.comparing.pickers import Pickers
from workbench.gui.evaluate.grid.comparison_strip import FINDINGS
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.elided import Sign
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.noted import NotedDelegate
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface, set_tone

LIST_UNITS, SIDES_UNITS = 75, 150


class ComparePage(QWidget):
    wanted = Signal()
    """It is seen: what it shows is to be current."""
    change_chosen = Signal(object)
    """`CellChange`."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare")
        set_surface(self, "background")
        self._theme = theme
        self.pickers = Pickers(theme, icons, self)
        self.sign = Sign(icons, self)
        self.sentence = named(QLabel(self), "compare.sentence", self.tr("What comes of it"))
        self.notes = named(QLabel(self), "compare.notes", self.tr("What the two do not share"))
        self.progress = named(QProgressBar(self), "compare.progress", self.tr("Progress"))
        self.numbers = Numbers(theme, "compare.numbers", self.tr("The comparison in numbers"))
        self.slices = Numbers(theme, "compare.slices", self.tr("The comparison by label"))
        self.no_slices = QLabel(self.tr("No shared case has a label."), self)
        self.by_label = QStackedWidget(self)
        self.changes = ChangesModel(icons)
        self.list = named(QListView(self), "compare.changes", self.tr("Cases that changed"))
        self.kinds = named(ElidedBox(self), "compare.kinds", self.tr("Which cases are listed"))
        self.both = BothSidesView(theme, icons, self)
        self.tabs = named(QTabWidget(self), "compare.tabs", self.tr("Parts of the comparison"))
        self._lay_out(theme.unit)
        self._offer_kinds()
        self.list.selectionModel().currentChanged.connect(self._on_change)
        self.kinds.activated.connect(self._on_kinds)
        theme.theme_changed.connect(self._fit)
        self._fit()
        self.setFocusProxy(self.pickers)
        self.say("")

    def say(self, words: str) -> None:
        """In the place of the sentence: what is done, or what is missing."""
        self.sign.show_icon("", "")
        self.sign.hide()
        self.sentence.setText(words)
        set_tone(self.sentence, "muted")
        self.notes.hide()
        self.tabs.setEnabled(False)

    def show_progress(self, done: int, steps: int) -> None:
        self.progress.setRange(0, max(steps, 1))
        self.progress.setValue(done)
        kept = self.progress.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(kept)
        self.progress.setVisible(done < steps)

    def show_compared(self, compared: Compared) -> None:
        """As much of it as is there."""
        main = compared.main
        if main is None:
            return
        self.tabs.setEnabled(True)
        look = FINDINGS[main.finding]
        self.sign.show()
        self.sign.show_icon(look.icon, look.token)
        self.sentence.setText(safe(main.sentence))
        self.sentence.setAccessibleName(f"{translate(look.word)}: {safe(main.sentence)}")
        set_tone(self.sentence, "")
        notes = [*compared.unshared]
        self.notes.setText(safe(" ".join(notes)))
        self.notes.setVisible(bool(notes))
        self.numbers.show_measures(compared.lines, compared.names)
        if compared.slices is not None:
            self.slices.show_slices(compared.slices)
            self.by_label.setCurrentIndex(0 if compared.slices else 1)
        self.both.show_names(compared.names)
        self._show_changes(compared.changes)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.wanted.emit()

    def _show_changes(self, changes: Sequence[CellChange] | None) -> None:
        title = translate("Changed cases")
        if changes is not None and self.changes.shows(changes):
            return
        if changes is None:
            self.changes.show_changes(())
        else:
            self.changes.show_changes(changes)
            count = sum(self.changes.counts[kind] for kind in CHANGED)
            title = f"{title} ({count:,})"
        self.tabs.setTabText(2, title)
        self.both.show_nothing()
        self._offer_kinds()
        if self.changes.rowCount():
            self.list.setCurrentIndex(self.changes.index(0))

    def _offer_kinds(self) -> None:
        """Each with how many there are."""
        chosen = self.kinds.currentIndex()
        counts = self.changes.counts
        self.kinds.clear()
        total = sum(counts[kind] for kind in CHANGED)
        self.kinds.addItem(translate("Everything that changed: {0}").format(f"{total:,}"), CHANGED)
        for kind, look in KINDS.items():
            self.kinds.addItem(f"{translate(look.word)}: {counts[kind]:,}", (kind,))
        self.kinds.setCurrentIndex(max(0, chosen))

    def _on_kinds(self, _index: int) -> None:
        kinds: tuple[ChangeKind, ...] = self.kinds.currentData()
        self.both.show_nothing()
        self.changes.show_kinds([ChangeKind(kind) for kind in kinds])
        if self.changes.rowCount():
            self.list.setCurrentIndex(self.changes.index(0))

    def _on_change(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if change := current.data(ChangeRole):
            self.change_chosen.emit(change)

    def _fit(self) -> None:
        self.sentence.setFont(self._theme.font(1.2, bold=True))

    def _lay_out(self, unit: int) -> None:
        for label in (self.sentence, self.notes, self.no_slices):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        set_tone(self.notes, "warning")
        set_tone(self.no_slices, "muted")
        self.no_slices.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.progress.setTextVisible(False)
        for part in (self.slices, self.no_slices):
            self.by_label.addWidget(part)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.numbers, self.tr("Numbers"))
        self.tabs.addTab(self.by_label, self.tr("By label"))
        self.tabs.addTab(self._cases(unit), self.tr("Changed cases"))
        said = QHBoxLayout()
        said.setSpacing(2 * unit)
        said.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.sentence, 1)
        words = QVBoxLayout()
        words.setContentsMargins(4 * unit, unit, 4 * unit, unit)
        words.setSpacing(unit)
        words.addLayout(said)
        words.addWidget(self.notes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pickers)
        column.addLayout(words)
        column.addWidget(self.progress)
        column.addWidget(self.tabs, 1)

    def _cases(self, unit: int) -> QWidget:
        self.list.setModel(self.changes)
        self.list.setItemDelegate(NotedDelegate(self._theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(unit, unit, unit, 0)
        column.setSpacing(unit)
        column.addWidget(self.kinds)
        column.addWidget(self.list, 1)
        halves = QSplitter(Qt.Orientation.Horizontal, self)
        halves.setObjectName("evaluate.changes")
        halves.setHandleWidth(1)
        halves.setChildrenCollapsible(False)
        halves.addWidget(left)
        halves.addWidget(self.both)
        halves.setStretchFactor(1, 1)
        halves.setSizes([LIST_UNITS * unit, SIDES_UNITS * unit])
        return halves
