"""The command that merges what others did, from the plan to the commit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.domain.errors import WorkbenchError
from workbench.domain.merging import MergeConflict, MergePlan, MergeSide
from workbench.domain.releases import ExportDone
from workbench.gui.kit.differences.comparison_view import Comparison
from workbench.gui.kit.differences.texts import text_comparison
from workbench.gui.release.around import Around
from workbench.gui.release.file_differences import differences_of
from workbench.gui.release.files_model import Written
from workbench.gui.release.merging.conflicts_view import texts_of
from workbench.gui.release.merging.dialog import MergeDialog
from workbench.gui.release.seams import ChosenCell, Doing


class Merging(Doing):
    def __init__(self, around: Around, place: QWidget) -> None:
        super().__init__(place)
        self._around, self._place = around, place
        self._asked = 0
        """How often a plan was asked for: an answer to an earlier question is not shown."""
        around.actions.on("registry.merge", self.begin)

    def choose(self, cell: ChosenCell | None) -> None:
        """It is about the registry as a whole."""

    def begin(self) -> None:
        folder = self._around.registry.folder
        if folder is None:
            return
        dialog = MergeDialog(self._around.theme, self._place)
        dialog.plan_requested.connect(partial(self._plan, dialog, folder))
        dialog.merge_requested.connect(partial(self._write, dialog))
        dialog.preview.file_chosen.connect(partial(self._compare_file, dialog))
        dialog.conflicts.conflict_shown.connect(partial(self._compare_sides, dialog))
        dialog.open()
        dialog.ask_for_plan()

    def _plan(self, dialog: MergeDialog, folder: Path, choices: Mapping[str, MergeSide]) -> None:
        self._asked += 1
        asked = self._asked
        merging = self._around.services.merging

        def show(plan: MergePlan) -> None:
            if asked == self._asked:
                dialog.show_plan(plan)

        def fail(error: WorkbenchError) -> None:
            if asked == self._asked:
                dialog.show_error(error)

        self._around.reading.run(dialog, lambda: merging.plan(folder, choices), show, fail)

    def _write(self, dialog: MergeDialog, plan: MergePlan) -> None:
        def done(written: ExportDone) -> None:
            dialog.accept()
            words = self.tr("Merged with {0}: commit {1}. Nothing was pushed.")
            if plan.fast_forward:
                words = self.tr("The branch follows {0} to commit {1}.")
            self.said.emit(words.format(plan.other_name, written.commit[:12]))

        merge = partial(self._around.services.merging.merge, plan)
        self._around.background.run(dialog, merge, done, dialog.show_error)

    def _compare_file(self, dialog: MergeDialog, file: Written) -> None:
        show = partial(dialog.preview.show_differences, file)
        self._around.reading.run(dialog, partial(differences_of, file), show)

    def _compare_sides(self, dialog: MergeDialog, conflict: MergeConflict) -> None:
        def show(sides: tuple[Comparison, Comparison]) -> None:
            dialog.conflicts.show_differences(conflict, *sides)

        self._around.reading.run(dialog, partial(sides_of, conflict), show)


def sides_of(conflict: MergeConflict) -> tuple[Comparison, Comparison]:
    """How each side differs from what was before both: what did not change is folded, so that
    what did is seen at once. Runs off the UI thread."""
    before, ours, theirs = texts_of(conflict)
    fold = bool(before)
    return (
        text_comparison(before or ours, ours, side_by_side=False, fold=fold),
        text_comparison(before or theirs, theirs, side_by_side=False, fold=fold),
    )
