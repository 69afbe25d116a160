"""Inputs: the case, and a field for each variable."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.write.inputs.case_chooser import CaseChooser
from workbench.gui.write.inputs.form import InputsForm


class InputsPanel(QWidget):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inputs")
        self.theme = theme
        unit = theme.unit
        self.cases = CaseChooser(theme, icons, self)
        self.form = InputsForm(theme)
        title = QLabel(self.tr("Inputs"), self)
        set_tone(title, "section")
        top = QHBoxLayout()
        top.setSpacing(2 * unit)
        top.addWidget(title)
        top.addWidget(self.cases, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * unit, 0, 0)
        column.setSpacing(2 * unit)
        top.setContentsMargins(3 * unit, 0, 2 * unit, 0)
        column.addLayout(top)
        column.addWidget(self._scrolled(unit), 1)

    def _scrolled(self, unit: int) -> QScrollArea:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(3 * unit, unit, 3 * unit, 3 * unit)
        layout.addWidget(self.form)
        layout.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        return scroll
