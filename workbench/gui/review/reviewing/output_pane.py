"""One output to read, as it is meant or as plain text, and what was noted about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.outputs.json_view import JsonView
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.review.reviewing.formatted_text import FormattedText
from workbench.gui.review.reviewing.keys import PassOn
from workbench.gui.review.reviewing.prepared import PreparedOutput, View
from workbench.gui.review.reviewing.reading_text import SIZE, Passage, ReadingText


class OutputPane(QFrame):
    passage_chosen = Signal()
    """There is a selection now, or none any more."""
    said = Signal(str)
    """Something that the reviewer should know."""

    def __init__(self, number: int, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"reviewing.output.{number}")
        self.setProperty("surface", "card")
        self._theme = theme
        self._output = PreparedOutput("")
        self._passages: Sequence[Passage] = ()
        self.title, self.heading = QLabel(self), QLabel(self)
        for label, tone in ((self.title, "section"), (self.heading, "muted")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            set_tone(label, tone)
        self.switch = named(
            QPushButton(self.tr("As plain text"), self), f"reviewing.plain.{number}"
        )
        self.switch.setProperty("kind", "chip")
        self.switch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.comment = named(QPushButton(self.tr("Comment"), self), f"reviewing.note.{number}")
        self.comment.setProperty("kind", "chip")
        self.comment.setToolTip(self.tr("Comment on the selected passage, or on the whole (C)"))
        self.plain = ReadingText(theme, self)
        self.formatted = FormattedText(theme, self)
        self.tree = JsonView(theme, icons, self)
        self.tree.read_whole()
        self.tree.tree.setFont(theme.font(SIZE))
        self.tree.tree.setProperty("surface", "inset")
        self.plain.set_wrap(True)
        self.views = {
            View.PLAIN: self.plain,
            View.FORMATTED: self.formatted,
            View.TREE: self.tree,
        }
        self._view = View.PLAIN
        self.title.setMinimumHeight(self.switch.sizeHint().height())
        self.switch.clicked.connect(self._on_switched)
        self.plain.text.selectionChanged.connect(self.passage_chosen)
        self.formatted.selectionChanged.connect(self.passage_chosen)
        keys = PassOn(self)
        for scrolling in (self.plain.text, self.formatted, self.tree.tree):
            scrolling.installEventFilter(keys)
        self._lay_out(theme.unit)

    @property
    def view(self) -> View:
        return self._view

    @property
    def has_selection(self) -> bool:
        if self._view is View.PLAIN:
            return self.plain.selected_passage() is not None
        return self._view is View.FORMATTED and self.formatted.has_selection

    def show_output(self, output: PreparedOutput) -> None:
        self._output = output
        self.heading.setText(safe(output.heading))
        self.heading.setVisible(bool(output.heading))
        self.plain.show_text("")
        self.plain.show_text(output.text)
        self.plain.scroll_to(0)
        if output.markdown is not None:
            self.formatted.show_markdown(output.markdown)
            self.formatted.show_stored(output.text)
        if output.json is not None:
            self.tree.show_output(output.json, output.text)
            # Its first line only says that there is something in it
            self.tree.tree.setRootIndex(self.tree.model.index(0, 0))
        self.switch.setVisible(len(output.views) > 1)
        self._show_view(output.views[0])

    def name(self, title: str, told: str) -> None:
        """`told` is how a screen reader calls it."""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        for widget in (self.plain.text, self.formatted, self.tree.tree, self.tree.text.text):
            widget.setAccessibleName(told)

    def selected_passage(self) -> Passage | None:
        """In code points of the stored text; None with a word about it where it is not known."""
        if self._view is View.PLAIN:
            return self.plain.selected_passage()
        if self._view is View.FORMATTED and self.formatted.has_selection:
            found = self.formatted.selected_passage()
            if found is None:
                self._show_view(View.PLAIN)
                self.said.emit(self.tr("Please select the passage once more in the plain text."))
            return found
        return None

    def select_nothing(self) -> None:
        for text in (self.plain.text, self.formatted):
            cursor = text.textCursor()
            cursor.clearSelection()
            text.setTextCursor(cursor)

    def quote(self, passage: Passage) -> str:
        return self._output.text[slice(*passage)]

    def mark(self, passages: Sequence[Passage], current: Passage | None = None) -> None:
        self._passages = passages
        self.plain.mark(passages, current)
        if self._output.markdown is not None:
            self.formatted.mark(passages, current)

    def go_to(self, passage: Passage) -> None:
        self.mark(self._passages, passage)
        if self._view is View.FORMATTED and self.formatted.go_to(passage):
            return
        self._show_view(View.PLAIN)
        self.plain.go_to(passage)

    def _show_view(self, view: View) -> None:
        self._view = view
        for kind, widget in self.views.items():
            widget.setVisible(kind is view)
        plain, best = self.tr("As plain text"), self.tr("As it is meant to look")
        self.switch.setText(best if view is View.PLAIN else plain)
        self.passage_chosen.emit()

    def _on_switched(self) -> None:
        best, plain = self._output.views[0], View.PLAIN
        self._show_view(best if self._view is plain else plain)

    def _lay_out(self, unit: int) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(3 * unit, 2 * unit, 2 * unit, 0)
        head.setSpacing(2 * unit)
        head.addWidget(self.title)
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.comment)
        head.addWidget(self.switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit, unit, unit, unit)
        column.setSpacing(0)
        column.addLayout(head)
        for widget in self.views.values():
            column.addWidget(widget, 1)
        self.setMinimumHeight(24 * unit)
