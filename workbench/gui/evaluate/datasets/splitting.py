"""Holding out the cases of the dataset that is shown."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from workbench.domain.datasets import Case
from workbench.gui.evaluate.datasets.page import DatasetPage
from workbench.gui.evaluate.datasets.presenter import DatasetPresenter
from workbench.gui.evaluate.datasets.split_dialog import SplitDialog
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.background import Background
from workbench.services.dataset_splitting import (
    SplitCount,
    split_cases,
    split_counts,
    without_split,
)

Split = tuple[tuple[Case, ...], list[SplitCount]]


class DatasetSplitting(QObject):
    def __init__(
        self,
        page: DatasetPage,
        presenter: DatasetPresenter,
        background: Background,
        actions: Actions,
    ) -> None:
        super().__init__(page)
        self._page, self._presenter, self._background = page, presenter, background
        self._made: Split | None = None
        actions.on("dataset.split", self._ask)

    def _ask(self) -> None:
        dialog = SplitDialog(self._page.theme, self._page.window())
        dialog.changed.connect(partial(self._divide, dialog))
        dialog.split_requested.connect(partial(self._split, dialog))
        dialog.cleared.connect(partial(self._clear, dialog))
        self._divide(dialog)
        dialog.open()

    def _divide(self, dialog: SplitDialog) -> None:
        dataset = self._presenter.dataset
        if dataset is None:
            return
        share, again, cases = dialog.held_out, dialog.again.isChecked(), dataset.cases
        self._made = None

        def work() -> Split:
            divided = split_cases(cases, share, again=again)
            return divided, split_counts(divided)

        def show(made: Split) -> None:
            if (share, again) == (dialog.held_out, dialog.again.isChecked()):
                self._made = made
                dialog.show_counts(made[1])

        self._background.run(dialog, work, show)

    def _split(self, dialog: SplitDialog) -> None:
        if self._made is not None:
            cases, counts = self._made
            dialog.accept()
            self._presenter.change(cases, self.tr("Hold out"))
            self._page.said.emit(self.tr("{0} cases held out").format(counts[0].held_out))

    def _clear(self, dialog: SplitDialog) -> None:
        dialog.accept()
        if dataset := self._presenter.dataset:
            self._presenter.change(without_split(dataset.cases), self.tr("Forget the split"))
