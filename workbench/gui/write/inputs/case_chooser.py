"""Which case the inputs hold: case ◂ 3 of 40 ▸."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from workbench.domain.datasets import Case
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.icon_button import icon_button
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme


class CaseChooser(QWidget):
    chosen = Signal(object)
    """`Case`."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._cases: tuple[Case, ...] = ()
        button = partial(icon_button, self, icons)
        self.previous = button("case.previous", "chevron-left", self.tr("Previous case"))
        self.box = named(ElidedBox(self), "case.chooser", self.tr("Case"))
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(10)
        self.next = button("case.next", "chevron-right", self.tr("Next case"))
        self.keep = named(QToolButton(self), "case.keep_button", self.tr("Keep as a case"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.unit)
        self._row.addWidget(self.previous)
        self._row.addWidget(self.box, 1)
        self._row.addWidget(self.next)
        self._row.addWidget(self.keep)
        self.box.activated.connect(self._on_activated)
        self.previous.clicked.connect(lambda: self._step(-1))
        self.next.clicked.connect(lambda: self._step(1))
        self.show_cases(())

    def use_action(self, keep: QAction) -> None:
        keep.setIcon(self._icons("bookmark"))
        self.keep.setDefaultAction(keep)
        self.keep.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def show_cases(self, cases: Sequence[Case], current: Case | None = None) -> None:
        self._cases = tuple(cases)
        self.box.clear()
        self.box.addItem(self.tr("own inputs") if cases else self.tr("no cases kept"))
        for number, case in enumerate(cases, 1):
            self.box.addItem(self._title(number, case))
        self.show_current(current)

    def show_current(self, case: Case | None) -> None:
        """The kept case the inputs are equal to, or None."""
        ids = [each.id for each in self._cases]
        self.box.setCurrentIndex(ids.index(case.id) + 1 if case and case.id in ids else 0)
        for button in (self.previous, self.next):
            button.setEnabled(bool(self._cases))
        self.box.setEnabled(bool(self._cases))

    def _title(self, number: int, case: Case) -> str:
        place = self.tr("{0} of {1}").format(number, len(self._cases))
        return f"{place} · {case.name}" if case.name else place

    def _step(self, step: int) -> None:
        count, index = len(self._cases), self.box.currentIndex()
        if not count:
            return
        start = index - 1 if index else (-1 if step > 0 else 0)
        self._choose((start + step) % count)

    def _on_activated(self, index: int) -> None:
        if index:
            self._choose(index - 1)

    def _choose(self, place: int) -> None:
        self.box.setCurrentIndex(place + 1)
        self.chosen.emit(self._cases[place])
