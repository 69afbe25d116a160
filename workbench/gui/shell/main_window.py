"""The frame: menus, activity bar, notices, the places, the status bar. It knows no feature."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from workbench.gui.kit.actions import Actions
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.shell.activity_bar import ActivityBar
from workbench.gui.shell.menus import Menus
from workbench.gui.shell.notices import Notices
from workbench.gui.shell.status_bar import StatusBar

USUAL_SIZE_UNITS = (320, 200)


class MainWindow(QMainWindow):
    painted = Signal()
    """The first time it is seen; nothing slow may have been imported before."""
    close_requested = Signal()
    """The person wants to leave; whoever is ready calls `leave`."""

    def __init__(self, theme: Theme, icons: Icons, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(self.tr("Prompt Workbench"))
        self.theme, self.icons, self.actions_ = theme, icons, actions
        self._builders: dict[str, Callable[[], QWidget]] = {}
        self._places: dict[str, QWidget] = {}
        self._painted = self._leaving = False
        self._state_before = self.windowState()
        self.menus = Menus(self.menuBar(), actions)
        self.activity_bar = ActivityBar(theme, icons, actions, self)
        self.notices = Notices(theme, icons, self)
        self.stack = named(QStackedWidget(self), "places")
        self.status = StatusBar(self)
        self.setStatusBar(self.status)
        self.setCentralWidget(self._central())
        self.addActions(list(actions))
        usual = QSize(*(size * theme.unit for size in USUAL_SIZE_UNITS))
        self.resize(usual.boundedTo(self.screen().availableSize()))

    @property
    def place(self) -> str:
        """The command that shows the place that is seen; empty while there is none."""
        current = self.stack.currentWidget()
        return next((id_ for id_, page in self._places.items() if page is current), "")

    def add_place(
        self,
        command_id: str,
        label: str,
        icon: str,
        build: Callable[[], QWidget],
        *,
        at_bottom: bool = False,
    ) -> None:
        """A page, made by `build` when it is first shown."""
        self._builders[command_id] = build
        self.activity_bar.add_place(command_id, icon, label, at_bottom=at_bottom)
        self.actions_.on(command_id, lambda: self.show_place(command_id))

    def show_place(self, command_id: str) -> None:
        if command_id not in self._places:
            page = self._builders[command_id]()
            self._places[command_id] = page
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(self._places[command_id])
        self.activity_bar.show_current(command_id)

    def show_alone(self, alone: bool) -> None:
        """The place fills the screen, without the frame around it; or all is as it was."""
        for part in (self.menuBar(), self.activity_bar, self.notices, self.status):
            part.setVisible(not alone)
        if alone:
            self._state_before = self.windowState()
            self.setWindowState(self._state_before | Qt.WindowState.WindowFullScreen)
        else:
            self.setWindowState(self._state_before)

    def leave(self) -> None:
        """Close for good."""
        self._leaving = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._leaving:
            event.accept()
            return
        event.ignore()
        self.close_requested.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowTitleChange:
            self.setAccessibleName(self.windowTitle())

    def _central(self) -> QWidget:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self.stack, 1)
        central = QWidget(self)
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.activity_bar)
        row.addLayout(column, 1)
        return central
