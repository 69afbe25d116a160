"""Over the pages of Release: how the registry's branch stands to its remote, and what can be done
about that. What goes wrong is told in place, with the way to mend it."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.errors import WorkbenchError
from workbench.domain.syncing import SyncProgress, SyncState
from workbench.gui.kit.elided import ElidedLabel, Sign
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.notice import Action, Notice
from workbench.gui.kit.passing_time import as_time_passes
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface
from workbench.gui.kit.when import exactly
from workbench.gui.release.seams import ReleaseBar
from workbench.gui.release.sync.wording import (
    branch_words,
    fetched_words,
    progress_words,
    standing_words,
)


class SyncBar(ReleaseBar):
    cancel_requested = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "sync", self.tr("The registry and its remote"))
        self._theme, self._icons = theme, icons
        self._notice: Notice | None = None
        self._state: SyncState | None = None
        self.merge: QToolButton | None = None
        """Only where both sides have commits."""
        self.branch = self._label("sync.branch", "text")
        self.standing = self._label("sync.standing", "muted")
        self.fetched = self._label("sync.fetched", "muted")
        self.phase = self._label("sync.phase", "muted")
        self.progress = named(QProgressBar(self), "sync.progress", self.tr("Progress"))
        self.progress.setTextVisible(False)
        self.cancel = named(QPushButton(self.tr("Cancel"), self), "sync.cancel")
        self.cancel.setProperty("kind", "quiet")
        self.cancel.clicked.connect(lambda: self.cancel_requested.emit())
        self._buttons = QHBoxLayout()
        self._lay_out(theme.unit)
        as_time_passes(self, lambda: self.show_time(datetime.now(UTC)))
        self.hide()

    def offer(self, action: QAction, icon: str, words: str = "") -> QToolButton:
        """`words` stand on the button instead of the command's own."""
        if words:
            action.setIconText(words)
        button = named(QToolButton(self), f"sync.{action.objectName()}")
        button.setDefaultAction(action)
        button.setIcon(self._icons(icon))
        button.setAccessibleName(action.text().replace("&", ""))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._buttons.addWidget(button)
        return button

    def show_state(self, state: SyncState | None, now: datetime) -> None:
        """None where there is nothing that could be kept in step."""
        self._state = state
        self.setVisible(state is not None)
        if state is None:
            return
        self.branch.show_text(safe(branch_words(state)))
        self.branch.setToolTip(safe(state.address) or self.branch.text())
        if self.merge:
            self.merge.setVisible(state.diverged)
        words, token = standing_words(state)
        self.standing.show_text(safe(words), token)
        self.show_time(now)
        if state.fetched_at:
            self.fetched.setToolTip(exactly(state.fetched_at))

    def show_time(self, now: datetime) -> None:
        """It goes on while nothing else changes."""
        if self._state is not None:
            self.fetched.show_text(fetched_words(self._state, now))

    def show_progress(self, progress: SyncProgress | None) -> None:
        """None when it is over."""
        self._rows.setCurrentIndex(0 if progress is None else 1)
        if progress is None:
            return
        self.phase.show_text(safe(progress_words(progress)))
        self.progress.setRange(0, 0 if progress.percent is None else 100)
        self.progress.setValue(progress.percent or 0)

    def show_notice(self, words: str, *actions: Action, tone: str = "notice") -> None:
        self.close_notice()
        self._notice = Notice(
            words, self._theme, self._icons, tone=tone, actions=actions, parent=self
        )
        named(self._notice, "sync.notice")
        self._notice.label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._notice.dismissed.connect(self.close_notice)
        self._column.addWidget(self._notice)

    def show_error(self, error: WorkbenchError, *actions: Action) -> None:
        words = "\n".join(part for part in (error.message, error.hint) if part)
        self.show_notice(safe(words), *actions, tone="warning")

    def close_notice(self) -> None:
        if self._notice:
            self._notice.hide()
            self._notice.deleteLater()
            self._notice = None

    @property
    def told(self) -> str:
        """What the notice says."""
        return self._notice.text if self._notice else ""

    def _label(self, name: str, token: str) -> ElidedLabel:
        label = ElidedLabel(self._theme, token, self, giving_way=False, fewest=8)
        label.setObjectName(name)
        return label

    def _lay_out(self, unit: int) -> None:
        row = QFrame(self)
        set_surface(row, "panel")
        self._rows = QStackedLayout(row)
        self._rows.addWidget(self._standing_row(unit))
        self._rows.addWidget(self._progress_row(unit))
        line = QFrame(self)
        set_surface(line, "line")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(row)
        self._column.addWidget(line)

    def _standing_row(self, unit: int) -> QWidget:
        widget = QWidget(self)
        row = QHBoxLayout(widget)
        row.setContentsMargins(3 * unit, unit, 3 * unit, unit)
        row.setSpacing(3 * unit)
        row.addWidget(_sign(self._icons, widget))
        for label in (self.branch, self.standing, self.fetched):
            row.addWidget(label)
        row.addStretch(1)
        self._buttons.setSpacing(unit)
        row.addLayout(self._buttons)
        return widget

    def _progress_row(self, unit: int) -> QWidget:
        widget = QWidget(self)
        row = QHBoxLayout(widget)
        row.setContentsMargins(3 * unit, unit, 3 * unit, unit)
        row.setSpacing(3 * unit)
        row.addWidget(self.phase, 1)
        self.progress.setFixedWidth(50 * unit)
        self.progress.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(self.progress)
        row.addWidget(self.cancel)
        return widget


def _sign(icons: Icons, parent: QWidget) -> Sign:
    sign = Sign(icons, parent)
    sign.show_icon("branch", "muted")
    return sign
