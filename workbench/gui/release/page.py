"""Release: a switch between its pages (see `seams.Part`), below it what a page may need of the
registry as a whole, and the page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QIcon, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.commands import COMMANDS
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.entered import Entered
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface
from workbench.gui.kit.write_keys import WriteKeys
from workbench.gui.release.seams import Part, ReleasePage

INSTEAD = {"view.diff": "release.compare", "focus.next": "1", "focus.previous": "-1"}
"""What the same keys do here: another command, or a step to the next part."""
INTO = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""From the switch into the page."""
ALSO_HERE = frozenset({"release.approve", "release.export", "registry.verify"})
"""Of Write's menus, but about what is chosen here while this is seen."""


class ReleasePlace(Entered):
    said = Signal(str)
    """What was done, for the status line."""
    prompt_wanted = Signal(str, str)
    """Path of a prompt to be seen in Write, and the digest of the version of it; or empty."""
    evaluation_wanted = Signal(str)
    """Id of an evaluation to be seen in Evaluate."""
    review_wanted = Signal(str)
    """Id of a review to be seen in Review."""
    file_written = Signal(object)
    """`Path` of a file that somebody may want to see."""
    cell_chosen = Signal(object)
    """The `ChosenCell` that commands are about; None for nothing."""
    part_requested = Signal(object)
    """The `Part` that somebody switched to."""
    came = Signal()
    """It is seen again, or its window is looked at again."""
    leaving = Signal()
    """Another place is turned to, or the window goes."""

    command_wanted = Signal(str)
    """Its id: the keys of it were pressed here."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("release")
        self._keys = WriteKeys()
        self._own = {
            sequence: INSTEAD[each.id]
            for each in COMMANDS
            if each.id in INSTEAD
            for sequence in QKeySequence.listFromString(each.shortcut)
        }
        set_surface(self, "background")
        self._pages: dict[Part, QWidget] = {}
        self._tabs: list[Part] = []
        self.switch = named(QTabBar(self), "release.switch", self.tr("Pages of Release"))
        self.switch.setDrawBase(False)
        self.switch.setExpanding(False)
        self.where = ElidedLabel(theme, "muted", self, elide=Qt.TextElideMode.ElideMiddle)
        self.where.setObjectName("release.where")
        self.where.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.buttons = QHBoxLayout()
        self.above = QVBoxLayout()
        """Bars over the pages: `put_above`."""
        self.stack = named(QStackedWidget(self), "release.pages")
        self._lay_out(theme.unit)
        self.switch.currentChanged.connect(self._on_switched)

    @property
    def part(self) -> Part | None:
        """Which page is seen; None before there is one."""
        current = self.stack.currentWidget()
        return next((part for part, page in self._pages.items() if page is current), None)

    def page(self, part: Part) -> QWidget | None:
        """None while it was not made."""
        return self._pages.get(part)

    def offer(self, part: Part, words: str, tip: str) -> None:
        """A page that can be switched to."""
        self.switch.blockSignals(True)
        self._tabs.append(part)
        self.switch.setTabToolTip(self.switch.addTab(words), tip)
        self.switch.blockSignals(False)
        self.switch.setVisible(len(self._tabs) > 1)

    def put(self, part: Part, page: QWidget) -> None:
        self._pages[part] = page
        page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.stack.addWidget(page)

    def put_above(self, bar: QWidget) -> None:
        """A bar over all pages, about the registry itself."""
        self.above.addWidget(bar)

    def add_button(self, action: QAction, icon: QIcon) -> None:
        """At the right of the switch: what can be done about the registry or what is chosen."""
        button = named(QToolButton(self), f"release.button.{action.objectName()}")
        button.setDefaultAction(action)
        button.setIcon(icon)
        button.setText(action.text().replace("&", ""))
        button.setAccessibleName(button.text())
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.buttons.addWidget(button)

    def turn_to(self, part: Part) -> None:
        """What is not seen asks for no room."""
        for each, page in self._pages.items():
            fits = QSizePolicy.Policy.Preferred if each is part else QSizePolicy.Policy.Ignored
            page.setSizePolicy(fits, fits)
        self.stack.setCurrentWidget(self._pages[part])
        self.begin_at(self._pages[part])
        self.switch.blockSignals(True)
        self.switch.setCurrentIndex(self._tabs.index(part))
        self.switch.blockSignals(False)

    def event(self, event: QEvent) -> bool:
        """Write's keys do nothing to a draft that is not seen."""
        if event.type() == QEvent.Type.ShortcutOverride and self._taken(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        own = self._own.get(QKeySequence(event.keyCombination()), "")
        if own in ("1", "-1"):
            self._step(int(own))
        elif own:
            self.command_wanted.emit(own)
        elif self.switch.hasFocus() and event.key() in INTO:
            self.setFocus(Qt.FocusReason.TabFocusReason)
        elif not self._keys.meant_by(event):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        activated = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if activated and self.isVisible():
            self.came.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.came.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.leaving.emit()

    def _taken(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and QKeySequence(event.keyCombination()) in self._own:
            return True
        meant = self._keys.meant_by(event)
        return bool(meant) and meant not in ALSO_HERE

    def _step(self, by: int) -> None:
        """The keyboard goes to the next part, or the one before."""
        page = self.stack.currentWidget()
        stops = list(page.stops()) if isinstance(page, ReleasePage) else []
        if self.switch.isVisible():
            stops.insert(0, self.switch)
        if not stops:
            return
        held = QApplication.focusWidget()
        has = [held is not None and (each is held or each.isAncestorOf(held)) for each in stops]
        here = has.index(True) if True in has else (-1 if by > 0 else 0)
        stops[(here + by) % len(stops)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_switched(self, number: int) -> None:
        self.part_requested.emit(self._tabs[number])

    def _lay_out(self, unit: int) -> None:
        head = QFrame(self)
        set_surface(head, "panel")
        row = QHBoxLayout(head)
        row.setContentsMargins(2 * unit, unit, 3 * unit, unit)
        row.setSpacing(2 * unit)
        row.addWidget(self.switch)
        row.addWidget(self.where, 1)
        row.addLayout(self.buttons)
        line = QFrame(self)
        set_surface(line, "line")
        self.above.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(line)
        column.addLayout(self.above)
        column.addWidget(self.stack, 1)
