"""Open a team's registry: where it is, what it would bring, then it is brought."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.errors import WorkbenchError
from workbench.domain.restoring import RestorePlan, RestoreProgress
from workbench.domain.syncing import SyncProgress
from workbench.gui.kit.growing_dialog import Growing
from workbench.gui.kit.naming import named
from workbench.gui.kit.numbers_table import NumbersTable
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.release.fields import ProblemLine
from workbench.gui.shell.team_registry.form import PlaceForm
from workbench.gui.shell.team_registry.plan_words import (
    heads,
    progress_words,
    rows,
    share,
    summary,
    warning,
)

WIDTH_UNITS, HEIGHT_UNITS = 230, 130


class Step(StrEnum):
    ASKING = "asking"
    WORKING = "working"
    PLANNED = "planned"


class RegistryDialog(QDialog):
    look_requested = Signal(str, object)
    """An address, empty for a folder, and the folder of the registry or for the clone."""
    bring_requested = Signal(object)
    """The `RestorePlan` that is shown."""
    stop_requested = Signal()
    folder_requested = Signal()
    target_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("team_registry")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Open a team's registry"))
        self.plan: RestorePlan | None = None
        self.step = Step.ASKING
        self.intro = self._label(
            "team_registry.intro",
            self.tr(
                "Everything that your team exported comes into this workspace: prompts and "
                "components, versions with their numbers, approvals, attached files. "
                "What is in the workspace stays as it is."
            ),
        )
        set_tone(self.intro, "muted")
        self.form = PlaceForm(theme, self)
        self.bar = named(QProgressBar(self), "team_registry.progress", self.tr("Progress"))
        self.bar.setTextVisible(False)
        self.words = self._label("team_registry.words", "")
        self.warning = self._label("team_registry.warning", "")
        set_tone(self.warning, "warning")
        self.problem = ProblemLine("team_registry.problem", self)
        self.table = NumbersTable(
            theme, "team_registry.plan", self.tr("What the registry brings"), self
        )
        self.cancel = named(QPushButton(self.tr("Cancel"), self), "team_registry.cancel")
        self.go = named(QPushButton(self), "team_registry.go")
        self.go.setProperty("kind", "primary")
        self.go.setDefault(True)
        self.cancel.setAutoDefault(False)
        self._lay_out(theme.unit)
        self._connect()
        self._show_step(Step.ASKING)
        Growing(self)
        self._full = HEIGHT_UNITS * theme.unit
        self.resize(WIDTH_UNITS * theme.unit, self.sizeHint().height())
        self.form.place.setFocus()

    def show_working(self, words: str) -> None:
        self.problem.show_error(None)
        self.words.setText(words)
        self.bar.setRange(0, 0)
        self._show_step(Step.WORKING)

    def show_progress(self, progress: RestoreProgress | SyncProgress) -> None:
        if self.step is not Step.WORKING:
            return
        percent = share(progress)
        self.bar.setRange(0, 0 if percent is None else 100)
        self.bar.setValue(percent or 0)
        self.words.setText(progress_words(progress))

    def show_plan(self, plan: RestorePlan) -> None:
        """Nothing is written yet."""
        self.plan = plan
        self.words.setText(f"{safe(plan.registry.name)}: {summary(plan)}")
        told = warning(plan)
        self.warning.setText(told)
        self.table.show_numbers(heads(), rows(plan))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(len(heads()) - 1, QHeaderView.ResizeMode.Stretch)
        self._show_step(Step.PLANNED)
        self.warning.setVisible(bool(told))
        self.table.setVisible(bool(self.table.numbers.rows))
        if self.table.isVisibleTo(self):
            self.resize(self.width(), max(self.height(), self._full))
        self.go.setFocus()

    def show_error(self, error: WorkbenchError) -> None:
        self._show_step(Step.ASKING)
        self.problem.show_error(error)

    def show_asking(self) -> None:
        """As it was before anything was looked at: what was typed stays."""
        self.problem.show_error(None)
        self._show_step(Step.ASKING)

    def reject(self) -> None:
        """While it works: stop that, and stay."""
        if self.step is Step.WORKING:
            self.cancel.setEnabled(False)
            self.words.setText(self.tr("Stopping…"))
            self.stop_requested.emit()
        else:
            super().reject()

    def _show_step(self, step: Step) -> None:
        self.step = step
        if step is not Step.PLANNED:
            self.plan = None
        self.form.setEnabled(step is not Step.WORKING)
        self.bar.setVisible(step is Step.WORKING)
        self.words.setVisible(step is not Step.ASKING)
        for part in (self.warning, self.table):
            part.setVisible(False)
        self.cancel.setEnabled(True)
        self.cancel.setText(self.tr("Stop") if step is Step.WORKING else self.tr("Cancel"))
        self._show_go()

    def _show_go(self) -> None:
        """What comes next, by its name."""
        words = self.tr("&Look at it")
        if self.plan is not None:
            words = self.tr("&Bring it in") if self.plan.coming else self.tr("&Use this registry")
        elif self.form.address:
            words = self.tr("&Clone and look at it")
        self.go.setText(words)
        self.go.setEnabled(self.step is not Step.WORKING and self.form.folder is not None)

    def _on_form(self) -> None:
        """What was planned was of another place."""
        if self.step is Step.PLANNED:
            self._show_step(Step.ASKING)
        self.problem.show_error(None)
        self._show_go()

    def _on_go(self) -> None:
        folder: Path | None = self.form.folder
        if self.plan is not None:
            self.bring_requested.emit(self.plan)
        elif folder is not None:
            self.look_requested.emit(self.form.address, folder)

    def _connect(self) -> None:
        self.form.changed.connect(self._on_form)
        self.form.choose.clicked.connect(self.folder_requested)
        self.form.elsewhere.clicked.connect(self.target_requested)
        self.go.clicked.connect(self._on_go)
        self.cancel.clicked.connect(self.reject)

    def _label(self, name: str, text: str) -> QLabel:
        label = named(QLabel(text, self), name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _lay_out(self, unit: int) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * unit)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * unit, 5 * unit, 5 * unit, 4 * unit)
        column.setSpacing(3 * unit)
        for part in (self.intro, self.form, self.words, self.bar, self.warning):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self.problem)
        column.addSpacing(unit)
        column.addLayout(buttons)
