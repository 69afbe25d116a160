"""The checks of the dataset that is shown, of every case or of the current one alone.

They are a part of the dataset: each edit is kept as it is made, and a step of its undo.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from workbench.domain.datasets import Case, Dataset
from workbench.domain.runs import Run
from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.checks.checklist import Checklist
from workbench.gui.evaluate.checks.editing import ChecksEditing
from workbench.gui.evaluate.checks.judging import Judging
from workbench.gui.evaluate.checks.panel import ChecksPanel
from workbench.gui.evaluate.checks.trusting import Trusting
from workbench.gui.evaluate.checks.trying import Trying
from workbench.gui.evaluate.datasets.page import DatasetPage
from workbench.gui.evaluate.datasets.presenter import DatasetPresenter
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.safe_text import safe

PANEL_UNITS = 100
COMMAND = "dataset.checks"
EVERY, ONE = range(2)


class DatasetChecks(QObject):
    prompt_wanted = Signal(str, str)
    changed = Signal()

    def __init__(
        self,
        page: DatasetPage,
        presenter: DatasetPresenter,
        around: Around,
        trusting: Trusting,
    ) -> None:
        super().__init__(page)
        self._page, self._presenter, self._around = page, presenter, around
        self.panel = ChecksPanel(around.theme, around.icons, page)
        page.put_pane(self.panel, PANEL_UNITS)
        self.editing = ChecksEditing(self.panel, around.theme)
        self.trying = Trying(self.panel, self.editing, around.engine, trusting.is_trusted)
        self.judging = Judging(self.panel, self.editing, around)
        self._scope = EVERY
        self._shown: tuple[str, str] | None = None
        """Ids of the dataset and of the case whose checks are shown; no case for all."""
        self._tried: tuple[str, str] | None = None
        """Ids of the dataset and of the case whose output the checks are tried on."""
        trusting.changed.connect(lambda _trusted: self.trying.try_again())
        self._connect()

    @property
    def can_undo(self) -> bool:
        return self._presenter.can_undo

    @property
    def can_redo(self) -> bool:
        return self._presenter.can_redo

    def undo(self) -> None:
        self._presenter.undo()

    def redo(self) -> None:
        self._presenter.redo()

    def _connect(self) -> None:
        actions = self._around.actions
        actions.on_toggle(COMMAND, self._toggle)
        actions.on("cases.checks", self._show_case)
        self.panel.left.connect(lambda: actions[COMMAND].setChecked(False))
        self.panel.scope_chosen.connect(self._on_scope)
        self.editing.edited.connect(self._on_edited)
        self.editing.chosen.connect(self.changed)
        for wishes in (self.panel.editor, self.panel.rule.line):
            wishes.undo_requested.connect(self.undo)
            wishes.redo_requested.connect(self.redo)
        self.judging.prompt_wanted.connect(self.prompt_wanted)
        self._presenter.shown.connect(self._refresh)
        self._page.table.chosen.connect(self._refresh)
        self._page.delegate.checks_wanted.connect(self._show_case)

    def _toggle(self, shown: bool) -> None:
        self.panel.setVisible(shown)
        if shown:
            self._refresh()
            self.panel.setFocus()
        elif self._page.isVisible():
            self._page.table.setFocus()
        self.changed.emit()

    def _show_case(self) -> None:
        self._scope = ONE
        self._around.actions[COMMAND].setChecked(True)
        self._refresh()
        self.panel.setFocus()

    def _on_scope(self, scope: int) -> None:
        self._scope = scope
        self._refresh()

    def _refresh(self) -> None:
        dataset = self._presenter.dataset
        if dataset is None or self.panel.isHidden():
            return
        current = self._case(dataset)
        case = current if self._scope == ONE else None
        scopes = [translate("every case")]
        if current is not None:
            name = safe(current.name) or translate("the current case")
            scopes.append(translate("only {0}").format(name))
        self.panel.show_scopes(scopes, ONE if case is not None else EVERY)
        shown = (dataset.id, case.id if case else "")
        if shown != self._shown:
            self._shown = shown
            self.editing.begin()
        tried = (dataset.id, current.id if current else "")
        if tried != self._tried:
            self._tried = tried
            self._find_output(dataset, tried[1])
        editable = not self._around.services.read_only
        checklist = Checklist.of(case if case is not None else dataset)
        self.editing.show(checklist, editable=editable, of_case=case is not None)
        self.changed.emit()

    def _case(self, dataset: Dataset) -> Case | None:
        """The current one of the table."""
        place = self._page.table.place()
        row = place[0] if place else -1
        return dataset.cases[row] if 0 <= row < len(dataset.cases) else None

    def _on_edited(self, checklist: Checklist, merge_key: str) -> None:
        dataset = self._presenter.dataset
        if dataset is None or self._shown is None or dataset.id != self._shown[0]:
            return
        case_id = self._shown[1]
        changed = checklist.given_to(dataset)
        if case_id:
            cases = tuple(
                checklist.given_to(case) if case.id == case_id else case for case in dataset.cases
            )
            changed = replace(dataset, cases=cases)
        key = f"checks {case_id} {merge_key}" if merge_key else ""
        self._presenter.change_dataset(changed, translate("Edit the checks"), key)

    def _find_output(self, dataset: Dataset, case_id: str) -> None:
        """The newest of the dataset's prompt, or of the one that is open in Write."""
        subject = self._around.subject()
        prompt_id = dataset.prompt_id or (subject.prompt_id if subject else "")
        runs, tried = self._around.services.runs, self._tried

        def show(run: Run | None) -> None:
            if tried != self._tried:
                return
            words = ""
            if run is not None:
                name = run.job.case.name or translate("no case")
                words = translate("The newest output: {0} · {1}")
                words = words.format(safe(name), safe(run.job.model))
            self.trying.show_output(run.job.run_id if run else "", words)

        if prompt_id:
            self._around.background.run(self, lambda: runs.newest_output(prompt_id, case_id), show)
        else:
            self.trying.show_output("", "")
