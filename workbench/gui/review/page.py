"""Review: the reviews at the left; at the right one of its pages (see `seams.Part`), above it
results that wait to be taken in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.kit.actions import Actions
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface, set_tone
from workbench.gui.kit.write_keys import WriteKeys
from workbench.gui.review.empty import EmptyReview
from workbench.gui.review.intake.panel import IntakePanel
from workbench.gui.review.reviews.panel import ReviewsPanel
from workbench.gui.review.seams import Part

LISTS_UNITS = 58


class ReviewPlace(QWidget):
    said = Signal(str)
    """What was done, for the status line."""
    evaluation_wanted = Signal(str, int)
    """Id of an evaluation to be seen in Evaluate, and the number of a cell; -1 for none."""
    prompt_wanted = Signal(str)
    """Id of a prompt to be seen in Write."""
    approval_wanted = Signal(object, int)
    """A `Prompt` of which a version is to be approved, and the number of that version."""
    file_written = Signal(object)
    """`Path` of a file that somebody may want to see."""
    full_screen_wanted = Signal(bool)
    """Nothing but the page that is open is to be seen; or the window as it was."""
    setup_requested = Signal(object)
    """A review is to be set up; a `Source` or None."""
    review_requested = Signal(str)
    """Id of a review that is to be seen."""
    rubrics_requested = Signal()
    """All rubrics are to be seen."""
    results_requested = Signal()
    """Results files are to be chosen and taken in."""
    results_dropped = Signal(list)
    """`Path`s of files that were dropped anywhere here."""
    paste_requested = Signal()
    leaving = Signal()
    """Another place is turned to, or the window goes: what is typed is to be kept."""

    judging = Signal(bool)
    """Somebody is before the reviewer's page, which is seen, or no longer."""

    def __init__(
        self, theme: Theme, icons: Icons, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("review")
        self._actions = actions
        self._keys = WriteKeys()
        self._pages: dict[Part, QWidget] = {}
        self.lists = ReviewsPanel(theme, icons, self)
        self.empty = EmptyReview(theme, icons, self)
        self.stack = named(QStackedWidget(self), "review.pages")
        self.put(Part.EMPTY, self.empty)
        self.parts = QSplitter(Qt.Orientation.Horizontal, self)
        self.parts.setObjectName("review.parts")
        self.parts.setHandleWidth(1)
        self.parts.setChildrenCollapsible(False)
        self.lists.setMinimumWidth(40 * theme.unit)
        self.intake = IntakePanel(theme, icons, self)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.intake)
        column.addWidget(self.stack, 1)
        for part in (self.lists, right):
            self.parts.addWidget(part)
        self.parts.setStretchFactor(0, 0)
        self.parts.setStretchFactor(1, 1)
        self.parts.setSizes([LISTS_UNITS * theme.unit, 4 * LISTS_UNITS * theme.unit])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.parts)
        self._target = self._drop_target()
        self.setAcceptDrops(True)
        self.setFocusProxy(self.lists.list)

    @property
    def part(self) -> Part:
        """Which page is seen."""
        current = self.stack.currentWidget()
        return next(part for part, page in self._pages.items() if page is current)

    def page(self, part: Part) -> QWidget | None:
        """None while it was not made."""
        return self._pages.get(part)

    def put(self, part: Part, page: QWidget) -> None:
        self._pages[part] = page
        page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.stack.addWidget(page)

    def turn_to(self, part: Part) -> None:
        """Somebody who judges has the whole room. What is not seen asks for none."""
        for each, page in self._pages.items():
            fits = QSizePolicy.Policy.Preferred if each is part else QSizePolicy.Policy.Ignored
            page.setSizePolicy(fits, fits)
        self.stack.setCurrentWidget(self._pages[part])
        judging = part is Part.REVIEWING
        self.lists.setVisible(not judging)
        self.judging.emit(judging and self.isVisible())

    def event(self, event: QEvent) -> bool:
        return self._keys.taken(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no field takes: pasted results are taken in wherever the keyboard is."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_requested.emit()
        elif not self._keys.meant_by(event):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.acceptProposedAction()
            self._target.setGeometry(self.rect())
            self._target.show()
            self._target.raise_()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._target.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._target.hide()
        if paths := files_in(event.mimeData()):
            event.acceptProposedAction()
            self.results_dropped.emit(paths)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.leaving.emit()
        self.judging.emit(False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.judging.emit(self.part is Part.REVIEWING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.intake.keep_below(self.height())

    def _drop_target(self) -> QLabel:
        """Seen while files are held over the place, above fields that would take them for text."""
        label = named(QLabel(self.tr("Drop results here to see what is in them"), self), "drop")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_tone(label, "heading")
        set_surface(label, "panel")
        label.hide()
        return label


def files_in(dragged: QMimeData) -> list[Path]:
    """Files of this machine among what is dragged."""
    return [Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile()]
