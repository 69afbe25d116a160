"""Approve a version that the registry holds, whoever exported it: in a commit there, signed with
the approver's key where that is asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.errors import WorkbenchError
from workbench.domain.releases import ApprovalRequest, ExportDone
from workbench.domain.standing import Standing
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.note_edit import NoteEdit
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.release.branch_field import BranchField
from workbench.gui.release.changing.demands import DemandsView
from workbench.gui.release.changing.version_choice import VersionChoice
from workbench.gui.release.deed_foot import BranchFoot
from workbench.gui.release.fields import ProblemLine

WIDTH_IN_CHARACTERS, HEIGHT_IN_LINES = 110, 38
UNKNOWN = Standing("", 0, "", "", "")
NOTE_LINES, EVIDENCE_LINES = 2, 3


class RegistryApproveDialog(QDialog):
    standing_wanted = Signal(int, str)
    """Of that version, in that environment."""
    approve_requested = Signal(object)
    """`ApprovalRequest`."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("approve_there")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._standing = UNKNOWN
        self._doing = False
        """It is being written."""
        self.choice = VersionChoice("approve_there", self.tr("For"), self)
        self.approver = named(QLineEdit(self), "approve_there.approver", self.tr("Approver"))
        self.role = named(QComboBox(self), "approve_there.role", self.tr("Role"))
        self.evidence = named(QListWidget(self), "approve_there.evidence", self.tr("Evidence"))
        self.note = named(NoteEdit(self), "approve_there.note", self.tr("Note"))
        self.note.setPlaceholderText(self.tr("What was looked at, and why it may go out"))
        self.sign = named(QCheckBox(self.tr("&Sign it"), self), "approve_there.sign")
        self.key = plain_label("", self, "muted")
        self.branch = BranchField("approve_there", self)
        self.demands = DemandsView(theme, icons, self)
        self.refused = plain_label("", self, "warning")
        self.problem = ProblemLine("approve_there.problem", self)
        self.foot = BranchFoot("approve_there", self.tr("&Approve"), theme.unit, self)
        self.approve, self.steps = self.foot.deed, self.foot.steps
        self._lay_out(theme.unit)
        self._connect()
        self.note.setFocus()

    def ask(self) -> None:
        words = self.tr("Approve {0} for {1} in the registry")
        self.setWindowTitle(words.format(safe(self.choice.prompt), self.choice.place))
        number = self.choice.number
        self._standing = UNKNOWN
        self.approve.setEnabled(False)
        if number is not None:
            self.foot.say(self.tr("Looking at the registry…"))
            self.standing_wanted.emit(number, self.choice.place)

    def show_standing(self, standing: Standing, branch: str) -> None:
        """What is there, what is missing, and what this person would add to it; onto a new branch
        of that name if it is to be on one."""
        self._standing = standing
        self.branch.suggest(branch)
        self._say_where()
        self.problem.show_error(None)
        self.demands.show_standing(standing)
        if not self.approver.isModified():
            self.approver.setText(safe(standing.person))
        self._show_roles(standing)
        self._show_evidence(standing)
        self._show_signing(standing)
        self.refused.setText(safe(standing.refused))
        self.refused.setVisible(bool(standing.refused))
        self.approve.setEnabled(self._ready)

    def show_error(self, error: WorkbenchError) -> None:
        self._doing = False
        self.foot.say(self.tr("Nothing was written."))
        self.problem.show_error(error)
        self.approve.setEnabled(self._ready)

    def show_done(self, done: ExportDone, folder: Path, onto: str) -> None:
        """On a new branch: what was recorded stays to be seen, and may be pushed."""
        for field in self._fields:
            field.setEnabled(False)
        words = self.tr("Commit {0} is on the new branch {1}. It counts once that is merged.")
        self.foot.say(words.format(done.commit[:12], safe(onto)), "passed")
        self.foot.offer_to_push(folder, onto)

    @property
    def _ready(self) -> bool:
        return self._standing is not UNKNOWN and self.branch.complete and not self._doing

    def _say_where(self) -> None:
        words = self.tr("It is one commit. Nothing is written yet.")
        if self.branch.name:
            words = self.tr("It is one commit on {0}. Nothing is written yet.")
        self.foot.say(words.format(safe(self.branch.name)))

    def _on_branch(self) -> None:
        """A name that was refused is given up."""
        self.problem.show_error(None)
        if self._standing is not UNKNOWN and not self._doing:
            self._say_where()
            self.approve.setEnabled(self._ready)

    def _show_roles(self, standing: Standing) -> None:
        chosen = self.role.currentData()
        self.role.clear()
        self.role.addItem(self.tr("Any that I hold"), "")
        for role in standing.roles:
            self.role.addItem(safe(role), role)
        self.role.setCurrentIndex(max(0, self.role.findData(chosen)))
        self.role.setEnabled(bool(standing.roles))

    def _show_evidence(self, standing: Standing) -> None:
        """All of it is named unless it is unticked: it was exported to be looked at."""
        self.evidence.clear()
        for name, digest in standing.evidence:
            line = QListWidgetItem(safe(" ".join(name.split())))
            line.setData(Qt.ItemDataRole.UserRole, digest)
            line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            line.setCheckState(Qt.CheckState.Checked)
            self.evidence.addItem(line)
        if not standing.evidence:
            line = QListWidgetItem(self.tr("The registry holds none about this version."))
            line.setFlags(Qt.ItemFlag.NoItemFlags)
            self.evidence.addItem(line)

    def _show_signing(self, standing: Standing) -> None:
        signing = standing.signing
        if standing.signed:
            self.sign.setChecked(True)
        self.sign.setEnabled(not standing.signed)
        asked = self.tr("The policy counts signed approvals only.") if standing.signed else ""
        told = self.tr("With {0}.").format(signing.key) if signing.key else ""
        lines = (" ".join(filter(None, (asked, told))), signing.problem, signing.hint)
        self.key.setText(safe("\n".join(filter(None, lines))))
        set_tone(self.key, "warning" if signing.problem and standing.signed else "muted")

    def _submit(self) -> None:
        if not self.approve.isEnabled():
            return
        self._doing = True
        self.approve.setEnabled(False)
        self.problem.show_error(None)
        self.foot.say(self.tr("Writing the commit…"))
        ticked = (self.evidence.item(row) for row in range(self.evidence.count()))
        self.approve_requested.emit(
            ApprovalRequest(
                self.choice.prompt,
                self.choice.number,
                self.choice.place,
                self.approver.text().strip(),
                self.note.exact_text().strip(),
                datetime.now(UTC),
                self.role.currentData() or "",
                tuple(
                    each.data(Qt.ItemDataRole.UserRole)
                    for each in ticked
                    if each.data(Qt.ItemDataRole.UserRole)
                    and each.checkState() is Qt.CheckState.Checked
                ),
                self.sign.isChecked(),
                self.branch.name,
            )
        )

    @property
    def _fields(self) -> tuple[QWidget, ...]:
        choice = (self.choice.version, self.choice.environment)
        return (*choice, self.approver, self.role, self.evidence, self.note, self.sign, self.branch)

    def _connect(self) -> None:
        self.choice.changed.connect(self.ask)
        self.branch.changed.connect(self._on_branch)
        self.steps.failed.connect(self.problem.show_error)
        self.note.submitted.connect(self._submit)
        self.foot.submitted.connect(self._submit)

    def _lay_out(self, unit: int) -> None:
        line = self.fontMetrics().lineSpacing()
        self.note.setFixedHeight(line * NOTE_LINES + 14)
        self.evidence.setFixedHeight(line * EVIDENCE_LINES + 14)
        form = QFormLayout()
        form.setVerticalSpacing(2 * unit)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        signing = QVBoxLayout()
        signing.setSpacing(0)
        signing.addWidget(self.sign)
        signing.addWidget(self.key)
        for words, field in (
            (self.tr("&Version"), self.choice.version),
            (self.tr("&For"), self.choice.environment),
            (self.tr("Approve&r"), self.approver),
            (self.tr("R&ole"), self.role),
            (self.tr("&Evidence"), self.evidence),
            (self.tr("&Note"), self.note),
        ):
            form.addRow(words, field)
        form.addRow("", signing)
        form.addRow("", self.branch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5 * unit, 4 * unit, 5 * unit, 4 * unit)
        layout.setSpacing(3 * unit)
        layout.addLayout(form)
        layout.addWidget(self.demands, 1)
        layout.addWidget(self.refused)
        layout.addWidget(self.problem)
        layout.addLayout(self.foot)
        self.refused.hide()
        self.resize(
            self.fontMetrics().averageCharWidth() * WIDTH_IN_CHARACTERS, line * HEIGHT_IN_LINES
        )
