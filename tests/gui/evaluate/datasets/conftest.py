"""The page of a dataset over a real workspace, and what a person does in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.gui.fake_engine import FakeEngine
from tests.gui.write.open_write import ScriptedAsk
from workbench.domain.datasets import Case
from workbench.gui.evaluate.around import Around, Subject
from workbench.gui.evaluate.datasets.building import build_dataset_page
from workbench.gui.kit.background import Background
from workbench.gui.kit.event_relay import EventRelay


class FilesAsked(ScriptedAsk):
    """Gives the files of `paths`, one after the other."""

    def __init__(self):
        super().__init__()
        self.paths = []

    def open_file(self, *_words):
        return self.paths.pop(0)

    save_file = open_file


class OpenDataset:
    def __init__(self, services, theme, icons, actions, qtbot):
        self.services, self.actions, self.qtbot = services, actions, qtbot
        self.engine, self.ask, self.background = FakeEngine(), FilesAsked(), Background()
        self.relay = EventRelay(services.events)
        opened = services.prompts.open_path("support/triage")
        self.subject = Subject(opened.prompt.id, "support/triage")
        actions.report(workspace_open=True)
        around = Around(
            services,
            self.engine,
            self.background,
            actions,
            theme,
            icons,
            self.ask,
            self.relay,
            lambda: self.subject,
        )
        self.page, _presenter = build_dataset_page(around)
        [self.dataset] = services.datasets.all()

    @property
    def table(self):
        return self.page.table

    @property
    def cases(self):
        """As they are on the disk."""
        return self.services.datasets.dataset(self.dataset.id).cases

    def column(self, title):
        model = self.page.model
        titles = [
            model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())
        ]
        return titles.index(title)

    def index(self, row, title):
        return self.page.model.index(row, self.column(title))

    def type(self, row, title, text):
        self.page.model.setData(self.index(row, title), text)

    def kept(self, wanted):
        """Wait until what is on the disk is so."""
        self.qtbot.waitUntil(lambda: bool(self.ask.errors) or wanted(self.cases), timeout=10_000)
        assert self.ask.errors == []


@pytest.fixture
def open_dataset(qtbot, services, theme, icons, actions):
    opened = OpenDataset(services, theme, icons, actions, qtbot)
    qtbot.addWidget(opened.page)
    opened.page.resize(1000, 700)
    opened.page.show()
    with qtbot.waitSignal(opened.page.dataset_shown, timeout=10_000):
        opened.page.show_dataset(opened.dataset.id)
    yield opened
    opened.background.close()


@pytest.fixture
def generated():
    return Case(name="varied", values=(("name", "Eve"),), accepted=False)
