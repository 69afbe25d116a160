"""Puts the page of datasets together: its table, and the presenters around it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from workbench.domain.datasets import Dataset
from workbench.gui.commands import command
from workbench.gui.commands.datasets import CASES_MENU
from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.datasets.importing import DatasetImporting
from workbench.gui.evaluate.datasets.page import DatasetPage
from workbench.gui.evaluate.datasets.presenter import DatasetPresenter
from workbench.gui.evaluate.datasets.splitting import DatasetSplitting
from workbench.gui.evaluate.datasets.varying import DatasetVarying
from workbench.gui.kit.command_menu import command_menu

DATASET_BUTTONS = ("dataset.checks", "dataset.import", "dataset.export", "dataset.split")
CASE_BUTTONS = ("cases.add", "cases.vary")


def build_dataset_page(around: Around) -> tuple[DatasetPage, DatasetPresenter]:
    """With the presenter of its cases. `page.show_dataset(id)` shows one. `page.dataset_shown`
    says that one is shown, perhaps a new one: whoever holds the page turns to it."""
    page = DatasetPage(around.theme, around.icons)
    services, background, actions = around.services, around.background, around.actions

    def prompt_id() -> str:
        subject = around.subject()
        return subject.prompt_id if subject else ""

    presenter = DatasetPresenter(page, services, background, actions, around.ask, around.relay)
    DatasetImporting(page, presenter, services, background, actions, around.ask, prompt_id)
    DatasetSplitting(page, presenter, background, actions)
    DatasetVarying(
        page, presenter, services, around.engine, background, actions, around.ask, around.memory
    )

    def make() -> None:
        name = page.tr("New dataset")
        background.run(
            presenter,
            lambda: services.datasets.save(Dataset("", name, prompt_id())),
            lambda made: page.show_dataset(made.id),
            around.ask.show_error,
        )

    def show_menu(place: QPoint) -> None:
        menu = command_menu(page, CASES_MENU, actions, around.icons)
        menu.popup(page.table.viewport().mapToGlobal(place))

    actions.on("dataset.new", make)
    for command_id in (*DATASET_BUTTONS, *CASE_BUTTONS):
        actions[command_id].setIcon(around.icons(command(command_id).icon))
    page.top.use_actions(
        [actions[each] for each in DATASET_BUTTONS], [actions[each] for each in CASE_BUTTONS]
    )
    page.empty.use_actions(actions["dataset.import"], actions["cases.add"])
    page.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    page.table.customContextMenuRequested.connect(show_menu)
    return page, presenter
