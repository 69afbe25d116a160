"""What is still needed before an environment may use a version: the policy's view of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.errors import WorkbenchError
from workbench.domain.standing import Standing
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled
from workbench.gui.release.changing.demands import DemandsView
from workbench.gui.release.changing.version_choice import VersionChoice
from workbench.gui.release.fields import ProblemLine

WIDTH_IN_CHARACTERS, HEIGHT_IN_LINES = 100, 26


class NeededDialog(QDialog):
    standing_wanted = Signal(int, str)
    """Of that version, in that environment."""
    approve_requested = Signal(int, str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("needed")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.choice = VersionChoice("needed", self.tr("Environment"), self)
        self.demands = DemandsView(theme, icons, self)
        self.problem = ProblemLine("needed.problem", self)
        self.words = plain_label("", self, "muted")
        self.approve = named(QPushButton(self.tr("&Approve…"), self), "needed.approve")
        self.approve.setAutoDefault(False)
        self.leave = named(QPushButton(self.tr("Close"), self), "needed.leave")
        set_styled(self.leave, "kind", "primary")
        self.leave.setDefault(True)
        self._lay_out(theme.unit)
        self.choice.changed.connect(self.ask)
        self.approve.clicked.connect(self._on_approve)
        self.leave.clicked.connect(self.reject)
        characters, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.choice.version.setFocus()
        self.resize(characters * WIDTH_IN_CHARACTERS, line * HEIGHT_IN_LINES)

    def ask(self) -> None:
        words, place = self.tr("What {0} still needs for {1}"), self.choice.place
        self.setWindowTitle(words.format(safe(self.choice.prompt), place))
        number = self.choice.number
        if number is not None:
            self.words.setText(self.tr("Looking at the registry…"))
            self.standing_wanted.emit(number, self.choice.place)

    def show_standing(self, standing: Standing) -> None:
        self.problem.show_error(None)
        self.words.setText("")
        self.approve.setEnabled(True)
        self.demands.show_standing(standing)

    def show_error(self, error: WorkbenchError) -> None:
        self.words.setText("")
        self.approve.setEnabled(False)
        self.problem.show_error(error)

    def _on_approve(self) -> None:
        number = self.choice.number
        if number is not None:
            self.approve_requested.emit(number, self.choice.place)

    def _lay_out(self, unit: int) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(2 * unit)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("&Version"), self.choice.version)
        form.addRow(self.tr("&In"), self.choice.environment)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5 * unit, 4 * unit, 5 * unit, 4 * unit)
        layout.setSpacing(3 * unit)
        layout.addLayout(form)
        layout.addWidget(self.demands, 1)
        layout.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.setSpacing(2 * unit)
        foot.addWidget(self.words, 1)
        foot.addWidget(self.approve)
        foot.addWidget(self.leave)
        layout.addLayout(foot)
