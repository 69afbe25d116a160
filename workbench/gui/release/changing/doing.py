"""The commands that change what runs where, from the chosen cell to the commit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.domain.environments import (
    CanaryStep,
    Change,
    ChangePlan,
    ChangeRefused,
    ChangeRequest,
    Mend,
    Reason,
)
from workbench.domain.errors import WorkbenchError
from workbench.domain.releases import ExportDone
from workbench.gui.kit.safe_text import safe
from workbench.gui.release.around import Around
from workbench.gui.release.branch_pushing import BranchPushing
from workbench.gui.release.changing.aim import place_due, version_due
from workbench.gui.release.changing.dialog import ChangeDialog
from workbench.gui.release.changing.newest import Newest
from workbench.gui.release.changing.registry_approving import RegistryApproving
from workbench.gui.release.changing.subject import Subject
from workbench.gui.release.file_differences import differences_of
from workbench.gui.release.files_model import Written
from workbench.gui.release.seams import ChosenCell, Doing

Planned = tuple[ChangePlan, str] | ChangeRefused
"""With a name for a new branch, if it is to go onto one."""


class Changing(Doing):
    def __init__(self, around: Around, place: QWidget) -> None:
        super().__init__(place)
        self._around, self._place = around, place
        self._talking = around.background.aside()
        self._cell: ChosenCell | None = None
        self._approving = RegistryApproving(around, place, self._talking, self)
        self._approving.said.connect(self.said)
        for change in Change:
            around.actions.on(f"release.{change}", partial(self.begin, change))
        around.actions.on("release.approve_there", self._approve)
        around.actions.on("release.needed", self._show_needed)

    def choose(self, cell: ChosenCell | None) -> None:
        self._cell = cell

    def begin(self, change: Change) -> None:
        """Ask for it about what is chosen."""
        if self._cell is not None:
            self._open(change, self._cell, self._place)

    def _approve(self) -> None:
        if self._cell is not None:
            cell = self._cell
            self._approving.approve(cell, place_due(cell), version_due(cell))

    def _show_needed(self) -> None:
        if self._cell is not None:
            cell = self._cell
            self._approving.show_needed(cell, place_due(cell), version_due(cell))

    def _open(
        self,
        change: Change,
        cell: ChosenCell,
        over: QWidget,
        *,
        environment: str = "",
        step: CanaryStep | None = None,
        then: Callable[[], None] | None = None,
    ) -> None:
        """`then` is called once it is done."""
        folder = self._around.registry.folder
        if folder is None:
            return
        dialog = ChangeDialog(self._around.theme, over)
        self._connect(dialog, folder, cell, then)

        def read() -> Subject:
            services = self._around.services
            record = services.released.record(folder, cell.prompt)
            others: tuple[str, ...] = ()
            if change is Change.DEPRECATE:
                rows = services.environments.overview(folder).prompts
                others = tuple(row.prompt for row in rows if row.prompt != cell.prompt)
            return Subject(change, cell, record, environment, others)

        def show(subject: Subject) -> None:
            dialog.show_subject(subject)
            if step is not None:
                dialog.form.choose_step(step)
            dialog.open()

        def failed(error: WorkbenchError) -> None:
            dialog.close()
            self._around.ask.show_error(error)

        self._around.reading.run(dialog, read, show, failed)

    def _connect(
        self, dialog: ChangeDialog, folder: Path, cell: ChosenCell, then: Callable[[], None] | None
    ) -> None:
        show = partial(self._show, dialog)
        newest = Newest[Planned](self._around.reading, show, dialog.show_error, dialog)
        dialog.plan_requested.connect(
            lambda request: newest.ask(partial(self._plan, folder, request))
        )
        dialog.change_requested.connect(partial(self._write, dialog, then))
        dialog.preview.file_chosen.connect(partial(self._compare, dialog))
        dialog.mend_requested.connect(partial(self._mend, dialog, cell))
        around = self._around
        BranchPushing(dialog.steps, around.services.syncing, around.background, self._talking)

    def _plan(self, folder: Path, request: ChangeRequest) -> Planned:
        services = self._around.services
        try:
            plan = services.environments.plan(folder, request)
            return plan, services.syncing.free_branch(folder, plan.usual_branch)
        except ChangeRefused as refused:
            return refused

    def _show(self, dialog: ChangeDialog, planned: Planned) -> None:
        if isinstance(planned, ChangeRefused):
            dialog.show_refused(planned)
        else:
            dialog.show_plan(*planned)

    def _compare(self, dialog: ChangeDialog, file: Written) -> None:
        show = partial(dialog.preview.show_differences, file)
        self._around.reading.run(dialog, partial(differences_of, file), show)

    def _write(
        self, dialog: ChangeDialog, then: Callable[[], None] | None, plan: ChangePlan
    ) -> None:
        def done(written: ExportDone) -> None:
            headline = plan.message.partition("\n")[0]
            words = self.tr("{0}: commit {1}. Nothing was pushed.")
            if plan.onto:
                words = self.tr("{0}: commit {1} on the new branch {2}.")
            self.said.emit(words.format(headline, written.commit[:12], safe(plan.onto)))
            if plan.onto:
                dialog.show_done(written, plan)
            else:
                dialog.accept()
            if then:
                then()

        change = partial(self._around.services.environments.change, plan)
        self._around.background.run(dialog, change, done, dialog.show_error)

    def _mend(self, dialog: ChangeDialog, cell: ChosenCell, reason: Reason) -> None:
        """The way to what is missing; the plan is made anew when it was gone."""
        again, place = dialog.ask_for_plan, reason.environment
        if reason.mend is Mend.APPROVE:
            self._approving.approve(cell, place, dialog.version, over=dialog, then=again)
        elif reason.mend is Mend.EVALUATE:
            self._approving.show_needed(cell, place, dialog.version, over=dialog)
        elif reason.mend is Mend.PROMOTE:
            first = place in cell.environments[:1]
            change = Change.PIN if first else Change.PROMOTE
            self._open(change, cell, dialog, environment=place, then=again)
        elif reason.mend is Mend.END_CANARY:
            stop = CanaryStep.STOP
            self._open(Change.CANARY, cell, dialog, environment=place, step=stop, then=again)
        elif reason.mend is Mend.ACTIVATE:
            self._open(Change.ACTIVATE, cell, dialog, then=again)
