"""One change of what runs where: filled in, shown file by file with its commit, and then done."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from workbench.domain.environments import Change, ChangePlan, ChangeRefused, Mend
from workbench.domain.errors import WorkbenchError
from workbench.domain.releases import ExportDone
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.release.changing.form import ChangeForm
from workbench.gui.release.changing.reasons import ReasonsView
from workbench.gui.release.changing.subject import Subject
from workbench.gui.release.changing.wording import WORDS, deed_of, said
from workbench.gui.release.deed_foot import BranchFoot
from workbench.gui.release.fields import ProblemLine
from workbench.gui.release.written_preview import WrittenPreview

WIDTH_IN_CHARACTERS, HEIGHT_IN_LINES = 132, 42
PREVIEW_IN_LINES = 14


class ChangeDialog(QDialog):
    plan_requested = Signal(object)
    """`ChangeRequest`, without who and when."""
    change_requested = Signal(object)
    """The `ChangePlan` that is shown."""
    mend_requested = Signal(object)
    """`Reason`: what would do away with it is wanted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("change")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.plan: ChangePlan | None = None
        self.version: int | None = None
        """What it is about, as the registry says."""
        self._doing = False
        """It is being written."""
        self._typed = False
        """Only the note or a number is another than in what was shown last."""
        self._wanted = False
        """It is to be done as soon as what was typed is planned."""
        self.form = ChangeForm(theme, self)
        self.headline = plain_label("", self, "title")
        self.who = plain_label("", self, "muted")
        self.notes = plain_label("", self, "warning")
        self.preview = WrittenPreview(theme, "change", self)
        self.reasons = ReasonsView(theme, self)
        self.nothing = QWidget(self)
        """No empty lists where there is nothing to show."""
        self.stack = QStackedWidget(self)
        self.problem = ProblemLine("change.problem", self)
        self.foot = BranchFoot("change", "", theme.unit, self)
        self.deed, self.steps = self.foot.deed, self.foot.steps
        for label, name in ((self.headline, "headline"), (self.who, "who"), (self.notes, "notes")):
            named(label, f"change.{name}")
        self._lay_out(theme.unit)
        self._connect()
        characters, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.stack.setMinimumHeight(line * PREVIEW_IN_LINES)
        self.resize(characters * WIDTH_IN_CHARACTERS, line * HEIGHT_IN_LINES)

    def show_subject(self, subject: Subject) -> None:
        self.form.show_subject(subject)
        if subject.change is Change.WITHDRAW:
            self.form.offer_pinned(subject.change)
        first = self.form.note if subject.change is Change.ROLLBACK else None
        (first or self._first_field()).setFocus()
        self.ask_for_plan()

    def ask_for_plan(self) -> None:
        request = self.form.request
        if request is None or self._doing:
            return
        self._show_ready(None)
        title = said(WORDS[request.change].title)
        self.setWindowTitle(title.format(safe(request.prompt), safe(request.environment)))
        self.deed.setText(said(deed_of(request)))
        if words := self.form.lacking:
            self._show_lacking(words)
        else:
            self.foot.say(self.tr("Looking at the registry…"))
            self.plan_requested.emit(request)

    def show_plan(self, plan: ChangePlan, branch: str) -> None:
        """What will be written, to be put onto a new branch of that name if it is to be on one;
        nothing is written yet. One that does not know what is being typed is not shown."""
        self.form.branch.suggest(branch)
        if self.form.unsettled:
            return
        self._show_ready(plan)
        self.version = plan.version
        self.problem.show_error(None)
        by = self.tr("The log and the commit will name {0}.").format(plan.actor)
        if plan.commit_needed:
            self._tell(plan.message.partition("\n")[0], by, plan.notes)
        else:
            self._tell("\n".join(plan.notes), "", ())
        self.preview.show_written(plan.message, plan.files, (), plan.removals)
        self.stack.setCurrentWidget(self.preview if plan.commit_needed else self.nothing)
        self._say_where(plan)
        if self._wanted:
            self.submit()

    def _say_where(self, plan: ChangePlan) -> None:
        if not plan.commit_needed:
            self.foot.say(self.tr("There is nothing to do."))
            return
        branch = self.form.branch.name or plan.branch.removeprefix("refs/heads/")
        count = len(plan.files) + len(plan.removals)
        words = self.tr("{0} files in one commit on {1}. Nothing is written yet.")
        self.foot.say(words.format(count, safe(branch)))

    def show_refused(self, refused: ChangeRefused) -> None:
        """What is missing, reason by reason, with the way to each."""
        self._show_ready(None)
        self._wanted = False
        self.version = refused.version
        self.problem.show_error(None)
        headline, _, _ = refused.message.partition("\n")
        self._tell(self.tr("Refused: {0}").format(headline), "", refused.notes)
        for reason in refused.reasons:
            if reason.mend is Mend.ALLOW_INTERFACE:
                self.form.offer_callers(reason.environment)
            elif reason.mend is Mend.WHILE_PINNED and self.form.request:
                self.form.offer_pinned(self.form.request.change)
        self.reasons.show_reasons(refused.reasons)
        self.stack.setCurrentWidget(self.reasons)
        self.foot.say(self.tr("Nothing was written."))

    def show_error(self, error: WorkbenchError) -> None:
        """It cannot even be planned as it stands, or could not be written."""
        self._doing = self._wanted = False
        self._show_ready(None)
        self.stack.setCurrentWidget(self.nothing)
        self._tell("", "", ())
        self.foot.say("")
        self.problem.show_error(error)

    def show_done(self, done: ExportDone, plan: ChangePlan) -> None:
        """On a new branch: what was written stays to be seen, and may be pushed."""
        self.form.setEnabled(False)
        words = self.tr("Commit {0} is on the new branch {1}.")
        self.foot.say(words.format(done.commit[:12], safe(plan.onto)), "passed")
        self.foot.offer_to_push(Path(plan.directory), plan.onto)

    def _show_lacking(self, words: str) -> None:
        """It is not to be planned yet, which is no mistake."""
        self._wanted = False
        self.problem.show_error(None)
        self.stack.setCurrentWidget(self.nothing)
        self._tell(words, "", ())
        self.foot.say(self.tr("Nothing is written yet."))

    def submit(self) -> None:
        """Do what is shown. What is being typed is planned first, and then done."""
        if self._doing:
            return
        if self.plan is None:
            self._wanted = self._typed
            self.form.settle()
            return
        if not self.deed.isEnabled():
            return
        self._wanted, self._doing = False, True
        self.deed.setEnabled(False)
        self.foot.say(self.tr("Writing the commit…"))
        self.change_requested.emit(replace(self.plan, onto=self.form.branch.name))

    def _on_typed(self) -> None:
        self._typed = self._typed or self.plan is not None
        self._show_ready(None)

    def _on_branch(self) -> None:
        """The files are the same on either; a name that was refused is given up with its plan."""
        self.problem.show_error(None)
        if self.plan is None:
            self.ask_for_plan()
        else:
            self._show_ready(self.plan)
            self._say_where(self.plan)

    def _show_ready(self, plan: ChangePlan | None) -> None:
        self.plan = plan
        if plan is not None:
            self._typed = False
        self.deed.setEnabled(bool(plan and plan.commit_needed and self.form.branch.complete))

    def _tell(self, headline: str, who: str, notes: tuple[str, ...]) -> None:
        """What it comes to, who is named, and what there is to know; no room for what is not."""
        told = (self.headline, headline), (self.who, who), (self.notes, "\n".join(notes))
        for label, words in told:
            label.setText(safe(words))
            label.setVisible(bool(words))

    def _first_field(self) -> QWidget:
        fields = (self.form.version, self.form.environment, self.form.replaced_by)
        return next((field for field in fields if not field.isHidden()), self.form.note)

    def _lay_out(self, unit: int) -> None:
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(self.preview)
        self.stack.addWidget(self.reasons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5 * unit, 4 * unit, 5 * unit, 4 * unit)
        layout.setSpacing(2 * unit)
        layout.addWidget(self.form)
        layout.addSpacing(unit)
        for label in (self.headline, self.who, self.notes):
            layout.addWidget(label)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.problem)
        layout.addLayout(self.foot)
        for one, following in pairwise((*self.preview.reading_order, *self.foot.buttons)):
            QWidget.setTabOrder(one, following)

    def _connect(self) -> None:
        self.form.edited.connect(self.ask_for_plan)
        self.form.typed.connect(self._on_typed)
        self.form.submitted.connect(self.submit)
        self.form.branch.changed.connect(self._on_branch)
        self.steps.failed.connect(self.problem.show_error)
        self.reasons.mend_requested.connect(self.mend_requested)
        self.foot.submitted.connect(self.submit)
