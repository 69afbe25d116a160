"""The middle of Write: the messages of the open prompt, or its preview."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.write.editor.cards import MessageCards
from workbench.gui.write.editor.find_bar import FindBar
from workbench.gui.write.editor.footer import EditorFooter
from workbench.gui.write.editor.header import EditorHeader
from workbench.gui.write.editor.preview import PreviewView
from workbench.gui.write.editor.problem_list import ProblemList


class EditorPanel(QWidget):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor")
        self.setProperty("surface", "background")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header = EditorHeader(theme, icons, self)
        self.find_bar = FindBar(theme, icons, self)
        self.cards = MessageCards(theme, icons, self)
        self.preview = PreviewView(theme, self)
        self.problems = ProblemList(theme, icons, self)
        self.footer = EditorFooter(theme, icons, self)
        self.empty = EmptyEditor(theme, self)
        self._body = QStackedWidget(self)
        for page in (self.empty, self.cards, self.preview):
            self._body.addWidget(page)
        self._lines = [_line(self), _line(self)]
        self._lay_out()
        self.problems.hide()
        self.footer.problems_toggled.connect(self.problems.setVisible)
        self.show_nothing()

    def show_nothing(self) -> None:
        self._body.setCurrentWidget(self.empty)
        self._show_surroundings(False)

    def show_editing(self) -> None:
        self._body.setCurrentWidget(self.cards)
        self._show_surroundings(True)

    def show_previewing(self) -> None:
        self._body.setCurrentWidget(self.preview)
        self._show_surroundings(True)

    @property
    def previewing(self) -> bool:
        return self._body.currentWidget() is self.preview

    def _show_surroundings(self, shown: bool) -> None:
        for part in (self.header, self.footer, *self._lines):
            part.setVisible(shown)
        if not shown:
            self.find_bar.hide()
            self.problems.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        parts: list[tuple[QWidget, int]] = [
            (self.header, 0),
            (self._lines[0], 0),
            (self.find_bar, 0),
            (self._body, 1),
            (self._lines[1], 0),
            (self.problems, 0),
            (self.footer, 0),
        ]
        for part, stretch in parts:
            column.addWidget(part, stretch)


class EmptyEditor(QWidget):
    """Says what belongs here and offers it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = theme.unit
        text = QLabel(self.tr("Choose a prompt at the left, or make one."), self)
        text.setProperty("tone", "muted")
        self.new = named(QPushButton(self.tr("New prompt…"), self), "editor.new")
        column = QVBoxLayout(self)
        column.setSpacing(3 * unit)
        column.addStretch(1)
        column.addWidget(text, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.new, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setProperty("surface", "line")
    return line
