"""Approve a version: which one, for where, by whom, with a note, on which evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.approvals import Approval, Evidence, EvidenceOffer
from workbench.domain.errors import WorkbenchError
from workbench.domain.prompts import Version
from workbench.domain.runs import Outcome, Run
from workbench.gui.kit.growing_dialog import Growing
from workbench.gui.kit.naming import named
from workbench.gui.kit.note_edit import NoteEdit
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.tone import set_styled, set_tone
from workbench.gui.release.evidence_list import EvidenceList
from workbench.gui.release.fields import ProblemLine, VersionField, environment_field

WIDTH_IN_CHARACTERS = 84
NOTE_LINES = 4
EVIDENCE_LINES = 2


@dataclass(frozen=True, slots=True)
class ApprovalWish:
    number: int
    environment: str
    approver: str
    note: str
    evidence: tuple[Evidence, ...] = ()


class ApproveDialog(QDialog):
    version_chosen = Signal(int)
    approve_requested = Signal(object)
    """`ApprovalWish`."""
    read_requested = Signal(object)
    """`Evidence`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("approve")
        self.setWindowTitle(self.tr("Approve a version"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.version = VersionField("approve.version", self)
        self.environment = environment_field("approve.environment", self.tr("For"), self)
        self.approver = named(QLineEdit(self), "approve.approver", self.tr("Approver"))
        self.note = named(NoteEdit(self), "approve.note", self.tr("Note"))
        self.note.setPlaceholderText(self.tr("What was looked at, and why it may go out"))
        self.note.setFixedHeight(self.fontMetrics().lineSpacing() * NOTE_LINES + 14)
        self.evidence = named(QLabel(self), "approve.evidence")
        self.evidence.setTextFormat(Qt.TextFormat.PlainText)
        self.evidence.setWordWrap(True)
        self.evidence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.evidence.setMinimumHeight(self.fontMetrics().lineSpacing() * EVIDENCE_LINES)
        set_tone(self.evidence, "muted")
        self.offers = EvidenceList(self)
        self.problem = ProblemLine("approve.problem", self)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        role = QDialogButtonBox.ButtonRole.AcceptRole
        self.approve = self._buttons.addButton(self.tr("Approve"), role)
        set_styled(named(self.approve, "approve.approve"), "kind", "primary")
        self.approve.setDefault(True)
        self._lay_out()
        self.version.currentIndexChanged.connect(self._on_version)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        self.note.submitted.connect(self.approve.click)
        self.offers.read_requested.connect(self.read_requested)

    def show_prompt(self, path: str, versions: Sequence[Version], chosen: int | None) -> None:
        self.setWindowTitle(self.tr("Approve {0}").format(path))
        self.version.show_versions(versions, chosen)

    def show_approver(self, name: str) -> None:
        self.approver.setText(name)
        (self.note if name else self.approver).setFocus()

    def show_evidence(self, runs: Sequence[Run], approvals: Sequence[Approval]) -> None:
        """The runs of the chosen version, and who approved it already."""
        finished = sum(run.outcome is Outcome.FINISHED for run in runs)
        models = ", ".join(dict.fromkeys(run.job.model for run in runs))
        if runs:
            words = self.tr("{0} runs of this version, {1} finished, on {2}.")
            if len(runs) == 1:
                words = self.tr("{0} run of this version, {1} finished, on {2}.")
        else:
            words = self.tr("This version was never run. Nothing speaks for it but your reading.")
        lines = [words.format(len(runs), finished, models)]
        lines += [self._approved(approval) for approval in approvals]
        self.evidence.setText(safe("\n".join(lines)))
        self.evidence.setMinimumHeight(
            self.fontMetrics().lineSpacing() * max(EVIDENCE_LINES, len(lines) + 1)
        )

    def _approved(self, approval: Approval) -> str:
        names = ", ".join(dict.fromkeys(each.name for each in approval.evidence))
        words = self.tr("Approved for {0} by {1} already.")
        if names:
            words = self.tr("Approved for {0} by {1} already, on {2}.")
        return words.format(approval.environment, approval.approver, names)

    def show_offers(self, offers: Sequence[EvidenceOffer]) -> None:
        """Reports and evaluations of the chosen version; those that are fresh are ticked."""
        self.offers.show_offers(offers)

    def show_error(self, error: WorkbenchError) -> None:
        self.problem.show_error(error)
        self.approve.setEnabled(True)

    def _on_version(self) -> None:
        if self.version.number is not None:
            self.version_chosen.emit(self.version.number)

    def _on_accepted(self) -> None:
        if self.version.number is None:
            return
        self.approve.setEnabled(False)
        self.problem.show_error(None)
        wish = ApprovalWish(
            self.version.number,
            self.environment.currentText(),
            self.approver.text(),
            self.note.exact_text().strip(),
            self.offers.chosen,
        )
        self.approve_requested.emit(wish)

    def _evidence_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.evidence)
        column.addWidget(self.offers)
        return column

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("&Version"), self.version)
        form.addRow(self.tr("&For"), self.environment)
        form.addRow(self.tr("Approve&r"), self.approver)
        form.addRow(self.tr("&Note"), self.note)
        form.addRow(self.tr("Evidence"), self._evidence_column())
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(14)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addStretch(1)
        layout.addWidget(self._buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * WIDTH_IN_CHARACTERS)
        Growing(self)
