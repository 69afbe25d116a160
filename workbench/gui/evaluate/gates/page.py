"""The gate of a prompt: its conditions at the left, what they say of the evaluation at the
right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.evaluate.gates.form import GateForm
from workbench.gui.evaluate.gates.judged import JudgedColumns
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_surface, set_tone

FORM_UNITS, JUDGED_UNITS = 120, 120


class GatePage(QWidget):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gate")
        set_surface(self, "background")
        self.prompts = named(ElidedBox(self), "gate.prompt", self.tr("Prompt of the gate"))
        self.about = QLabel(
            self.tr("What must hold before a version of the prompt may be released."), self
        )
        self.about.setWordWrap(True)
        set_tone(self.about, "muted")
        self._buttons = QHBoxLayout()
        self.form = GateForm(theme, self)
        self.judged = JudgedColumns(theme, icons, self)
        self._lay_out(theme.unit)

    def use_actions(self, *actions: QAction) -> None:
        for action in actions:
            button = named(QToolButton(self), f"gate.{action.objectName()}")
            button.setDefaultAction(action)
            set_styled(button, "kind", "outlined")
            self._buttons.addWidget(button)

    def show_prompts(self, paths: list[tuple[str, str]], chosen: str) -> None:
        """Id and path of each; the box is only there where there are several."""
        self.prompts.clear()
        for prompt_id, path in paths:
            self.prompts.addItem(path, prompt_id)
        self.prompts.setCurrentIndex(max(0, self.prompts.findData(chosen)))
        self.prompts.setVisible(len(paths) > 1)

    def _lay_out(self, unit: int) -> None:
        scroll = named(QScrollArea(self), "gate.form", self.tr("Conditions of the gate"))
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.form)
        self.setFocusProxy(scroll)
        top = QHBoxLayout()
        top.setContentsMargins(4 * unit, 2 * unit, 4 * unit, unit)
        top.setSpacing(2 * unit)
        top.addWidget(self.prompts)
        top.addWidget(self.about, 1)
        top.addLayout(self._buttons)
        halves = QSplitter(Qt.Orientation.Horizontal, self)
        halves.setObjectName("evaluate.gate")
        halves.setHandleWidth(1)
        halves.setChildrenCollapsible(False)
        halves.addWidget(scroll)
        halves.addWidget(self.judged)
        halves.setStretchFactor(1, 1)
        halves.setSizes([FORM_UNITS * unit, JUDGED_UNITS * unit])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(halves, 1)
