"""Evaluate: evaluations and datasets at the left, the one that is chosen at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from workbench.gui.evaluate.empty import EmptyEvaluate
from workbench.gui.evaluate.evaluations.panel import EvaluationsPanel
from workbench.gui.evaluate.grid.page import GridPage
from workbench.gui.evaluate.setup.page import SetupPage
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.write_keys import WriteKeys

LISTS_UNITS = 58
NARROW_UNITS, LOW_UNITS = 290, 190
"""Below these, an open cell takes the room of the lists and of the sentences."""
INSTEAD = {
    "run.start": "evaluation.start",
    "run.stop": "evaluation.pause",
    "run.retry": "evaluation.retry_failed",
    "problem.next": "result.next_failed",
    "problem.previous": "result.previous_failed",
    "cell.copy": "result.copy",
}
"""What the same keys do here."""


class EvaluatePlace(QWidget):
    said = Signal(str)
    """What was done, for the status line."""
    prompt_wanted = Signal(str, str)
    """Id of a prompt, and the digest of the content to be seen in Write."""
    file_written = Signal(object)
    """`Path` of a file that somebody may want to see."""
    review_wanted = Signal(str)
    """Id of an evaluation whose outputs people are to judge."""
    find_requested = Signal()
    subject_changed = Signal()
    """Another prompt is open in Write, or other models are ticked there."""
    evaluate_requested = Signal()
    """What is open in Write, at once."""
    trust_requested = Signal(bool)
    """Programs of this workspace are to be trusted, which is asked about, or no longer."""
    evaluation_requested = Signal(str, int)
    """Id of an evaluation to be shown, and the number of a cell of it; -1 for none."""
    review_requested = Signal()
    """People are to judge the outputs of the evaluation that is shown."""
    new_requested = Signal()
    """An evaluation is to be planned."""

    def __init__(
        self, theme: Theme, icons: Icons, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("evaluate")
        self._actions, self._theme = actions, theme
        self._room_wanted = False
        self._keys = WriteKeys()
        self.lists = EvaluationsPanel(theme, icons, self)
        self.empty = EmptyEvaluate(theme, icons, self)
        self.setup = SetupPage(theme, icons, self)
        self.grid = GridPage(theme, icons, self)
        self.stack = named(QStackedWidget(self), "evaluate.pages")
        for page in (self.empty, self.setup, self.grid):
            self.stack.addWidget(page)
        self.parts = QSplitter(Qt.Orientation.Horizontal, self)
        self.parts.setObjectName("evaluate.parts")
        self.parts.setHandleWidth(1)
        self.parts.setChildrenCollapsible(False)
        self.lists.setMinimumWidth(40 * theme.unit)
        for part in (self.lists, self.stack):
            self.parts.addWidget(part)
        self.parts.setStretchFactor(0, 0)
        self.parts.setStretchFactor(1, 1)
        self.parts.setSizes([LISTS_UNITS * theme.unit, 4 * LISTS_UNITS * theme.unit])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.parts)
        self.setFocusProxy(self.lists.list)

    @property
    def page(self) -> QWidget | None:
        return self.stack.currentWidget()

    def turn_to(self, page: QWidget) -> None:
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    @property
    def narrow(self) -> bool:
        """There is no room for two panes beside the grid."""
        return self.width() < NARROW_UNITS * self._theme.unit

    def make_room(self, wanted: bool) -> None:
        """For a cell that is open: where there is little, the lists give theirs."""
        self._room_wanted = wanted
        self._give_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        self.lists.setVisible(not (self._room_wanted and self.narrow))
        low = self.height() < LOW_UNITS * self._theme.unit
        self.grid.show_sentences(not (self._room_wanted and low))

    def event(self, event: QEvent) -> bool:
        return self._keys.taken(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command_id = self._keys.meant_by(event)
        if command_id == "edit.find":
            self.find_requested.emit()
        elif command_id == "run.start" and self.page is self.setup:
            self.setup.start.click()
        elif command_id == "run.start" and self.page is self.empty:
            self.empty.now.click()
        elif command_id in INSTEAD:
            self._actions.run(INSTEAD[command_id])
        elif not command_id:
            super().keyPressEvent(event)
