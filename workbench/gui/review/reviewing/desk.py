"""What lies before the reviewer: the inputs, one output or two, comments, and the correction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from workbench.domain.reviews import Comment
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.review.reviewing.correction import Correction
from workbench.gui.review.reviewing.inputs_view import InputsView
from workbench.gui.review.reviewing.notes import Notes
from workbench.gui.review.reviewing.output_pane import OutputPane
from workbench.gui.review.reviewing.prepared import PreparedItem

BESIDE_UNITS = 225
"""From this width on two texts stand side by side, and comments at the right of a single one."""
NOTES_UNITS = 64
NOTES_BELOW_UNITS = 30
INPUTS_SHARE = 0.28
QWIDGETSIZE_MAX = 16_777_215
"""As Qt has it, which PySide does not tell."""


class Half(QWidget):
    """An output with its comments at the right or below."""

    def __init__(self, number: int, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.pane = OutputPane(number, theme, icons, self)
        self.notes = Notes(number, theme, icons, self)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(3 * theme.unit)
        self._row.addWidget(self.pane, 1)
        self._row.addWidget(self.notes)
        self.notes.changed.connect(self.show_marks)
        self.notes.chosen.connect(self._on_chosen)
        self.pane.comment.clicked.connect(self.notes.passage_wanted)
        self.notes.finished.connect(self.pane.select_nothing)

    def show_beside(self, beside: bool) -> None:
        """The comments stand at the right."""
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if beside else way.TopToBottom)
        unit = self._theme.unit
        self.notes.show_beside(beside)
        self.notes.setMinimumWidth(NOTES_UNITS * unit if beside else 0)
        self.notes.setMaximumWidth(NOTES_UNITS * unit if beside else QWIDGETSIZE_MAX)
        self.notes.setMaximumHeight(QWIDGETSIZE_MAX if beside else NOTES_BELOW_UNITS * unit)

    def show_marks(self) -> None:
        self.pane.mark(self.notes.passages)

    def _on_chosen(self, comment: Comment) -> None:
        self.pane.go_to((comment.start, comment.end))


class Desk(QWidget):
    changed = Signal()
    """A comment or the corrected text, by the person."""
    stacked = Signal(bool)
    """Two texts stand one below the other now, or side by side."""
    finished = Signal()
    """Done with a comment: the keyboard belongs to the questions."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count, self._correcting = 1, False
        self._stacked: bool | None = None
        self.instructions = InputsView("reviewing.instructions", theme, icons, self)
        self.inputs = InputsView("reviewing.inputs", theme, icons, self)
        self.halves = [Half(number, theme, icons, self) for number in range(2)]
        self.correction = Correction(theme, self)
        self._texts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._texts.setSpacing(4 * theme.unit)
        for widget in (*self.halves, self.correction):
            self._texts.addWidget(widget, 1)
        # Until it is known what there is: a window would grow for all of them
        for widget in (self.halves[1], self.correction, self.instructions):
            widget.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.unit)
        column.addWidget(self.instructions)
        column.addWidget(self.inputs)
        column.addLayout(self._texts, 1)
        for half in self.halves:
            half.notes.changed.connect(self.changed)
            half.notes.finished.connect(self.finished)
            half.notes.passage_wanted.connect(partial(self.comment, half.notes))
        self.correction.changed.connect(self.changed)

    @property
    def comments(self) -> tuple[Comment, ...]:
        """By the outputs as they are shown."""
        shown = self.halves[: self._count]
        return tuple(comment for half in shown for comment in half.notes.comments)

    def show_item(self, prepared: PreparedItem, *, correcting: bool) -> None:
        self._count, self._correcting = len(prepared.outputs), correcting
        self.inputs.show_inputs(self.tr("What was asked"), prepared.item.inputs)
        for number, half in enumerate(self.halves):
            half.setVisible(number < self._count)
        for half, output in zip(self.halves, prepared.outputs, strict=False):
            half.pane.show_output(output)
        self.correction.setVisible(correcting)
        if correcting:
            self.correction.show_original(prepared.outputs[0].text)
        self._arrange(anew=True)

    def show_comments(self, comments: Sequence[Comment]) -> None:
        for number, half in enumerate(self.halves):
            half.notes.show_comments([each for each in comments if each.output == number])
            half.show_marks()

    def comment(self, asked: Notes | None = None) -> None:
        """On what is selected; else on the whole of the output that one reads, or whose button
        was pressed."""
        shown = range(self._count)
        chosen = [
            n
            for n in shown
            if self.halves[n].pane.has_selection and asked in (None, self.halves[n].notes)
        ]
        number = chosen[0] if chosen else self._nearest(asked)
        half = self.halves[number]
        passage = half.pane.selected_passage()
        if passage is None and chosen:
            return
        about = Comment("", number)
        if passage is not None:
            about = replace(about, start=passage[0], end=passage[1], quote=half.pane.quote(passage))
        half.notes.write_about(about)
        half.show_marks()

    @property
    def has_selection(self) -> bool:
        return any(half.pane.has_selection for half in self.halves[: self._count])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _nearest(self, asked: Notes | None) -> int:
        """The half that was asked, else the one that has the keyboard."""
        focus = asked or QApplication.focusWidget()
        shown = self.halves[: self._count]
        holding = (n for n, half in enumerate(shown) if focus and half.isAncestorOf(focus))
        return next(holding, 0)

    def _arrange(self, *, anew: bool = False) -> None:
        unit = self._theme.unit
        wide = self.width() >= BESIDE_UNITS * unit
        single = self._count == 1 and not self._correcting
        for view in (self.instructions, self.inputs):
            view.show_share(round(self.height() * INPUTS_SHARE))
        if not anew and self._stacked == (not wide):
            return
        self._stacked = not wide
        way = QBoxLayout.Direction
        self._texts.setDirection(way.LeftToRight if wide else way.TopToBottom)
        for number, half in enumerate(self.halves):
            half.show_beside(wide and single)
            half.notes.show_only_written(not (wide and single))
            half.pane.comment.setVisible(not (wide and single))
            half.pane.name(*self._names(number))
        self.stacked.emit(not wide)

    def _names(self, number: int) -> tuple[str, str]:
        """Of an output: on screen, and for a screen reader."""
        if self._count == 1:
            title = self.tr("The text") if self._correcting else ""
            return title, self.tr("The text to judge")
        stacked = (self.tr("Upper"), self.tr("Lower"))
        beside = (self.tr("Left"), self.tr("Right"))
        told = (self.tr("The first text to judge"), self.tr("The second text to judge"))
        return (stacked if self._stacked else beside)[number], told[number]
