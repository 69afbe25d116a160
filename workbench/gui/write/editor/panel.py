"""The middle of Write: the messages of the open prompt, or its preview."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.problems import Problem
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.write.editor.cards import MessageCards
from workbench.gui.write.editor.find_bar import FindBar
from workbench.gui.write.editor.footer import EditorFooter
from workbench.gui.write.editor.header import EditorHeader
from workbench.gui.write.editor.preview import PreviewView
from workbench.gui.write.editor.problem_area import ProblemArea
from workbench.gui.write.editor.source_and_preview import Arrangement, SourceAndPreview


class EditorPanel(QWidget):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor")
        self.setProperty("surface", "background")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header = EditorHeader(theme, icons, self)
        self.find_bar = FindBar(theme, icons, self)
        self.cards = MessageCards(theme, icons, self)
        self.preview = PreviewView(theme, icons, self)
        self.problem_area = ProblemArea(theme, icons, self)
        self.problems = self.problem_area.list
        self.footer = EditorFooter(theme, icons, self)
        self.empty = EmptyEditor(theme, self)
        self.both = SourceAndPreview(self.cards, self.preview, theme, self)
        self._body = QStackedWidget(self)
        for page in (self.empty, self.both):
            self._body.addWidget(page)
        self._lines = [_line(self), _line(self)]
        self._lay_out()
        self.problem_area.hide()
        self.footer.problems_toggled.connect(self.problem_area.setVisible)
        self.show_nothing()

    def show_nothing(self) -> None:
        self._body.setCurrentWidget(self.empty)
        self._show_surroundings(False)

    def show_editing(self) -> None:
        self._body.setCurrentWidget(self.both)
        self._show_surroundings(True)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """At their places, in the list and as a number."""
        self.cards.show_problems(problems)
        self.problems.show_problems(problems)
        self.footer.show_problems(problems)

    def add_notice(self, notice: QWidget) -> None:
        """A slim line below the header, shown and hidden by whoever made it."""
        self._column.insertWidget(2, notice)

    @property
    def previewing(self) -> bool:
        """The preview is seen, beside the messages or in their place."""
        return self.both.arrangement is not Arrangement.SOURCE

    def _show_surroundings(self, shown: bool) -> None:
        for part in (self.header, self.footer, *self._lines):
            part.setVisible(shown)
        if not shown:
            self.find_bar.hide()
            self.problem_area.hide()

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        parts: list[tuple[QWidget, int]] = [
            (self.header, 0),
            (self._lines[0], 0),
            (self.find_bar, 0),
            (self._body, 1),
            (self._lines[1], 0),
            (self.problem_area, 0),
            (self.footer, 0),
        ]
        for part, stretch in parts:
            column.addWidget(part, stretch)


class EmptyEditor(QWidget):
    """Says what belongs here and offers it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel(self)
        self._words.setProperty("tone", "muted")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.new = named(QPushButton(self.tr("New prompt…"), self), "editor.new")
        self.new.setProperty("kind", "primary")
        self.import_ = named(QPushButton(self.tr("Import…"), self), "editor.import")
        self._lay_out(theme.unit)
        self.show_library(empty=False)

    def use_actions(self, new: QAction, import_: QAction) -> None:
        for button, action in ((self.new, new), (self.import_, import_)):
            button.clicked.connect(action.trigger)
            action.changed.connect(partial(_follow, button, action))
            _follow(button, action)

    def show_library(self, *, empty: bool) -> None:
        """Without a prompt there is nothing to choose."""
        self._words.setText(
            self.tr("There are no prompts in this workspace yet. Make one, or bring some in.")
            if empty
            else self.tr("Choose a prompt at the left, or make one.")
        )

    def _lay_out(self, unit: int) -> None:
        row = QHBoxLayout()
        row.setSpacing(2 * unit)
        row.addStretch(1)
        row.addWidget(self.new)
        row.addWidget(self.import_)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(3 * unit)
        column.addStretch(1)
        column.addWidget(self._words)
        column.addLayout(row)
        column.addStretch(2)


def _follow(button: QPushButton, action: QAction) -> None:
    button.setEnabled(action.isEnabled())
    button.setToolTip(action.toolTip())


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setProperty("surface", "line")
    return line
