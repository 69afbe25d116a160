from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from workbench.domain.checks import Check


class OpenDataset:
    def __init__(self, qtbot, checking):
        self.qtbot, self.services = qtbot, checking.services
        self.actions = checking.actions
        self.host = checking.part.dataset
        self.panel = self.host.panel
        self.page = checking.place.findChild(type(self.host._page))
        self.page.show_dataset(self.dataset.id)
        qtbot.waitUntil(self.page.isVisible)

    @property
    def dataset(self):
        return self.services.datasets.all()[0]

    def open(self):
        self.actions["dataset.checks"].setChecked(True)
        self.qtbot.waitUntil(self.panel.isVisible)


@pytest.fixture
def dataset(qtbot, checking):
    return OpenDataset(qtbot, checking)


def test_the_checks_of_every_case_are_kept_as_they_are_typed(dataset):
    dataset.open()

    dataset.panel.editor.value.text.set_exact_text("hello")

    dataset.qtbot.waitUntil(lambda: dataset.dataset.checks[0].value == "hello")


def test_undo_is_that_of_the_dataset(dataset):
    dataset.open()
    text = dataset.panel.editor.value.text
    text.set_exact_text("hello")

    dataset.qtbot.keyClick(text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert text.exact_text() == "output"
    dataset.qtbot.waitUntil(lambda: dataset.dataset.checks[0].value == "output")


def test_one_case_has_checks_of_its_own(dataset):
    dataset.page.table.go_to(1)
    dataset.actions.run("cases.checks")
    dataset.qtbot.waitUntil(dataset.panel.isVisible)
    assert dataset.panel.scope.currentText() == "only Bo"
    assert dataset.host.editing.checklist.checks == ()

    dataset.host.editing._add("is-json")

    dataset.qtbot.waitUntil(lambda: dataset.dataset.cases[1].checks == (Check("is-json"),))
    assert dataset.dataset.cases[0].checks == ()


def test_the_pane_follows_the_current_case(dataset):
    dataset.page.table.go_to(1)
    dataset.actions.run("cases.checks")
    dataset.qtbot.waitUntil(dataset.panel.isVisible)
    dataset.host.editing._add("is-json")

    dataset.page.table.go_to(2)

    assert dataset.panel.scope.currentText() == "only Cy"
    assert dataset.host.editing.checklist.checks == ()


def test_without_an_output_it_says_so(dataset):
    dataset.open()

    assert dataset.panel.try_strip.where.text() == "No output to try it on yet"
