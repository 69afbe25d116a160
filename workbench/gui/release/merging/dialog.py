"""What others did meanwhile, brought in: seen, chosen where both changed it, and then merged."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from workbench.domain.errors import WorkbenchError
from workbench.domain.merging import MergePlan, MergeSide
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.release.deed_foot import DeedFoot
from workbench.gui.release.fields import ProblemLine
from workbench.gui.release.merging.conflicts_view import ConflictsView
from workbench.gui.release.merging.wording import arrivals_in_words, headline, told
from workbench.gui.release.written_preview import WrittenPreview

WIDTH_IN_CHARACTERS, HEIGHT_IN_LINES = 140, 36
CONFLICTS = 0
"""The first tab."""


class MergeDialog(QDialog):
    plan_requested = Signal(object)
    """What is chosen so far: `MergeSide` by file."""
    merge_requested = Signal(object)
    """The `MergePlan` that is shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("merge")
        self.setWindowTitle(self.tr("Merge what others did"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.plan: MergePlan | None = None
        self._choices: dict[str, MergeSide] = {}
        self._begun = False
        self.headline = named(plain_label("", self, "title"), "merge.headline")
        self.arrivals = named(plain_label("", self, "muted"), "merge.arrivals")
        self.told = named(plain_label("", self), "merge.told")
        self.preview = WrittenPreview(theme, "merge", self)
        self.conflicts = ConflictsView(theme, self)
        self.preview.insertTab(CONFLICTS, self.conflicts, self.tr("T&o choose"))
        self.problem = ProblemLine("merge.problem", self)
        self.foot = DeedFoot("merge", self.tr("&Merge"), theme.unit, self)
        self.deed = self.foot.deed
        self._lay_out(theme.unit)
        self._connect()
        self._show_ready(None)
        characters, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(characters * WIDTH_IN_CHARACTERS, line * HEIGHT_IN_LINES)

    def ask_for_plan(self) -> None:
        self._show_ready(None)
        self.foot.say(self.tr("Looking at both sides…"))
        self.plan_requested.emit(dict(self._choices))

    def show_plan(self, plan: MergePlan) -> None:
        """What it comes to; nothing is written yet."""
        self._show_ready(plan)
        self.problem.show_error(None)
        self.headline.setText(safe(headline(plan)))
        self.arrivals.setText(safe(arrivals_in_words(plan)))
        self.arrivals.setVisible(bool(plan.arrivals))
        self.told.setText(safe("\n".join(told(plan))))
        self.told.setVisible(bool(self.told.text()))
        self.preview.show_written(plan.message, plan.files, (), plan.removals)
        self.preview.setTabVisible(CONFLICTS, bool(plan.conflicts))
        self.preview.setVisible(plan.needed and not plan.fast_forward)
        self.conflicts.show_conflicts(plan.conflicts)
        if not self._begun:
            self._begin(plan)
        self._show_standing(plan)

    def show_error(self, error: WorkbenchError) -> None:
        """It cannot be merged as it stands, or could not be written."""
        self._show_ready(None)
        self.foot.say("")
        self.preview.setVisible(self._begun)
        self.problem.show_error(error)

    def submit(self) -> None:
        if self.plan is not None and self.plan.ready:
            plan = self.plan
            self._show_ready(None)
            self.foot.say(self.tr("Writing the commit…"))
            self.merge_requested.emit(plan)

    def _begin(self, plan: MergePlan) -> None:
        self._begun = True
        self.preview.setCurrentIndex(CONFLICTS if plan.conflicts else CONFLICTS + 1)
        if plan.conflicts:
            self.conflicts.list.setFocus()
        elif plan.ready:
            self.deed.setFocus()
        else:
            self.foot.leave.setFocus()

    def _show_standing(self, plan: MergePlan) -> None:
        waiting = len(plan.open_conflicts)
        if not plan.needed:
            self.foot.say(self.tr("There is nothing to merge."))
        elif waiting:
            words = self.tr("{0} of {1} to be chosen. Nothing is written yet.")
            self.foot.say(words.format(waiting, len(plan.conflicts)))
        elif plan.findings:
            self.foot.say(self.tr("It may not be merged like this. Nothing is written."))
            lines = [f"{each.rule} {each.place}: {each.message}" for each in plan.findings]
            hint = self.tr("Choose otherwise, or mend that on your side first.")
            self.problem.show_error(WorkbenchError("\n".join(lines), hint=hint))
        elif plan.fast_forward:
            self.foot.say(self.tr("Your branch only has to follow."))
        else:
            branch = plan.branch.removeprefix("refs/heads/")
            words = self.tr("One commit on {0}. Nothing is written yet.")
            self.foot.say(words.format(safe(branch)))

    def _show_ready(self, plan: MergePlan | None) -> None:
        self.plan = plan
        self.deed.setEnabled(bool(plan and plan.ready))

    def _on_chosen(self, file: str, side: MergeSide) -> None:
        self._choices[file] = side
        self.ask_for_plan()

    def _lay_out(self, unit: int) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5 * unit, 4 * unit, 5 * unit, 4 * unit)
        layout.setSpacing(2 * unit)
        for label in (self.headline, self.arrivals, self.told):
            layout.addWidget(label)
        layout.addWidget(self.preview, 1)
        layout.addWidget(self.problem)
        layout.addStretch()
        layout.addLayout(self.foot)
        sides = self.conflicts.sides
        order = (
            self.preview.tabBar(),
            self.conflicts.list,
            *(side.choose for side in sides),
            *self.preview.reading_order[1:],
            self.foot.leave,
            self.deed,
        )
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)

    def _connect(self) -> None:
        self.conflicts.chosen.connect(self._on_chosen)
        self.foot.submitted.connect(self.submit)
