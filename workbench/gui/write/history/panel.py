"""The history of one prompt: its states, what the chosen one says, and how its runs went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QLabel,
    QListView,
    QMenu,
    QSplitter,
    QStackedLayout,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.prompts import PromptContent
from workbench.domain.runs import Run
from workbench.gui.kit.differences.lines import Kind, Line, Mark, heading, inline_lines
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.outputs.output_view import OutputView
from workbench.gui.kit.theme import Theme
from workbench.gui.write.history.bars import FilterBar, MarkBar
from workbench.gui.write.history.delegate import RunsDelegate, TimelineDelegate
from workbench.gui.write.history.graph import GraphRow
from workbench.gui.write.history.list_view import TimelineView
from workbench.gui.write.history.models import (
    Entry,
    RowRole,
    RunsModel,
    TimelineModel,
    short_name,
)
from workbench.gui.write.history.origins import OriginText, Row

View = TypeVar("View", bound=QListView)


class HistoryPanel(QWidget):
    entry_chosen = Signal(object)
    """The `Entry` to preview; None when nothing is chosen."""
    entry_activated = Signal(object)
    """The `Entry` to restore."""
    origins_wanted = Signal(object)
    """The `Entry` whose lines are to be told by the version that brought each."""
    run_chosen = Signal(object)
    """The `Run` whose batch is to be seen."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.timeline, self.runs = TimelineModel(), RunsModel()
        self._theme = theme
        self.filter = FilterBar(theme, icons, self)
        self.mark_bar = MarkBar(theme, icons, self)
        self.list = self._list(TimelineView(self), "history.list", self.tr("Versions and states"))
        self.list.setModel(self.timeline)
        self.list.setItemDelegate(TimelineDelegate(theme, icons, self))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.preview = OriginText(theme, lambda: datetime.now(UTC), self)
        self.preview.setObjectName("history.preview")
        self.preview.setAccessibleName(self.tr("Text of the chosen state"))
        self.preview.setProperty("frame", "none")
        self.preview.setPlaceholderText(self.tr("Choose a state to see what it says."))
        self.run_list = self._list(
            QListView(self), "history.runs", self.tr("Runs of the chosen state")
        )
        self.run_list.setModel(self.runs)
        self.run_list.setItemDelegate(RunsDelegate(theme, icons, self))
        self.output = OutputView(self)
        self.output.text.setProperty("frame", "none")
        self.output.text.setPlaceholderText(self.tr("Choose a run to see its output."))
        self.output.text.setAccessibleName(self.tr("Output of the chosen run"))
        self.origins = named(
            QToolButton(self), "history.origins", self.tr("Which version brought each line")
        )
        self.origins.setIcon(icons("origin"))
        self.origins.setCheckable(True)
        self.origins.setToolTip(
            self.tr("Number each line with the version that brought it.\nEnter shows the change.")
        )
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName(self.tr("What the chosen state says, and its runs"))
        self._content: PromptContent | None = None
        self._menu_actions: tuple[QAction, ...] = ()
        self._lay_out()
        self._connect()
        theme.theme_changed.connect(self._fit)
        self._fit()

    @property
    def chosen(self) -> Entry | None:
        entry: Entry | None = self.list.currentIndex().data(RowRole)
        return entry

    def _fit(self) -> None:
        self.output.text.setFont(self._theme.code_font())

    def use_actions(self, *actions: QAction) -> None:
        """What the context menu offers for the chosen entry."""
        self._menu_actions = actions

    def show_entries(self, entries: Sequence[Entry], graph: Sequence[GraphRow] = ()) -> None:
        """Keep the same entry chosen where it is still there. Each has a row of the `graph`."""
        chosen = self.chosen
        self.timeline.show_entries(entries, graph)
        self._stack.setCurrentIndex(0 if entries else 1)
        if chosen is not None and self.chosen is None:
            digest = getattr(chosen, "digest", None)
            row = 0 if digest is None else self.timeline.row_of(digest)
            self.list.setCurrentIndex(self.timeline.index(row, 0))
        elif chosen is None:
            self.entry_chosen.emit(None)

    def choose(self, digest: str) -> bool:
        """Choose the entry of that digest, as a click would; the filter must not hide it."""
        row = self.timeline.row_of(digest)
        if row < 0:
            if self.filter.chosen.active:
                self.filter.clear()
            return False
        self.list.setCurrentIndex(self.timeline.index(row, 0))
        self.list.scrollTo(self.timeline.index(row, 0))
        return True

    def mark(self, entry: Entry | None) -> None:
        """Mark an entry to be compared with another, or unmark the one that is."""
        self.timeline.mark(None if entry == self.timeline.marked else entry)
        self.show_marked()

    def show_marked(self) -> None:
        """What will be compared with what."""
        marked, chosen = self.timeline.marked, self.chosen
        other = short_name(chosen) if chosen and chosen != marked else ""
        self.mark_bar.show_marked(short_name(marked) if marked else "", other)

    def show_content(self, content: PromptContent | None) -> None:
        self._content = content
        self.preview.show_rows([(line, None) for line in content_lines(content)] if content else [])
        if content and self.origins.isChecked():
            self.origins_wanted.emit(self.chosen)

    def show_origins(self, rows: Sequence[Row]) -> None:
        """The chosen version's lines with where they come from, if that is still wanted."""
        if self.origins.isChecked():
            self.preview.show_rows(rows)

    def show_runs(self, runs: Sequence[Run]) -> None:
        self.runs.show_runs(runs)
        self.output.show_text("")
        self.tabs.setTabText(1, self.tr("Runs ({0})").format(len(runs)))

    def show_run(self, run: Run) -> None:
        self.output.show_text(run.text or (run.failure.message if run.failure else ""))

    def _list(self, made: View, name: str, accessible_name: str) -> View:
        named(made, name, accessible_name)
        made.setUniformItemSizes(True)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        return made

    def _on_current(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self.entry_chosen.emit(self.chosen)
        self.show_marked()

    def _toggle_origins(self, _wanted: bool) -> None:
        self.show_content(self._content)

    def _on_current_run(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if run := current.data(RowRole):
            self.show_run(run)
            self.run_chosen.emit(run)

    def _show_menu(self, place: QPoint) -> None:
        if self._menu_actions and self.list.currentIndex().isValid():
            menu = QMenu(self)
            menu.addActions(list(self._menu_actions))
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.list.viewport().mapToGlobal(place))

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.timeline.modelReset.connect(lambda: self.list.setCurrentIndex(QModelIndex()))
        self.list.activated.connect(lambda index: self.entry_activated.emit(index.data(RowRole)))
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.mark_requested.connect(lambda index: self.mark(index.data(RowRole)))
        self.origins.toggled.connect(self._toggle_origins)
        self.mark_bar.unmark_requested.connect(lambda: self.mark(None))
        self.run_list.selectionModel().currentChanged.connect(self._on_current_run)

    def _lay_out(self) -> None:
        below = QSplitter(Qt.Orientation.Vertical, self)
        below.addWidget(self.run_list)
        below.addWidget(self.output)
        below.setObjectName("history.runs_and_output")
        below.setSizes([200, 120])
        self.tabs.addTab(self.preview, self.tr("Text"))
        self.tabs.addTab(below, self.tr("Runs"))
        self.tabs.setDocumentMode(True)
        self.tabs.setCornerWidget(self.origins)
        above = QWidget(self)
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.filter, self.list, self.mark_bar):
            column.addWidget(part)
        whole = QSplitter(Qt.Orientation.Vertical, self)
        whole.addWidget(above)
        whole.addWidget(self.tabs)
        whole.setObjectName("history.list_and_state")
        whole.setSizes([340, 260])
        whole.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedLayout()
        self._stack.addWidget(whole)
        self._stack.addWidget(self._nothing())
        self._stack.setCurrentIndex(1)
        outer.addLayout(self._stack)

    def _nothing(self) -> QLabel:
        words = self.tr("Open a prompt to see its versions and runs.")
        label = QLabel(words, self)
        label.setProperty("tone", "muted")
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setContentsMargins(16, 16, 16, 16)
        return label


def content_lines(content: PromptContent) -> list[Line]:
    """The messages as they are, each under its role."""
    lines: list[Line] = []
    for message in content.messages:
        name = f"{message.role.value} {message.name}".strip()
        lines.append(heading(name).right)
        lines += inline_lines([(Mark.SAME, message.text)])
        lines.append(Line(Kind.SAME))
    return lines
